/**
 * The text of a notebook's cell as Python. IPython takes lines that Python does not: magics (`%time f()`, `%%bash`), commands of
 * the shell (`!ls`, `files = !ls`) and questions (`?f`, `f??`). Each is replaced by text of the same length, so that every
 * other place stays where it is.
 *
 * Source: https://ipython.readthedocs.io/en/stable/interactive/reference.html and IPython 9's `core/inputtransformer2.py`.
 */
export function pythonOf(cell: string): string {
  if (isOtherLanguage(cell)) return blank(cell);
  const lines = cell.split(/(?<=\n|\r(?!\n))/);
  const state: State = { quote: null, depth: 0 };
  let continues: 'magic' | 'code' | null = null;
  return lines.map((line): string => {
    const open = state.quote !== null || state.depth > 0 || continues === 'code';
    const at = continues === 'magic' ? 0 : open ? -1 : magicIn(line);
    if (at < 0) {
      read(line, state);
      continues = state.quote === null && /\\\r?\n?$/.test(line) ? 'code' : null;
      return line;
    }
    const replaced = continues === 'magic' ? blank(line) : line.slice(0, at) + statement(line.slice(at));
    continues = /\\\r?\n$/.test(line) ? 'magic' : null;
    return replaced;
  }).join('');
}

/** What is open at the end of a line: a string of three quotes, brackets. */
interface State {
  quote: string | null;
  depth: number;
}

/** Magics of a whole cell whose body is Python all the same. */
const python = /^(?:time|timeit|capture|prun|debug|python3?|pypy)\b/;

function isOtherLanguage(cell: string): boolean {
  const magic = /^\s*%%(\S+)/.exec(cell);
  return magic !== null && !python.test(magic[1]!);
}

/** Where a line stops being Python, or -1: at its first sign, at a question, or at what a name is given. */
function magicIn(line: string): number {
  const indent = /^[ \t]*/.exec(line)![0].length;
  if (/^(?:%%?[A-Za-z_]|!|\?)/.test(line.slice(indent))) return indent;
  if (/^%?[\w.*]+(?:\[[^\]]*\])?\?\??[ \t]*\r?\n?$/.test(line.slice(indent))) return indent;
  const assigned = /^[ \t]*[A-Za-z_][\w.,[\] \t]*=[ \t]*(?=%[A-Za-z_]|!)/.exec(line);
  return assigned === null ? -1 : assigned[0].length;
}

/** A statement of Python of the same length, that says nothing. */
function statement(text: string): string {
  const [body] = /^[^\r\n]*/.exec(text)!;
  return `${body.length === 1 ? '0' : `0#${body.slice(2)}`}${text.slice(body.length)}`;
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/** Follows strings and brackets through a line of Python. */
function read(line: string, state: State): void {
  for (let i = 0; i < line.length;) {
    if (state.quote !== null) {
      const end = endOf(state.quote, line, i);
      if (end < 0) return;
      state.quote = null;
      i = end;
      continue;
    }
    const rest = line.slice(i, i + 3);
    if (rest === '"""' || rest === "'''") {
      state.quote = rest;
      i += 3;
    } else if (rest[0] === '"' || rest[0] === "'") {
      const end = endOf(rest[0], line, i + 1);
      i = end < 0 ? line.length : end;
    } else if (rest[0] === '#') {
      return;
    } else {
      if ('([{'.includes(rest[0]!)) state.depth++;
      if (')]}'.includes(rest[0]!) && state.depth > 0) state.depth--;
      i++;
    }
  }
}

/** Behind the quote that ends a string, or -1. */
function endOf(quote: string, line: string, from: number): number {
  for (let i = from; i < line.length; i++) {
    if (line[i] === '\\') i++;
    else if (line.startsWith(quote, i)) return i + quote.length;
  }
  return -1;
}

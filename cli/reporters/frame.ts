import { positionAt, type Span } from '../../engine/text.js';

/**
 * A code frame: the line of a finding with its neighbours, and a row of carets under it. The row is right for tabs and
 * for characters that terminals draw two columns wide; a line wider than the terminal is cut around the finding.
 */
export interface FrameStyle {
  /** How many lines before and after are shown. */
  readonly context: number;
  /** Columns of the terminal. */
  readonly width: number;
  readonly dim: (text: string) => string;
  readonly mark: (text: string) => string;
}

/** The rows of a frame, without line ends. Of a span over several lines the first is underlined. */
export function frame(text: string, lineStarts: Int32Array, span: Span, style: FrameStyle): string[] {
  const first = positionAt(lineStarts, span.start).line;
  const from = Math.max(0, first - style.context);
  const to = Math.min(lineStarts.length - 1, first + style.context);
  const lineOf = (n: number): string => text.slice(lineStarts[n]!, lineStarts[n + 1] ?? text.length).replace(/[\r\n]+$/, '');
  const digits = String(to + 1).length;
  const room = Math.max(40, style.width - digits - 7);
  const shownLine = lineOf(first);
  const start = Math.min(span.start - lineStarts[first]!, shownLine.length);
  const end = Math.max(start + 1, Math.min(span.end - lineStarts[first]!, shownLine.length));
  // All lines are cut at the same column, so that the code keeps its shape.
  const cut = columns(shownLine.slice(0, end)) <= room ? 0 : Math.max(0, start - 20);
  const rows: string[] = [];
  for (let n = from; n <= to; n++) {
    const line = lineOf(n);
    if (n !== first && line.trim() === '') continue;
    const number = String(n + 1).padStart(digits);
    rows.push(`  ${n === first ? style.mark('❯') : ' '} ${style.dim(`${number} │`)} ${fitted(line, cut, room)}`.trimEnd());
    if (n !== first) continue;
    const indent = (cut > 0 ? 1 : 0) + columns(shownLine.slice(cut, start));
    const carets = Math.max(1, Math.min(columns(shownLine.slice(start, end)), room - indent));
    rows.push(`    ${' '.repeat(digits)} ${style.dim('│')} ${' '.repeat(indent)}${style.mark('^'.repeat(carets))}`);
  }
  return rows;
}

/** Text that moves no cursor and colours nothing: control characters are shown as their pictures or escapes. */
export function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (c) => {
    const code = c.charCodeAt(0);
    if (c === '\n') return '\\n';
    if (c === '\r') return '\\r';
    if (c === '\t') return '\\t';
    return code < 32 ? String.fromCharCode(0x2400 + code) : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** A tab is drawn as this many columns. */
const tab = '    ';

function fitted(line: string, cut: number, room: number): string {
  let result = cut > 0 && line.length > 0 ? '…' : '';
  let width = result.length;
  for (const c of line.slice(cut)) {
    const drawn = c === '\t' ? tab : printable(c);
    const wide = columns(c);
    if (width + wide > room) return `${result}…`;
    result += drawn;
    width += wide;
  }
  return result;
}

/** The columns that a terminal takes for a text, tabs and control characters as drawn here. */
function columns(text: string): number {
  let width = 0;
  for (const c of text) {
    if (c === '\t') width += tab.length;
    else if (/\p{Mn}|\p{Me}|\u200d|[\ufe00-\ufe0f]/u.test(c)) width += 0;
    else if (/[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u.test(c)) width += 2;
    else width += printable(c).length;
  }
  return width;
}

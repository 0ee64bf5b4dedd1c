import type { Rule } from './rule.js';
import type { SuppressedFile } from './suppressions.js';
import { positionAt, type Span } from './text.js';

/**
 * Suppressions of other tools that are written already and mean the same: `# noqa: RUF006`,
 * `// eslint-disable-next-line no-await-in-loop`. They count for a rule whose `related` names the other tool's rule; a
 * bare `# noqa`, `eslint-disable-line` or `eslint-disable-next-line` silences its line. A bare directive for a whole file
 * or block silences the rules that have any relative in that tool, as it silences these relatives. Of type checkers only
 * comments that name a rule count: a bare `# type: ignore` is about types.
 *
 * Sources: https://docs.astral.sh/ruff/linter/#error-suppression,
 * https://flake8.pycqa.org/en/stable/user/violations.html, https://mypy.readthedocs.io/en/stable/error_codes.html,
 * https://microsoft.github.io/pyright/#/comments, https://eslint.org/docs/latest/use/configure/rules#disabling-rules
 */
export function silencedElsewhere(
  file: SuppressedFile, rules: readonly Rule[],
): (finding: Span & { readonly rule: string }, line: number) => boolean {
  const related = new Map(rules.map((rule) => [rule.id, rule.related]));
  const silences = file.facts.language === 'python' ? noqa(file) : eslint(file);
  return (finding, line) => silences(related.get(finding.rule) ?? [], line, finding.start);
}

type Silences = (related: readonly string[], line: number, offset: number) => boolean;

const codes = String.raw`[A-Z]+[0-9]*(?:[\s,]+[A-Z]+[0-9]+)*`;
const fileNoqa = new RegExp(String.raw`#\s*(?:ruff|flake8)\s*:\s*noqa(?:\s*:\s*(${codes}))?`, 'i');
const lineNoqa = new RegExp(String.raw`#\s*noqa(?:\s*:\s*(${codes}))?`, 'i');

const typeIgnore = /#\s*(?:type|pyright)\s*:\s*ignore\s*\[([\w\s,-]*)\]/g;

/** The form of a rule code of Ruff, flake8 and their plugins. */
const code = /^[A-Z]+[0-9]+$/;

function noqa({ facts: { directives, lineStarts } }: SuppressedFile): Silences {
  const wholeFile: (readonly string[])[] = [];
  const byLine = new Map<number, readonly string[]>();
  const byTypes = new Map<number, readonly string[]>();
  for (const { text, start } of directives) {
    const named = [...text.matchAll(typeIgnore)].flatMap(([, list]) => split(list));
    if (named.length > 0) byTypes.set(positionAt(lineStarts, start).line, named);
    const forFile = fileNoqa.exec(text);
    const forLine = lineNoqa.exec(text);
    if (forFile !== null) wholeFile.push(split(forFile[1]));
    else if (forLine !== null) byLine.set(positionAt(lineStarts, start).line, split(forLine[1]));
  }
  return (related, line) => {
    // A shorter code stands for all that begin with it, as flake8 has it.
    const names = (list: readonly string[]): boolean => related.some((name) => list.some((prefix) => name.startsWith(prefix.toUpperCase())));
    const here = byLine.get(line);
    if (here !== undefined && (here.length === 0 || names(here))) return true;
    if (byTypes.get(line)?.some((name) => related.includes(name)) === true) return true;
    return wholeFile.some((list) => list.length === 0 ? related.some((name) => code.test(name)) : names(list));
  };
}

const eslintLine = /^(?:\/\/|\/\*)\s*eslint-disable-(line|next-line)(?![\w-])([\s\S]*)$/;
const eslintBlock = /^\/\*\s*eslint-(disable|enable)(?![\w-])([\s\S]*)$/;

function eslint({ facts: { directives, lineStarts } }: SuppressedFile): Silences {
  const byLine = new Map<number, (readonly string[])[]>();
  const blocks: { readonly start: number; readonly disable: boolean; readonly names: readonly string[] }[] = [];
  const lineOf = (offset: number): number => positionAt(lineStarts, offset).line;
  for (const directive of directives) {
    const forLine = eslintLine.exec(directive.text);
    if (forLine !== null) {
      const line = forLine[1] === 'line' ? lineOf(directive.start) : lineOf(directive.end) + 1;
      byLine.set(line, [...byLine.get(line) ?? [], eslintNames(forLine[2]!)]);
    }
    const block = eslintBlock.exec(directive.text);
    if (block !== null) blocks.push({ start: directive.start, disable: block[1] === 'disable', names: eslintNames(block[2]!) });
  }
  return (related, line, offset) => {
    if ((byLine.get(line) ?? []).some((names) => names.length === 0 || names.some((name) => related.includes(name)))) return true;
    return related.some((name) => !code.test(name) && disabledAt(name, offset));
  };

  /** The last block comment before the offset that speaks for the name decides. */
  function disabledAt(name: string, offset: number): boolean {
    const last = blocks.findLast((block) => block.start < offset && (block.names.length === 0 || block.names.includes(name)));
    return last?.disable ?? false;
  }
}

/** The rule names of an ESLint directive, without the description after `--`. */
function eslintNames(rest: string): readonly string[] {
  return split(rest.replace(/\*\/\s*$/, '').split(/\s--/)[0]);
}

function split(list: string | undefined): readonly string[] {
  return (list ?? '').split(/[\s,]+/).filter((word) => word !== '');
}

import type { Level } from '../../engine/rule.js';

/**
 * Marks say in the code itself what shall be found in it:
 *
 *     time.sleep(1)  # finding: text             a finding on this line
 *     time.sleep(1)  # finding(info): text       of another level than the rule's own
 *     time.sleep(1)  # finding[other-rule]: text of another rule than the page's
 *     def wait():    # related: text             a place that a finding refers to
 *     time.sleep(1)  # silent: text              no finding, for a reason in which the text stands (there may be more)
 *     time.sleep(1)  # fixes: Title | Title      the titles of all fixes on offer for the findings of this line, in order, or `none`
 *     time.sleep(1)
 *     #   ^^^^^ finding: text                    on exactly these columns of the line above
 *
 * Several marks may stand beneath one line. JavaScript's marks begin with `//`. The linter never sees a mark.
 */
export interface Mark {
  readonly kind: 'finding' | 'related' | 'silent' | 'fixes';
  /** The 0-based line of the text without marks. */
  readonly line: number;
  /** 0-based UTF-16 columns, half-open, where they are pinned. */
  readonly columns: { readonly start: number; readonly end: number } | null;
  /** Null: the rule's own. */
  readonly level: Level | null;
  /** Null: the page's. */
  readonly rule: string | null;
  readonly text: string;
  /** The 1-based line of the page on which the mark stands. */
  readonly pageLine: number;
}

const body = /(finding|related|silent|fixes)(?:\((error|warning|info)\))?(?:\[([a-z-]+)\])?: (\S.*)$/.source;
const trailing = new RegExp(`^(.*?)\\s*(?:#|//) ${body}`);
const beneath = new RegExp(`^(\\s*(?:#|//)\\s*)(\\^+) ${body}`);
const suspicious = /(?:#|\/\/)\s*\^*\s*(?:findings?|related|silent|fixes)\s*[:([]|(?:#|\/\/)\s*\^{2,}/i;

/**
 * Takes the marks out of a block's lines. `line` is the page's line on which the block opens. Lines of pins vanish;
 * marks at a line's end vanish with the blanks before them, so that no column of the code moves.
 */
export function readMarks(page: string, line: number, lines: readonly string[]): { text: string; marks: readonly Mark[] } {
  const code: string[] = [];
  const marks: Mark[] = [];
  lines.forEach((raw, i) => {
    const pageLine = line + 1 + i;
    const pin = beneath.exec(raw);
    const mark = pin === null ? trailing.exec(raw) : null;
    if (pin !== null) {
      if (code.length === 0) throw new Error(`${page}:${pageLine}: there is no line above that these columns could be of`);
      const start = pin[1]!.length;
      marks.push(markOf(pin.slice(3), code.length - 1, { start, end: start + pin[2]!.length }, pageLine));
    } else if (mark !== null) {
      marks.push(markOf(mark.slice(2), code.length, null, pageLine));
      code.push(mark[1]!);
    } else {
      if (suspicious.test(raw)) throw new Error(`${page}:${pageLine}: this looks like a mark, but can't be read: ${raw.trim()}`);
      code.push(raw);
    }
  });
  return { text: code.map((each) => `${each}\n`).join(''), marks };
}

function markOf(parts: readonly (string | undefined)[], line: number, columns: Mark['columns'], pageLine: number): Mark {
  const [kind, level, rule, text] = parts;
  return {
    kind: kind as Mark['kind'], line, columns, level: (level as Level | undefined) ?? null, rule: rule ?? null, text: text!.trim(), pageLine,
  };
}

import { type Language, languageOf } from '../../engine/text.js';
import { type Mark, readMarks } from './marks.js';

/**
 * A page is a Markdown file whose code is executed. A heading is a claim and becomes the name of a test; the code
 * blocks beneath it, up to the next heading, are the files of one small project:
 *
 *     ## A coroutine that nobody awaits
 *     ```python app/jobs.py
 *     async def nightly():
 *         refresh()  # finding: `refresh()` is never awaited
 *     ```
 *
 * After the language a block may carry a file name, `broken` (the text has syntax errors on purpose), or
 * `fixed "Title"` (the text of that file after the fixes of this title). Blocks in languages that asynclint does not
 * read are files too where they have a name (`json package.json`); without one they are only prose.
 */
export interface Page {
  readonly path: string;
  readonly scenarios: readonly Scenario[];
}

/** One heading with its files. */
export interface Scenario {
  /** The page's path, for messages. */
  readonly page: string;
  /** The 1-based line of the heading. */
  readonly line: number;
  /** The heading, after those that it stands beneath, except for the page's title: `Python › A sleep`. */
  readonly claim: string;
  readonly files: readonly ScenarioFile[];
  readonly fixed: readonly FixedText[];
}

export interface ScenarioFile {
  /** Relative to the scenario's root. */
  readonly path: string;
  /** Null for files that are only configuration. */
  readonly language: Language | null;
  /** The text without its marks. */
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly broken: boolean;
  /** The 1-based line of the page on which the block opens. */
  readonly line: number;
}

/** What a file shall read after all fixes of one title in it were applied. */
export interface FixedText {
  readonly path: string;
  readonly title: string;
  readonly text: string;
  readonly line: number;
}

/** The extension of a block's language, where asynclint reads it. */
const extensions: Readonly<Record<string, string>> = {
  python: 'py', py: 'py', pyi: 'pyi',
  typescript: 'ts', ts: 'ts', tsx: 'tsx', mts: 'mts', cts: 'cts',
  javascript: 'js', js: 'js', jsx: 'jsx', mjs: 'mjs', cjs: 'cjs',
};

interface Block {
  readonly language: string;
  readonly name: string | null;
  readonly broken: boolean;
  readonly fixed: string | null;
  readonly lines: readonly string[];
  readonly line: number;
}

/**
 * Reads a page. Throws with the page's path and line where a block or a mark can't be understood: a test that was
 * written wrongly must not pass for being ignored.
 */
export function readPage(path: string, markdown: string): Page {
  const scenarios: Scenario[] = [];
  let heading = { claim: '', line: 0 };
  let above: readonly { readonly depth: number; readonly text: string }[] = [];
  let blocks: Block[] = [];
  const flush = (): void => {
    const scenario = scenarioOf(path, heading, blocks);
    if (scenario !== null) scenarios.push(scenario);
    blocks = [];
  };
  const lines = markdown.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const title = /^(#{1,6})\s+(.*?)\s*#*$/.exec(lines[i]!);
    const fence = /^(`{3,}|~{3,})\s*(.*)$/.exec(lines[i]!);
    if (title !== null) {
      flush();
      const depth = title[1]!.length;
      above = [...above.filter((each) => each.depth < depth), { depth, text: title[2]! }];
      heading = { claim: above.filter((each) => each.depth > 1).map((each) => each.text).join(' › '), line: i + 1 };
    } else if (fence !== null) {
      const end = lines.indexOf(fence[1]!, i + 1);
      if (end < 0) throw new Error(`${path}:${i + 1}: this code block is never closed`);
      const block = blockOf(path, i + 1, fence[2]!, lines.slice(i + 1, end));
      if (block !== null) blocks.push(block);
      i = end;
    }
  }
  flush();
  unique(path, scenarios);
  return { path, scenarios };
}

function blockOf(path: string, line: number, info: string, lines: readonly string[]): Block | null {
  const words = /^(\S*)(?:\s+(?!fixed\b|broken\b)(\S+))?(\s+broken)?(?:\s+fixed\s+"([^"]+)")?\s*$/.exec(info);
  if (words === null) {
    throw new Error(`${path}:${line}: can't read "${info}"; expected: language [file name] [broken] [fixed "Title"]`);
  }
  const [, language, name, broken, fixed] = words;
  if (name === undefined && extensions[language!] === undefined) return null;
  return { language: language!, name: name ?? null, broken: broken !== undefined, fixed: fixed ?? null, lines, line };
}

function scenarioOf(page: string, heading: { claim: string; line: number }, blocks: readonly Block[]): Scenario | null {
  if (blocks.length === 0) return null;
  if (heading.claim === '') throw new Error(`${page}:${blocks[0]!.line}: a code block needs a heading: the claim it proves`);
  const files: ScenarioFile[] = [];
  for (const block of blocks) {
    if (block.fixed !== null) continue;
    const path = block.name ?? `app.${extensions[block.language]!}`;
    if (files.some((file) => file.path === path)) throw new Error(`${page}:${block.line}: there is a ${path} under this heading already; name the files`);
    const { text, marks } = readMarks(page, block.line, block.lines);
    const language = languageOf(path) ?? null;
    if (language === null && marks.length > 0) throw new Error(`${page}:${block.line}: asynclint does not read ${path}, so nothing can be found in it`);
    files.push({ path, language, text, marks, broken: block.broken, line: block.line });
  }
  const fixed: FixedText[] = [];
  for (const block of blocks) if (block.fixed !== null) fixed.push(fixedOf(page, block, block.fixed, files));
  return { page, line: heading.line, claim: heading.claim, files, fixed };
}

function fixedOf(page: string, block: Block, title: string, files: readonly ScenarioFile[]): FixedText {
  const extension = extensions[block.language];
  const of = block.name === null ? files.find((file) => file.path.endsWith(`.${extension}`)) : files.find((file) => file.path === block.name);
  if (of === undefined) throw new Error(`${page}:${block.line}: no file under this heading that "${title}" could have fixed`);
  const { text, marks } = readMarks(page, block.line, block.lines);
  if (marks.length > 0) throw new Error(`${page}:${block.line}: a fixed text carries no marks`);
  return { path: of.path, title, text, line: block.line };
}

function unique(path: string, scenarios: readonly Scenario[]): void {
  const seen = new Map<string, number>();
  for (const { claim, line } of scenarios) {
    const before = seen.get(claim);
    if (before !== undefined) throw new Error(`${path}:${line}: line ${before} makes the same claim, "${claim}"`);
    seen.set(claim, line);
  }
}

/**
 * Snippets: the right pattern for each pitfall, under prefixes that all begin with `async-`. Each page of this folder is
 * one snippet in both languages, and the only source: VS Code's snippet files and the language server's completions are
 * made from it.
 *
 * A code block's info string names the language and the place where the pattern can stand: `module` (also inside a
 * function or class), or `async` (only where `await` may stand). A block starts with the imports that it needs. Tab
 * stops are written as in VS Code (`${1:name}`, `$0`, `\$` for a dollar sign). What TypeScript has and JavaScript has not
 * stands between ⟦ and ⟧. A block marked `run` is a program around the snippet, for the tests.
 */

export type SnippetLanguage = 'python' | 'typescript' | 'javascript';

export interface Snippet {
  readonly prefix: string;
  /** One or two sentences for menus. */
  readonly description: string;
  readonly language: SnippetLanguage;
  readonly place: 'async' | 'module';
  /** Import statements that the body needs, a line each. */
  readonly imports: readonly string[];
  /** In the snippet syntax of VS Code and the Language Server Protocol. */
  readonly body: string;
}

/** A page: its snippets, and the programs that run them, by language. */
export interface SnippetPage {
  readonly snippets: readonly Snippet[];
  readonly programs: Readonly<Partial<Record<'python' | 'typescript', string>>>;
}

const block = /^```(python|typescript) (async|module|run)\n([\s\S]*?)\n```$/gm;

/**
 * Reads a page of this folder.
 * @param markdown the page's text, with `\n` line ends.
 * @throws Error where the page has not the form that is described above.
 */
export function readSnippetPage(markdown: string): SnippetPage {
  const head = /^# (async-[a-z-]+)\n\n(.+)\n/.exec(markdown);
  if (head === null) throw new Error('a snippet page starts with its prefix as heading and one line of description');
  const snippets: Snippet[] = [];
  const programs: Partial<Record<'python' | 'typescript', string>> = {};
  for (const [, language, place, code] of markdown.matchAll(block)) {
    if (place === 'run') {
      programs[language as 'python' | 'typescript'] = code!;
      continue;
    }
    const forms: readonly SnippetLanguage[] = language === 'python' ? ['python'] : ['typescript', 'javascript'];
    for (const form of forms) {
      const { imports, body } = withoutImports(form === 'javascript' ? code!.replace(/⟦[^⟧]*⟧/g, '') : code!.replace(/[⟦⟧]/g, ''));
      snippets.push({ prefix: head[1]!, description: head[2]!, language: form, place: place as 'async' | 'module', imports, body });
    }
  }
  if (snippets.length === 0) throw new Error('a snippet page has at least one block in a language');
  return { snippets, programs };
}

function withoutImports(code: string): { readonly imports: readonly string[]; readonly body: string } {
  const lines = code.split('\n');
  let end = 0;
  for (let i = 0; i < lines.length && /^(import |from |$)/.test(lines[i]!); i++) end = i + 1;
  return { imports: lines.slice(0, end).filter((line) => line !== ''), body: lines.slice(end).join('\n') };
}

/**
 * The code that a snippet inserts when nothing is typed over its tab stops.
 * @param body in snippet syntax.
 */
export function expandSnippet(body: string): string {
  return body.replace(/\\\$|\$\{\d+:([^}]*)\}|\$\{?\d+\}?/g, (whole, text: string | undefined) => (whole === '\\$' ? '$' : text ?? ''));
}

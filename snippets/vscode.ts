import type { Snippet, SnippetLanguage } from './snippet.js';

/**
 * The snippet file of one language as VS Code reads it (`contributes.snippets`). Without a prefix a snippet stands in the
 * list of *Insert Snippet* alone: while one types, the language server offers the same, only where it can stand and with
 * its imports. Here it can't add these, so the description names them.
 * @param snippets those of all pages.
 */
export function vscodeSnippets(snippets: readonly Snippet[], language: SnippetLanguage): string {
  const entries = snippets.filter((snippet) => snippet.language === language).map(({ prefix, description, imports, body }) => {
    const needs = imports.length === 0 ? '' : ` Needs: ${imports.join('; ')}`;
    return [prefix, { description: `${description}${needs}`, body: body.split('\n') }] as const;
  });
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

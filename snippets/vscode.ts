import type { Snippet, SnippetLanguage } from './snippet.js';

/**
 * The snippet file of one language as VS Code reads it (`contributes.snippets`). Such a snippet can't add imports, so the
 * description names those that it needs.
 * @param snippets those of all pages.
 */
export function vscodeSnippets(snippets: readonly Snippet[], language: SnippetLanguage): string {
  const entries = snippets.filter((snippet) => snippet.language === language).map(({ prefix, description, imports, body }) => {
    const needs = imports.length === 0 ? '' : ` Needs: ${imports.join('; ')}`;
    return [prefix, { prefix, description: `${description}${needs}`, body: body.split('\n') }] as const;
  });
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

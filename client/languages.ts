/** VS Code's names of the languages that asynclint reads; the manifest's activation events repeat them. */
export const languageIds = ['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;

/** The documents that the server is told of: files, what is not saved yet, and the cells of notebooks. */
export const documentSelector = [
  ...['file', 'untitled'].flatMap((scheme) => languageIds.map((language) => ({ scheme, language }))),
  { scheme: 'vscode-notebook-cell', language: 'python' },
];

/** VS Code's names of the languages that asynclint reads; the manifest's activation events repeat them. */
export const languageIds = ['python', 'typescript', 'typescriptreact', 'javascript', 'javascriptreact'] as const;

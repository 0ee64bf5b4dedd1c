/** What a new `asynclint.json` says: the defaults, each with what it decides. */
export const configurationTemplate = `{
  // Which findings are shown: "recommended" (errors and warnings), "strict" (everything, with what is likely),
  // "performance" (blocking, concurrency and resources), or "off" (only the rules turned on below).
  "preset": "recommended",

  // Levels by rule: "error", "warning", "info" or "off". Completion knows the rules.
  "rules": {
    // "missing-timeout": "off"
  },

  // Files that are not linted, in the form of .gitignore, relative to this folder.
  "exclude": []
}
`;

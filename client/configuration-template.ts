/** What a new `asynclint.json` says: the defaults, each with what it decides. */
export const configurationTemplate = `{
  // "recommended": errors and warnings. "strict": what is likely, too.
  // "performance": blocking, concurrency and resources.
  // "off": only the rules that are turned on below.
  "preset": "recommended",

  // Levels by rule: "error", "warning", "info" or "off".
  "rules": {
    // "missing-timeout": "off"
  },

  // Files that are not linted, in the form of .gitignore.
  "exclude": []
}
`;

import { Uri, type Diagnostic } from 'vscode';

/** Where the server says that a rule's page lies. */
const page = /\/rules\/([\w-]+)\/README\.md$/i;

/**
 * The same diagnostics, with the link of each code leading to the rule's page as VS Code shows Markdown: followed as it
 * stands, the address of the page would open its source text.
 */
export function withRuleLinks(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const { code } = diagnostic;
    const rule = typeof code === 'object' ? page.exec(code.target.path)?.[1] : undefined;
    // The library keeps more in a diagnostic than VS Code's type tells, so it stays the same object.
    return rule === undefined ? diagnostic : Object.assign(diagnostic, { code: { value: rule, target: ruleLink(rule) } });
  });
}

function ruleLink(rule: string): Uri {
  return Uri.from({ scheme: 'command', path: 'asynclint.openRulePage', query: JSON.stringify([rule]) });
}

import { execFileSync } from 'node:child_process';

/** A mail as HTML, from its template of MJML, with the placeholders `{{name}}` filled in. */
export function render(name: string, values: Record<string, string>): string {
  return compiled(name).replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key] ?? '');
}

function compiled(name: string): string {
  return execFileSync('mjml', [`templates/${name}.mjml`], { encoding: 'utf8' });
}

import assert from 'node:assert/strict';
import { applyEdits } from '../../engine/edit/edits.js';
import { openSession } from '../../engine/session.js';
import { defaultSettings } from '../../engine/settings.js';
import type { SuppressionScope } from '../../engine/suppression-comments.js';
import { rules } from '../../rules/index.js';

/** The text with the one finding of floating-promise in it silenced; null where that can't be done. Proves that it is silent. */
function silenced(path: string, text: string, scope: SuppressionScope = 'line', which = 0): string | null {
  const session = openSession({ root: '/app', readText: () => undefined }, rules, defaultSettings);
  try {
    session.update([{ path, text }]);
    assert.deepEqual(session.problems(path), [], text);
    const before = session.findings(path);
    const finding = before.filter(({ rule }) => rule === 'floating-promise')[which];
    assert.ok(finding !== undefined, `no finding in ${text}`);
    const edits = session.suppression(path, finding, scope, 'why');
    if (edits === null) return null;
    const after = applyEdits(text, edits);
    session.update([{ path, text: after }]);
    assert.deepEqual(session.problems(path), [], after);
    const left = before.filter((other) => other !== finding && !(scope === 'file' && other.rule === finding.rule)).map(({ rule }) => rule);
    assert.deepEqual(session.findings(path).map(({ rule }) => rule), left, after);
    return after;
  } finally {
    session.close();
  }
}

const python = (body: string) => `async def send(x=0):\n    ...\n\n\nasync def checkout():\n${body}`;
const script = (body: string) => `export async function send(x = 0): Promise<void> {\n  await fetch("/x", { signal: AbortSignal.timeout(5) });\n  if (x) throw x;\n}\n\nexport async function checkout() {\n${body}}\n`;

describe('suppression comments: Python', () => {
  const line = (body: string) => silenced('/app/a.py', python(body))?.slice(python('').length);

  it('stand at the end of the line', () => {
    assert.equal(line('    send()\n'), '    send()  # asynclint: ignore[floating-promise] why\n');
    assert.equal(line('    send()'), '    send()  # asynclint: ignore[floating-promise] why');
    assert.equal(line('\tsend() \n'), '\tsend()  # asynclint: ignore[floating-promise] why\n');
  });

  it('stand behind another comment', () => {
    assert.equal(line('    send()  # type: ignore\n'), '    send()  # type: ignore  # asynclint: ignore[floating-promise] why\n');
  });

  it('stand above a line that is long already, with its indentation', () => {
    const long = `    send(x=${'1'.repeat(80)})\n`;
    assert.equal(line(long), `    # asynclint: ignore[floating-promise] why\n${long}`);
  });

  it('are added to one that the line has, at its end or above it', () => {
    const body = '    send()  # asynclint: ignore[blocking-call] old\n';
    assert.equal(line(body), '    send()  # asynclint: ignore[blocking-call, floating-promise] old\n');
    assert.equal(line('    # asynclint: ignore[blocking-call] old\n    send()\n'), '    # asynclint: ignore[blocking-call, floating-promise] old\n    send()\n');
  });

  it('stand above a line that goes on in a string or behind a backslash', () => {
    assert.equal(line('    send(x="""\n  """)\n'), '    # asynclint: ignore[floating-promise] why\n    send(x="""\n  """)\n');
    assert.equal(line('    send \\\n        ()\n'), '    # asynclint: ignore[floating-promise] why\n    send \\\n        ()\n');
  });

  it('keep line ends, and a byte order mark at the very beginning', () => {
    const text = python('    send(x="""\n""")\n').replaceAll('\n', '\r\n');
    assert.equal(silenced('/app/a.py', text), text.replace('    send(x', '    # asynclint: ignore[floating-promise] why\r\n    send(x'));
    const first = '\uFEFFimport asyncio; asyncio.sleep(1)\n';
    assert.equal(silenced('/app/a.py', first), '\uFEFFimport asyncio; asyncio.sleep(1)  # asynclint: ignore[floating-promise] why\n');
    assert.equal(silenced('/app/a.py', first, 'file'), '\uFEFF# asynclint: ignore-file[floating-promise] why\nimport asyncio; asyncio.sleep(1)\n');
  });

  it('for a file stand behind the lines that must be first, or are added to one', () => {
    const code = python('    send()\n');
    const comment = '# asynclint: ignore-file[floating-promise] why\n';
    assert.equal(silenced('/app/a.py', code, 'file'), comment + code);
    const head = '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n';
    assert.equal(silenced('/app/a.py', `${head}"""Doc."""\n${code}`, 'file'), `${head}${comment}"""Doc."""\n${code}`);
    assert.equal(silenced('/app/a.py', `# asynclint: ignore-file[blocking-call] old\n${code}`, 'file'), `# asynclint: ignore-file[blocking-call, floating-promise] old\n${code}`);
  });

  it('leave the other findings of a line', () => {
    assert.equal(silenced('/app/a.py', python('    send(); send(1)\n    send(2)\n'), 'line', 2), python('    send(); send(1)\n    send(2)  # asynclint: ignore[floating-promise] why\n'));
  });
});

describe('suppression comments: TypeScript', () => {
  const line = (body: string) => silenced('/app/a.ts', script(body))?.slice(script('').length - 2, -2);

  it('stand above the line, with its indentation and line end', () => {
    assert.equal(line('  send();\n'), '  // asynclint-ignore floating-promise: why\n  send();\n');
    assert.equal(line('\tsend(); // really\r\n'), '\t// asynclint-ignore floating-promise: why\n\tsend(); // really\r\n');
  });

  it('are added to one that the line has', () => {
    assert.equal(line('  // asynclint-ignore blocking-call: old\n  send();\n'), '  // asynclint-ignore blocking-call, floating-promise: old\n  send();\n');
    assert.equal(line('  send(); // asynclint: ignore[blocking-call]\n'), '  send(); // asynclint: ignore[blocking-call, floating-promise]\n');
  });

  it('stand at the end where the line begins within a template', () => {
    assert.equal(line('  const s = `a\n  ${(() => { send();\n  })}`;\n  return s;\n'), '  const s = `a\n  ${(() => { send();  // asynclint-ignore floating-promise: why\n  })}`;\n  return s;\n');
  });

  it('are not offered where the template begins and ends around the line', () => {
    assert.equal(line('  const s = `a\n  ${(() => { send() })}\n`;\n  return s;\n'), undefined);
  });

  it('stand between braces where the line begins within the text of JSX', () => {
    const page = 'const view = <p>\n  on {(() => { send(); })}\n</p>;\nexport default view;\n';
    const tsx = `${script('')}${page}`;
    assert.equal(silenced('/app/a.tsx', tsx), tsx.replace('  on {', '  {/* asynclint-ignore floating-promise: why */}\n  on {'));
  });

  it('for a file stand behind a line for the system', () => {
    const text = `#!/usr/bin/env node\n'use strict';\n${script('  send();\n')}`;
    assert.equal(silenced('/app/a.ts', text, 'file'), text.replace('node\n', 'node\n// asynclint-ignore-file floating-promise: why\n'));
  });
});

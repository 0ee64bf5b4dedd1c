import assert from 'node:assert/strict';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { connect, endAll } from './client.js';
import { RulesHost } from './rules-host.js';

const helper = 'import requests\n\n\ndef fetch(city):\n    return requests.get(city, timeout=5).json()\n';
const main = 'from fastapi import FastAPI\n\nfrom middle import weather\n\napp = FastAPI()\n\n\n@app.get("/weather/{city}")\nasync def show(city: str):\n    return weather(city)\n';
const middle = 'from helper import fetch\n\n\ndef weather(city):\n    return fetch(city)\n';
const last = '/app/zoo.py';

/** A folder of so many files that nobody imports, and of one that has nothing to do with a document but comes last. */
function crowded(files: Readonly<Record<string, string>>): RulesHost {
  const others = Array.from({ length: 1000 }, (_, i) => [`/app/other${i}.py`, `value = ${i}\n`] as const);
  return new RulesHost({ ...files, ...Object.fromEntries(others), [last]: 'value = 0\n' });
}

describe('server: what is near an open document', () => {
  afterEach(endAll);

  for (const when of ['before the folder is read', 'while it is read'] as const) {
    it(`is read first, and told of: a document opened ${when}`, async () => {
      const host = crowded({ '/app/helper.py': helper, '/app/middle.py': middle });
      const client = connect(host);
      const isTold = (): boolean => client.told.some((told) => told.form === 'diagnostics' && told.params.diagnostics.some(({ code }) => code === 'blocking-call'));
      let early: boolean | undefined;
      let begun = (): void => {};
      const reading = new Promise<void>((resolve) => (begun = resolve));
      host.onRead = (path) => {
        if (path === '/app/other1.py') begun();
        if (path === last) early = isTold();
      };
      await client.initialise(['/app']);
      if (when === 'while it is read') await reading;
      await client.open('/app/main.py', main);
      await client.diagnostics('/app/main.py', (all) => all.length === 1);
      await client.progressEnds();
      assert.equal(early, true);
      await client.diagnostics('/app/main.py', (all) => all.length === 1);
    });
  }

  it('is told of ring by ring: what the first one says does not wait for the second', async () => {
    // By their names they come after those that nobody imports.
    const far = Array.from({ length: 30 }, (_, i) => `second${i}`);
    const host = crowded({ '/app/helper.py': `${far.map((name) => `import ${name}\n`).join('')}${helper}`, ...Object.fromEntries(far.map((name) => [`/app/${name}.py`, 'value = 0\n'])) });
    const client = connect(host);
    let early: boolean | undefined;
    host.onRead = (path) => {
      if (path === '/app/second29.py') early ??= client.told.some((told) => told.form === 'diagnostics' && told.params.diagnostics.some(({ code }) => code === 'blocking-call'));
    };
    await client.initialise(['/app']);
    await client.open('/app/main.py', main.replace('from middle import weather', 'from helper import fetch as weather'));
    await client.progressEnds();
    assert.equal(early, true);
  });

  it('says nothing that is more than a warning, since a handler of failures may be anywhere', async () => {
    const host = crowded({ '/app/send.ts': "export async function send(): Promise<void> {\n  await fetch('/x', { signal: AbortSignal.timeout(5) });\n}\n" });
    const client = connect(host);
    await client.initialise(['/app']);
    await client.open('/app/main.ts', "import { send } from './send.js';\n\nexport async function checkout(): Promise<void> {\n  send();\n}\n");
    await client.progressEnds();
    await client.diagnostics('/app/main.ts', (all) => all[0]?.severity === DiagnosticSeverity.Error);
    const severities = client.told.flatMap((told) => (told.form === 'diagnostics' ? told.params.diagnostics.map(({ severity }) => severity) : []));
    assert.deepEqual([...new Set(severities)], [DiagnosticSeverity.Warning, DiagnosticSeverity.Error]);
  });

  it('is the document alone where nothing is imported', async () => {
    const client = connect(crowded({}));
    await client.initialise(['/app']);
    await client.open('/app/main.py', 'import time\n\n\nasync def main():\n    time.sleep(1)\n');
    await client.diagnostics('/app/main.py', (all) => all.length === 1);
    await client.progressEnds();
  });
});

import assert from 'node:assert/strict';
import { InsertTextFormat, InsertTextMode, type ClientCapabilities, type CompletionItem, type MarkupContent, type TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { openSession } from '../../engine/session.js';
import { defaultSettings } from '../../engine/settings.js';
import { rules } from '../../rules/index.js';
import { uriOf } from '../../server/locations.js';
import { snippets } from '../../snippets/index.js';
import { expandSnippet } from '../../snippets/snippet.js';
import { connect, endAll, modern, type Client } from './client.js';
import { PatientHost } from './memory-host.js';
import { RulesHost } from './rules-host.js';

const withTabStops: ClientCapabilities = {
  ...modern,
  textDocument: {
    ...modern.textDocument,
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'], insertTextModeSupport: { valueSet: [InsertTextMode.asIs, InsertTextMode.adjustIndentation] } } },
  },
};

async function started(capabilities = withTabStops): Promise<Client> {
  const client = connect(new RulesHost());
  await client.initialise(['/app'], capabilities);
  return client;
}

/** What is offered at `‸` in a text, which is opened without it. */
async function offered(client: Client, path: string, marked: string): Promise<readonly CompletionItem[]> {
  await client.open(path, marked.replace('‸', ''));
  const position = client.document(path).positionAt(marked.indexOf('‸'));
  return client.connection.sendRequest<CompletionItem[]>('textDocument/completion', { textDocument: { uri: uriOf(path) }, position });
}

const labels = (items: readonly CompletionItem[]) => items.map(({ label }) => label);
const named = (items: readonly CompletionItem[], name: string): CompletionItem => {
  const item = items.find(({ label }) => label === name);
  assert.ok(item, `${name} is not among ${labels(items).join(', ')}`);
  return item;
};

/** The text of a document after an item was chosen, its tab stops left as they are, as an editor that indents it does. */
function chosen(client: Client, path: string, item: CompletionItem): string {
  const document = client.document(path);
  const { range, newText } = item.textEdit as TextEdit;
  const line = document.getText({ start: { line: range.start.line, character: 0 }, end: range.start });
  const inserted = item.insertTextFormat === InsertTextFormat.Snippet ? expandSnippet(newText) : newText;
  const text = item.insertTextMode === InsertTextMode.adjustIndentation ? inserted.replace(/\n(?=.)/g, `\n${line.replace('\uFEFF', '')}`) : inserted;
  return TextDocument.applyEdits(document, [...item.additionalTextEdits ?? [], { range, newText: text }]);
}

describe('server: completions', () => {
  afterEach(endAll);

  it('are announced, and asked for again behind a hyphen', async () => {
    const client = connect(new RulesHost());
    const { capabilities } = await client.initialise(['/app']);
    assert.deepEqual(capabilities.completionProvider, { triggerCharacters: ['-'] });
  });

  it('need the text of the document alone: neither findings nor the other files are waited for', async () => {
    const host = new PatientHost({ '/app/helper.py': 'def load(): sleep()\n' });
    const client = connect(host);
    await client.initialise(['/app']);
    await client.open('/app/main.py', 'load(); lost()\n');
    assert.deepEqual(await offered(client, '/app/other.py', 'load()\nasync‸\n'), []);
    assert.deepEqual(host.sessions.map(({ stood, linted }) => ({ stood, linted })), [{ stood: ['load()\nasync\n'], linted: 0 }]);
    host.endPauses();
    await client.progressEnds();
    host.endPauses();
    await client.diagnostics('/app/other.py', (all) => all.length > 0);
  });

  it('offer the snippets of the prefix that is typed, with a preview and what is replaced', async () => {
    const client = await started();
    const items = await offered(client, '/app/a.py', 'async def main():\n    async-ga‸\n');
    assert.deepEqual([...labels(items)].sort(), ['async-gather', 'async-gather-list', 'async-gather-safe']);
    const item = named(items, 'async-gather');
    assert.equal(item.insertTextFormat, InsertTextFormat.Snippet);
    assert.deepEqual(item.textEdit, {
      range: { start: { line: 1, character: 4 }, end: { line: 1, character: 12 } },
      newText: '${1:first}, ${2:second} = await asyncio.gather(\n    ${3:load_first()},\n    ${4:load_second()},\n)\n$0',
    });
    assert.deepEqual(item.additionalTextEdits, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: 'import asyncio\n\n\n' }]);
    assert.equal((item.documentation as MarkupContent).value, '```python\nimport asyncio\n\nfirst, second = await asyncio.gather(\n    load_first(),\n    load_second(),\n)\n```');
  });

  it('offer what awaits only where that can stand', async () => {
    const client = await started();
    const inSync = labels(await offered(client, '/app/a.py', 'def main():\n    async-‸\n'));
    assert.equal(inSync.includes('async-gather'), false);
    assert.equal(inSync.includes('async-fn'), true);
    const inAsync = labels(await offered(client, '/app/b.py', 'async def main():\n    a‸\n'));
    assert.equal(inAsync.length, snippets.filter(({ language }) => language === 'python').length);
    const inModule = labels(await offered(client, '/app/c.ts', 'export {};\nasync-‸\n'));
    assert.equal(inModule.includes('async-gather'), true);
    assert.equal(labels(await offered(client, '/app/d.ts', 'async-‸\n')).includes('async-gather'), false);
  });

  it('offer nothing where no statement can stand, or something else is typed', async () => {
    const client = await started();
    for (const [i, text] of ['# async-‸\n', 'x = async-‸\n', 'x.async-‸\n', '"""\nasync-‸\n"""\n', 'f(\n    async-‸\n)\n', 'assert‸\n', '‸\n', 'async-‸ def f(): pass\n', 'b-‸\n'].entries()) {
      assert.deepEqual(labels(await offered(client, `/app/${i}.py`, text)), [], text);
    }
    for (const [i, text] of ['// async-‸\n', 'class A {\n  async-‸\n}\n', 'const v = <p>\n  async-‸\n</p>;\n', 'const s = `\nasync-‸\n`;\n'].entries()) {
      assert.deepEqual(labels(await offered(client, `/app/${i}.tsx`, text)), [], text);
    }
  });

  it('call a module as the file calls it, and are not offered where a name is something else', async () => {
    const client = await started();
    const item = named(await offered(client, '/app/a.py', 'import asyncio as aio\n\nasync def main():\n    async-sl‸\n'), 'async-sleep');
    assert.equal(item.additionalTextEdits, undefined);
    assert.match((item.textEdit as TextEdit).newText, /await aio\.sleep\(/);
    assert.deepEqual(labels(await offered(client, '/app/b.py', 'async def main(asyncio):\n    async-sl‸\n')), []);
  });

  it('come with the file\'s indentation and line ends, and with the imports where the word stands at the top', async () => {
    const client = await started();
    const text = 'if True:\r\n\tpass\r\n\r\n\r\nasync def main():\r\n\tasync-timeout‸\r\n';
    const item = named(await offered(client, '/app/a.py', text), 'async-timeout');
    assert.equal((item.textEdit as TextEdit).newText.split('\n')[1], '\tasync with asyncio.timeout(${1:10}):');
    assert.deepEqual(item.additionalTextEdits?.map(({ newText }) => newText), ['import asyncio\r\n\r\n']);
    const top = named(await offered(client, '/app/b.py', 'async-background‸'), 'async-background');
    assert.equal(top.additionalTextEdits, undefined);
    assert.match((top.textEdit as TextEdit).newText, /^import asyncio\nimport logging\nfrom collections\.abc import Coroutine\nfrom typing import Any\n\n/);
  });

  it('are plain text, indented, for a client without snippets', async () => {
    const client = await started(modern);
    const item = named(await offered(client, '/app/a.py', 'async def main():\n    async-timeout‸\n'), 'async-timeout');
    assert.equal(item.insertTextFormat, InsertTextFormat.PlainText);
    assert.equal(item.insertTextMode, undefined);
    assert.equal((item.textEdit as TextEdit).newText, 'try:\n        async with asyncio.timeout(10):\n            result = await call()\n    except TimeoutError:\n        raise');
    assert.equal(typeof item.documentation, 'string');
  });
});

/** Files in which each snippet is chosen: new, indented otherwise, with imports of their own. */
const surroundings: Readonly<Record<'python' | 'typescript' | 'javascript', readonly (readonly [string, string])[]>> = {
  python: [
    ['new', 'async def main():\n    @\n'],
    ['tabs', '"""Doc."""\nimport os\nfrom typing import (\n\tUnion,\n)\n\nimport attrs\n\n\nclass A:\n\tasync def main(self):\n\t\tif os.name:\n\t\t\t@\n\t\t\treturn attrs, Union\n'],
  ],
  typescript: [['new', '@\n'], ['module', "import { x } from './x.js'\n\nexport async function main() {\n\tif (x) {\n\t\t@\n\t}\n}\n"]],
  javascript: [['new', '@\n'], ['common', "const fs = require('fs');\n\nmodule.exports = async () => {\n    @\n    return fs;\n};\n"]],
};
const extension = { python: 'py', typescript: 'ts', javascript: 'js' } as const;

describe('server: every completion', () => {
  afterEach(endAll);
  const session = openSession({ root: '/app', readText: () => undefined }, rules, { ...defaultSettings, preset: 'strict' });
  after(() => session.close());

  for (const [language, files] of Object.entries(surroundings) as [keyof typeof surroundings, readonly (readonly [string, string])[]][]) {
    for (const [name, around] of files) {
      it(`leaves a file that parses and is silent under strict: ${language}, ${name}`, async () => {
        const client = await started();
        let count = 0;
        for (const snippet of snippets.filter((each) => each.language === language)) {
          const path = `/app/${name}-${snippet.prefix}.${extension[language]}`;
          const item = (await offered(client, path, around.replace('@', `${snippet.prefix}‸`))).find(({ label }) => label === snippet.prefix);
          if (item === undefined) {
            assert.ok(snippet.place === 'async' && around.startsWith('@'), `${snippet.prefix} is not offered`);
            continue;
          }
          const text = chosen(client, path, item);
          await client.close(path);
          session.update([{ path, text }]);
          assert.deepEqual(session.problems(path).map(({ message }) => message), [], text);
          assert.deepEqual(session.findings(path).map(({ rule, message }) => `${rule}: ${message}`), [], text);
          session.remove([path]);
          count++;
        }
        assert.ok(count > 15, `${count} were offered`);
      });
    }
  }
});

import assert from 'node:assert/strict';
import { NotebookCellKind, type CodeAction, type CompletionItem, type Diagnostic, type DocumentDiagnosticReport, type Hover, type NotebookDocumentChangeEvent, type TextEdit } from 'vscode-languageserver/node';
import { diskHost } from '../../server/disk-host.js';
import { asking, connect, endAll, modern, withSettings, type Client } from './client.js';
import { FolderOnDisk } from './folder-on-disk.js';
import { MemoryHost } from './memory-host.js';

const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code).join();
const is = (...expected: string[]) => (diagnostics: readonly Diagnostic[]) => codes(diagnostics) === expected.join();

/** A notebook as a client keeps it, with cells named by their numbers. */
class Notebook {
  readonly uri: string;
  readonly #client: Client;
  readonly #texts: string[] = [];
  #version = 1;

  constructor(client: Client, uri: string) {
    this.#client = client;
    this.uri = uri;
  }

  cell(number: number): string {
    return `vscode-notebook-cell:${this.uri.slice(this.uri.indexOf(':') + 1)}#${number}`;
  }

  async open(...texts: readonly string[]): Promise<void> {
    this.#texts.push(...texts);
    await this.#client.connection.sendNotification('notebookDocument/didOpen', {
      notebookDocument: { uri: this.uri, notebookType: 'jupyter-notebook', version: 1, cells: texts.map((_, i) => this.#cell(i)) },
      cellTextDocuments: texts.map((text, i) => this.#item(i, text)),
    });
  }

  /** Replaces the text of a cell. */
  async edit(number: number, text: string): Promise<void> {
    await this.#change({ cells: { textContent: [{ document: { uri: this.cell(number), version: this.#version + 1 }, changes: [{ text }] }] } });
  }

  /** Puts a new cell before the one at an index. */
  async insert(at: number, number: number, text: string): Promise<void> {
    await this.#change({ cells: { structure: { array: { start: at, deleteCount: 0, cells: [this.#cell(number)] }, didOpen: [this.#item(number, text)] } } });
  }

  async delete(at: number, number: number): Promise<void> {
    await this.#change({ cells: { structure: { array: { start: at, deleteCount: 1 }, didClose: [{ uri: this.cell(number) }] } } });
  }

  async close(): Promise<void> {
    await this.#client.connection.sendNotification('notebookDocument/didClose', {
      notebookDocument: { uri: this.uri }, cellTextDocuments: this.#texts.map((_, i) => ({ uri: this.cell(i) })),
    });
  }

  /** The diagnostics last told of a cell, once they are as expected. */
  async told(number: number, expected: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    return this.#client.diagnosticsAt(this.cell(number), expected);
  }

  async #change(change: NotebookDocumentChangeEvent): Promise<void> {
    this.#version++;
    await this.#client.connection.sendNotification('notebookDocument/didChange', { notebookDocument: { uri: this.uri, version: this.#version }, change });
  }

  #cell(number: number): { kind: NotebookCellKind; document: string } {
    return { kind: NotebookCellKind.Code, document: this.cell(number) };
  }

  #item(number: number, text: string): { uri: string; languageId: string; version: number; text: string } {
    return { uri: this.cell(number), languageId: 'python', version: 1, text };
  }
}

describe('server: notebooks', () => {
  afterEach(endAll);

  async function start(host = new MemoryHost(), capabilities = modern): Promise<{ client: Client; notebook: Notebook }> {
    const client = connect(host);
    const { capabilities: { notebookDocumentSync } } = await client.initialise(['/app'], capabilities);
    assert.deepEqual(notebookDocumentSync, { notebookSelector: [{ notebook: '*', cells: [{ language: 'python' }] }], save: true });
    return { client, notebook: new Notebook(client, 'file:///app/a.ipynb') };
  }

  it('are one module: findings stand in their cells, and point to others and to files', async () => {
    const { notebook } = await start(new MemoryHost({ '/app/helper.py': 'def load(): sleep()\n' }));
    await notebook.open('def wait(): sleep()\nlost()', 'pass', 'x = 1\nwait(); load()\n');
    const [lost] = await notebook.told(0, is('lost-work'));
    assert.deepEqual(lost!.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 4 } });
    await notebook.told(1, is());
    const slow = await notebook.told(2, is('slow', 'slow'));
    assert.deepEqual(slow.map(({ range }) => range.start), [{ line: 1, character: 0 }, { line: 1, character: 8 }]);
    const places = slow.map(({ relatedInformation }) => relatedInformation![0]!.location);
    assert.deepEqual(places.map(({ uri, range }) => [uri, range.start]), [
      [notebook.cell(0), { line: 0, character: 12 }], ['file:///app/helper.py', { line: 0, character: 12 }],
    ]);
  });

  it('are linted again when a cell is edited, added or deleted, and taken back when they are closed', async () => {
    const { client, notebook } = await start();
    await notebook.open('def wait(): pass', 'wait()');
    await notebook.told(1, is());
    await notebook.edit(0, '\n\ndef wait(): sleep()');
    await notebook.told(1, is('slow'));
    await notebook.insert(1, 2, 'lost()');
    await notebook.told(2, is('lost-work'));
    const [moved] = await notebook.told(1, is('slow'));
    assert.equal(moved!.range.start.line, 0);
    await notebook.delete(1, 2);
    await notebook.told(2, is());
    await notebook.close();
    await notebook.told(1, is());
    await client.settled();
    await notebook.told(1, is());
  });

  it('are answered for cell by cell, and an edit of one has the client ask for the others', async () => {
    const { client, notebook } = await start(new MemoryHost(), asking);
    const pulled = async (number: number): Promise<string> => {
      const report = await client.connection.sendRequest<{ items: Diagnostic[] }>('textDocument/diagnostic', { textDocument: { uri: notebook.cell(number) } });
      return codes(report.items);
    };
    await notebook.open('def wait(): pass', 'wait(); lost()');
    assert.deepEqual([await pulled(0), await pulled(1), await pulled(7)], ['', 'lost-work', '']);
    await client.progressEnds();
    const before = await client.refreshes();
    await notebook.edit(0, 'def wait(): sleep()');
    assert.equal(await client.refreshes(), before + 1);
    assert.equal(await pulled(1), 'slow,lost-work');
  });

  it('offer the fixes of a cell, as edits of it', async () => {
    const { client, notebook } = await start();
    await notebook.open('lost()', 'x = 1\nlost()');
    await notebook.told(1, is('lost-work'));
    const whole = { start: { line: 0, character: 0 }, end: { line: 1, character: 6 } };
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: notebook.cell(1) }, range: whole, context: { diagnostics: [] } });
    const change = actions.find(({ title }) => title === 'Add await')!.edit!.documentChanges!;
    const at = { line: 1, character: 0 };
    assert.deepEqual(change, [{ textDocument: { uri: notebook.cell(1), version: 1 }, edits: [{ range: { start: at, end: at }, newText: 'await ' }] }]);
    const all = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: notebook.cell(0) }, range: whole, context: { diagnostics: [], only: ['source.fixAll'] } });
    assert.deepEqual(all.map(({ edit }) => edit!.documentChanges!.map((one) => 'textDocument' in one && one.textDocument.uri)), [[notebook.cell(0)]]);
  });

  it('are mended on save, all cells at once', async () => {
    const { client, notebook } = await start();
    await notebook.open('lost()', 'x = 1\nlost()');
    await notebook.told(1, is('lost-work'));
    const at = { line: 0, character: 0 };
    const [all] = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: notebook.cell(0) }, range: { start: at, end: at }, context: { diagnostics: [], only: ['notebook.source.fixAll'] } });
    assert.equal(all!.kind, 'notebook.source.fixAll.asynclint');
    assert.deepEqual(all!.edit!.documentChanges!.map((one) => 'textDocument' in one && one.textDocument.uri), [notebook.cell(0), notebook.cell(1)]);
  });

  it('that were never saved are linted alone, where documents without file are wanted', async () => {
    const client = connect(new MemoryHost({ '/app/helper.py': 'def load(): sleep()\n' }));
    await client.initialise(['/app'], withSettings(modern));
    const notebook = new Notebook(client, 'untitled:Untitled-1.ipynb');
    await notebook.open('load(); lost()');
    await notebook.told(0, is('lost-work'));
    await client.configure(() => ({ untitled: false }));
    await notebook.told(0, is());
  });

  describe('with the real rules', () => {
    let folder: FolderOnDisk;
    afterEach(() => folder.remove());

    it('await at the top, magics and cells of other languages; a hover, and a fix that adds an import', async () => {
      folder = new FolderOnDisk({ 'weather.py': 'async def load(city):\n    return city\n' });
      const client = connect(diskHost());
      await client.initialise([folder.path]);
      const notebook = new Notebook(client, `file://${folder.path}/a.ipynb`);
      await notebook.open(
        '%load_ext autoreload\nimport time\nfrom weather import load\n!pip install x',
        '%%bash\nif [ -f it\'s ]; then (ls',
        'sky = await load("Oslo")\nfiles = !ls\nprint(sky?)',
        'async def slow():\n    # ☃ 😀\n    load("Bergen")\n    time.sleep(5)\n',
      );
      const found = await notebook.told(3, is('floating-promise', 'blocking-call'));
      assert.deepEqual(found.map(({ range }) => [range.start, range.end.character]), [[{ line: 2, character: 4 }, 8], [{ line: 3, character: 4 }, 14]]);
      for (const quiet of [0, 1, 2]) await notebook.told(quiet, is());
      const hover = await client.connection.sendRequest<Hover>('textDocument/hover', { textDocument: { uri: notebook.cell(3) }, position: { line: 3, character: 10 } });
      assert.deepEqual(hover.range, found[1]!.range);
      const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri: notebook.cell(3) }, range: found[0]!.range, context: { diagnostics: [] } });
      const [change] = actions.find(({ isPreferred }) => isPreferred === true)!.edit!.documentChanges! as { textDocument: { uri: string }; edits: TextEdit[] }[];
      assert.equal(change!.textDocument.uri, notebook.cell(3));
      assert.deepEqual(change!.edits.map(({ range, newText }) => [range.start, newText]), [[{ line: 2, character: 4 }, 'await ']]);
      await client.connection.sendRequest('shutdown');
    });

    it('snippets, with `await` at the top, and with imports that only the cell itself can hold', async () => {
      folder = new FolderOnDisk({});
      const client = connect(diskHost());
      await client.initialise([folder.path]);
      await client.progressEnds();
      const notebook = new Notebook(client, `file://${folder.path}/a.ipynb`);
      await notebook.open('import os', 'async-sleep', 'async def f():\n    async-sleep');
      const at = async (cell: number, line: number, character: number) => client.connection.sendRequest<CompletionItem[]>('textDocument/completion', { textDocument: { uri: notebook.cell(cell) }, position: { line, character } });
      const [top] = await at(1, 0, 11);
      assert.match((top!.textEdit as TextEdit).newText, /^import asyncio\n.*await asyncio\.sleep/);
      assert.deepEqual((top!.textEdit as TextEdit).range.end, { line: 0, character: 11 });
      assert.equal(top!.additionalTextEdits, undefined);
      assert.deepEqual(await at(2, 1, 15), []);
      await client.settled();
      await client.connection.sendRequest('shutdown');
    });
  });
});

describe('server: documents that were never saved', () => {
  afterEach(endAll);

  async function open(client: Client, name: string, languageId: string, text: string): Promise<void> {
    await client.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: `untitled:${name}`, languageId, version: 1, text } });
  }

  it('are linted by their language, each alone', async () => {
    const host = new MemoryHost({ '/app/helper.py': 'def load(): sleep()\n' });
    const client = connect(host);
    await client.initialise(['/app']);
    await client.progressEnds();
    await open(client, 'Untitled-1', 'python', 'def wait(): sleep()\n');
    await open(client, 'Untitled-2', 'typescriptreact', 'wait(); load(); lost()\n');
    await client.diagnosticsAt('untitled:Untitled-2', is('lost-work'));
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: 'untitled:Untitled-2' }, range: { start: { line: 0, character: 17 }, end: { line: 0, character: 17 } }, context: { diagnostics: [] },
    });
    assert.ok(actions.length > 0);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: 'untitled:Untitled-2' } });
    await client.diagnosticsAt('untitled:Untitled-2', is());
    await client.settled();
    assert.equal(host.open().length, 2);
  });

  for (const [what, languageId, text] of [['the same text', 'python', 'lost()\n'], ['another', 'python', 'lost(); lost()\n'], ['another language', 'typescript', 'lost()\n']] as const) {
    for (const [when, pause] of [['at once', 0], ['after a pause', 1], ['later', 30]] as const) {
      it(`are linted where one is closed and replaced ${when} under its name, with ${what}`, async () => {
        const client = connect(new MemoryHost());
        await client.initialise(['/app']);
        await client.progressEnds();
        await open(client, 'Untitled-1', 'python', 'lost()\n');
        await client.diagnosticsAt('untitled:Untitled-1', is('lost-work'));
        client.told.length = 0;
        await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: 'untitled:Untitled-1' } });
        for (let i = 0; i < pause; i++) await new Promise(setImmediate);
        await open(client, 'Untitled-1', languageId, text);
        const count = text.split('lost').length - 1;
        await client.diagnosticsAt('untitled:Untitled-1', (all) => all.length === count);
        await client.settled();
        await client.diagnosticsAt('untitled:Untitled-1', (all) => all.length === count);
      });
    }
  }

  it('are to be asked for again where one is closed and replaced under its name, which the client may not notice', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app'], asking);
    await client.progressEnds();
    const pull = async (): Promise<number> => {
      const report = await client.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', { textDocument: { uri: 'untitled:Untitled-1' } });
      return report.kind === 'full' ? report.items.length : -1;
    };
    await open(client, 'Untitled-1', 'python', 'lost()\n');
    assert.equal(await pull(), 1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: 'untitled:Untitled-1' } });
    assert.equal(await pull(), 0);
    client.told.length = 0;
    await open(client, 'Untitled-1', 'python', 'lost()\n');
    assert.equal(await pull(), 1);
    await client.until(() => (client.told.some(({ form }) => form === 'refresh') ? true : undefined), () => 'a refresh');
    assert.equal(await pull(), 1);
  });

  it('are passed over where the settings say so', async () => {
    const client = connect(new MemoryHost());
    client.settings = () => ({ untitled: false });
    await client.initialise(['/app'], withSettings(modern));
    await open(client, 'Untitled-1', 'python', 'lost()\n');
    await client.diagnosticsAt('untitled:Untitled-1', is());
    await client.configure(() => ({}));
    await client.diagnosticsAt('untitled:Untitled-1', is('lost-work'));
  });
});

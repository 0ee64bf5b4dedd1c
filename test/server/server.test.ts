import assert from 'node:assert/strict';
import { CodeActionKind, DiagnosticSeverity, FileChangeType, LSPErrorCodes, ResponseError, type Diagnostic } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { applied, connect, endAll, modern, rangeIn, withSettings } from './client.js';
import { MemoryHost, PatientHost } from './memory-host.js';

const none = (diagnostics: readonly Diagnostic[]) => diagnostics.length === 0;
const some = (diagnostics: readonly Diagnostic[]) => diagnostics.length > 0;
const codes = (...expected: string[]) => (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code).join() === expected.join();

describe('server: documents', () => {
  afterEach(endAll);

  it('says what it can do', async () => {
    const { capabilities, serverInfo } = await connect(new MemoryHost()).initialise(['/app']);
    assert.equal(serverInfo?.name, 'asynclint');
    assert.equal(capabilities.positionEncoding, 'utf-16');
    assert.deepEqual(capabilities.codeActionProvider, { codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.fixAll.asynclint', 'notebook.source.fixAll.asynclint'] });
    assert.deepEqual(capabilities.workspace?.workspaceFolders, { supported: true, changeNotifications: true });
  });

  it('sends a client that shows pages itself to where it does', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app'], modern, { rulePage: 'command:show?%5B%22{rule}%22%5D' });
    await client.open('/app/a.py', 'lost()\n');
    const [diagnostic] = await client.diagnostics('/app/a.py', some);
    assert.equal(diagnostic!.codeDescription!.href, 'command:show?%5B%22lost-work%22%5D');
  });

  it('tells of a finding with its rule, its page and its version, and takes it back when an edit cures it', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    await client.open('/app/a.py', 'x = "😀"; lost()\n');
    const [diagnostic] = await client.diagnostics('/app/a.py', some);
    assert.deepEqual(diagnostic, {
      // The emoji takes two UTF-16 units.
      range: { start: { line: 0, character: 10 }, end: { line: 0, character: 14 } },
      severity: DiagnosticSeverity.Error,
      code: 'lost-work',
      codeDescription: { href: 'file:///rules/lost-work/README.md' },
      source: 'asynclint',
      message: 'This work is lost.\nAwait it.',
    });
    await client.edit('/app/a.py', 'lost()', 'await lost()');
    await client.diagnostics('/app/a.py', none);
    const last = client.told.findLast((told) => told.form === 'diagnostics');
    assert.equal(last?.form === 'diagnostics' && last.params.version, 2);
  });

  it('shows the chain as related places in other files', async () => {
    const client = connect(new MemoryHost({ '/app/helper.py': '\ndef load(): sleep()\n' }));
    await client.initialise(['/app']);
    await client.open('/app/main.py', 'load()\n');
    const [diagnostic] = await client.diagnostics('/app/main.py', some);
    assert.equal(diagnostic!.severity, DiagnosticSeverity.Warning);
    assert.deepEqual(diagnostic!.relatedInformation, [{
      location: { uri: 'file:///app/helper.py', range: { start: { line: 1, character: 12 }, end: { line: 1, character: 17 } } },
      message: 'It sleeps here.',
    }]);
  });

  it('lists the chain in the message for a client that shows no related places', async () => {
    const client = connect(new MemoryHost({ '/app/helper.py': 'def load(): sleep()\n' }));
    await client.initialise(['/app'], {});
    await client.open('/app/main.py', 'load()\n');
    const [diagnostic] = await client.diagnostics('/app/main.py', some);
    assert.equal(diagnostic!.message, 'load is slow.\nIt sleeps here.\nRun it elsewhere.');
    assert.equal(diagnostic!.relatedInformation, undefined);
  });

  it('an edit of a helper changes what the caller is told, and nobody else', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    await client.progressEnds();
    await client.open('/app/helper.py', 'def load(): pass\n');
    await client.open('/app/main.py', 'load()\n');
    await client.open('/app/other.py', 'lost()\n');
    await client.diagnostics('/app/main.py', none);
    await client.diagnostics('/app/other.py', some);
    await client.settled();
    const before = client.told.length;
    await client.edit('/app/helper.py', 'pass', 'sleep()');
    await client.diagnostics('/app/main.py', codes('slow'));
    await client.settled();
    const told = client.told.slice(before).flatMap((one) => (one.form === 'diagnostics' ? [one.params.uri] : []));
    assert.deepEqual(told.sort(), ['file:///app/helper.py', 'file:///app/main.py']);
  });

  it('follows a related place that an edit of the other file moves', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    await client.open('/app/helper.py', 'def load(): sleep()\n');
    await client.open('/app/main.py', 'load()\n');
    await client.diagnostics('/app/main.py', codes('slow'));
    await client.edit('/app/helper.py', 'def', '\n\n\ndef');
    const line = (diagnostics: readonly Diagnostic[]) => diagnostics[0]?.relatedInformation?.[0]?.location.range.start.line;
    await client.diagnostics('/app/main.py', (diagnostics) => line(diagnostics) === 3);
  });

  it('unsaved text wins over the disk until the document is closed', async () => {
    const host = new MemoryHost({ '/app/helper.py': 'def load(): sleep()\n' });
    const client = connect(host);
    await client.initialise(['/app']);
    await client.open('/app/main.py', 'load()\n');
    await client.diagnostics('/app/main.py', codes('slow'));
    await client.open('/app/helper.py', 'def load(): pass\n');
    await client.diagnostics('/app/main.py', none);
    host.disk.set('/app/helper.py', 'def load(): sleep()  # saved elsewhere\n');
    await client.watched(['/app/helper.py', FileChangeType.Changed]);
    await client.settled();
    await client.diagnostics('/app/main.py', none);
    await client.close('/app/helper.py');
    await client.diagnostics('/app/main.py', codes('slow'));
  });

  it('takes back the diagnostics of a closed document', async () => {
    const client = connect(new MemoryHost({ '/app/a.py': 'lost()\n' }));
    await client.initialise(['/app']);
    await client.open('/app/a.py', 'lost()\n');
    await client.diagnostics('/app/a.py', some);
    await client.close('/app/a.py');
    await client.diagnostics('/app/a.py', none);
  });

  it('reads generated code without showing findings in it, and minified code not at all', async () => {
    const client = connect(new MemoryHost({ '/app/generated.py': '# generated\ndef load(): sleep()\n', '/app/min.py': '# minified\ndef other(): sleep()\n' }));
    await client.initialise(['/app']);
    await client.open('/app/main.py', 'load(); other()\n');
    await client.diagnostics('/app/main.py', codes('slow'));
    await client.open('/app/generated.py', '# generated\nlost()\ndef load(): sleep()\n');
    await client.diagnostics('/app/generated.py', none);
    await client.settled();
    await client.diagnostics('/app/generated.py', none);
  });

  it('is silent on documents that are ignored, of another scheme or of no language it reads', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    await client.open('/app/ignored/a.py', 'lost()\n');
    await client.open('/app/notes.txt', 'lost()\n', 'plaintext');
    await client.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: 'git:/app/a.py?HEAD', languageId: 'python', version: 1, text: 'lost()' } });
    await client.connection.sendNotification('textDocument/didOpen', { textDocument: { uri: 'untitled:Untitled-1', languageId: 'markdown', version: 1, text: 'lost()' } });
    await client.diagnostics('/app/ignored/a.py', none);
    await client.settled();
    assert.deepEqual([client.messages('log'), client.messages('shown')], [[], []]);
    assert.deepEqual(client.told.filter((one) => one.form === 'diagnostics' && one.params.diagnostics.length > 0), []);
  });
});

describe('server: code actions', () => {
  afterEach(endAll);

  it('offers each fix of the finding at the cursor, the safe one preferred, and the edit cures it', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    await client.open('/app/a.py', 'lost()\nlost()\n');
    const diagnostics = await client.diagnostics('/app/a.py', codes('lost-work', 'lost-work'));
    const cursor = { line: 1, character: 2 };
    const actions = await client.codeActions('/app/a.py', { start: cursor, end: cursor });
    assert.deepEqual(actions.map(({ title, kind, isPreferred }) => ({ title, kind, isPreferred })), [
      { title: 'Add await', kind: CodeActionKind.QuickFix, isPreferred: true },
      { title: 'Drop the call', kind: CodeActionKind.QuickFix, isPreferred: undefined },
    ]);
    assert.deepEqual(actions[0]!.diagnostics, [diagnostics[1]]);
    assert.equal(applied(client.document('/app/a.py'), actions[0]!), 'lost()\nawait lost()\n');
    await client.edit('/app/a.py', 'lost()\nlost()', 'await lost()\nawait lost()');
    await client.diagnostics('/app/a.py', none);
  });

  it('offers the fixes of a diagnostic that the client names, wherever the cursor is', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    await client.open('/app/a.py', 'x = 1; lost()\n');
    const diagnostics = await client.diagnostics('/app/a.py', some);
    const start = { line: 0, character: 0 };
    assert.equal((await client.codeActions('/app/a.py', { start, end: start })).length, 0);
    assert.equal((await client.codeActions('/app/a.py', { start, end: start }, { diagnostics: [...diagnostics] })).length, 2);
  });

  it('answers for the text as it is, however short ago it was edited', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    await client.open('/app/a.py', 'lost()\n');
    await client.edit('/app/a.py', 'lost()', '\n\nlost()');
    const document = client.document('/app/a.py');
    const [action] = await client.codeActions('/app/a.py', rangeIn(document, 'lost'));
    assert.equal(applied(document, action!), '\n\nawait lost()\n');
  });

  it('mends all that is safe at once, only when asked for it', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    await client.open('/app/a.py', 'lost()\nlost()\n');
    const document = client.document('/app/a.py');
    const whole = rangeIn(document, document.getText());
    for (const only of ['source', 'source.fixAll', 'source.fixAll.asynclint']) {
      const actions = await client.codeActions('/app/a.py', whole, { only: [only] });
      assert.deepEqual(actions.map(({ kind }) => kind), ['source.fixAll.asynclint']);
      assert.equal(applied(document, actions[0]!), 'await lost()\nawait lost()\n');
    }
    assert.deepEqual(await client.codeActions('/app/a.py', whole, { only: ['source.organizeImports'] }), []);
    await client.edit('/app/a.py', 'lost()\nlost()', 'pass');
    assert.deepEqual(await client.codeActions('/app/a.py', whole, { only: ['source.fixAll'] }), []);
  });

  it('mends first what comes first where two cures meet', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    await client.progressEnds();
    await client.open('/app/a.py', 'lost()!\n');
    const document = client.document('/app/a.py');
    const [action] = await client.codeActions('/app/a.py', rangeIn(document, 'lost'), { only: ['source.fixAll'] });
    assert.equal(applied(document, action!), 'kept()!\n');
  });

  it('gives plain changes to a client that knows no versions', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app'], { ...modern, workspace: {} });
    await client.open('/app/a.py', 'lost()\n');
    const document = client.document('/app/a.py');
    const [action] = await client.codeActions('/app/a.py', rangeIn(document, 'lost'));
    assert.equal(TextDocument.applyEdits(document, action!.edit!.changes![document.uri]!), 'await lost()\n');
  });

  it('ends a cancelled request with the error for it', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    await client.open('/app/a.py', 'lost()\n');
    await client.diagnostics('/app/a.py', some);
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const cancellation = new CancellationTokenSource();
    const position = { line: 0, character: 0 };
    const params = { textDocument: { uri: 'file:///app/a.py' }, range: { start: position, end: position }, context: { diagnostics: [] } };
    const answer = client.connection.sendRequest('textDocument/codeAction', params, cancellation.token);
    cancellation.cancel();
    await assert.rejects(answer, (error) => error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled);
  });
});

describe('server: folders', () => {
  afterEach(endAll);

  it('reads a folder with progress', async () => {
    const files = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`/app/f${i}.py`, 'pass\n']));
    const client = connect(new MemoryHost(files));
    await client.initialise(['/app']);
    await client.progressEnds();
    const progress = client.told.flatMap((told) => (told.form === 'progress' ? [told] : []));
    assert.equal(progress[0]?.kind, 'begin');
    assert.equal(progress[0]?.value.title, 'asynclint: reading app');
    assert.equal(progress.at(-1)?.kind, 'end');
  });

  it('links the files that it has read in slices, and uses them when that is done', async () => {
    const host = new MemoryHost({ '/app/helper.py': 'def load(): sleep()\n' });
    const client = connect(host);
    await client.initialise(['/app']);
    await client.open('/app/main.py', 'load()\n');
    await client.progressEnds();
    await client.settled();
    await client.diagnostics('/app/main.py', codes('slow'));
    assert.equal(host.sessions.at(-1)!.advances, 4);
  });

  it('answers for what is open before it has read the folder, as far as no other file can refute it, and as before while it reads it again', async () => {
    const host = new PatientHost({ '/app/helper.py': 'def load(): sleep()\n' });
    const client = connect(host);
    await client.initialise(['/app']);
    await client.open('/app/main.py', 'lost(); load()\nuseless');
    await client.received();
    host.endPause();
    await client.diagnostics('/app/main.py', codes('lost-work'));
    await client.progressEnds();
    await client.settled();
    await client.diagnostics('/app/main.py', codes('lost-work', 'slow', 'unused-suppression'));
    await client.edit('/app/main.py', 'useless', '');

    host.disk.set('/app/asynclint.json', '{"rules": {"lost-work": "off"}}');
    await client.watched(['/app/asynclint.json', FileChangeType.Created]);
    await client.edit('/app/main.py', 'load()', '');
    await client.settled();
    await client.diagnostics('/app/main.py', codes('lost-work'));
    assert.equal((await client.codeActions('/app/main.py', rangeIn(client.document('/app/main.py'), 'lost'))).length, 2);
    host.endPauses();
    await client.progressEnds(2);
    await client.settled();
    await client.diagnostics('/app/main.py', none);
  });

  describe('while it reads', () => {
    /** Three hundred files, so that it takes ten batches; something happens during the second, when the first few are read. */
    function onSecondBatch(host: MemoryHost, happening: () => void): void {
      for (let i = 0; i < 300; i++) host.disk.set(`/app/f${i}.py`, 'pass\n');
      host.onRead = (path) => {
        if (path !== '/app/f130.py') return;
        host.onRead = () => {};
        happening();
      };
    }

    it('sees what changes on the disk', async () => {
      const host = new MemoryHost({ '/app/a.py': 'def load(): sleep()\n', '/app/a/deep.py': 'def deep(): sleep()\n', '/app/b.py': 'def other(): pass\n' });
      const client = connect(host);
      onSecondBatch(host, () => {
        host.disk.delete('/app/a.py');
        host.disk.delete('/app/a/deep.py');
        host.disk.set('/app/b.py', 'def other(): sleep()\n');
        void client.watched(['/app/a.py', FileChangeType.Deleted], ['/app/a', FileChangeType.Deleted], ['/app/b.py', FileChangeType.Changed]);
      });
      await client.initialise(['/app']);
      await client.open('/app/main.py', 'load(); deep(); other(); lost()\n');
      await client.progressEnds();
      await client.settled();
      const messages = (await client.diagnostics('/app/main.py', () => true)).map(({ message }) => String(message).split('\n')[0]);
      assert.deepEqual(messages, ['other is slow.', 'This work is lost.']);
    });

    it('answers for a document that is opened', async () => {
      const host = new MemoryHost();
      const client = connect(host);
      onSecondBatch(host, () => void client.open('/app/late.py', 'lost()\n'));
      await client.initialise(['/app']);
      await client.progressEnds();
      const answer = client.told.findIndex((told) => told.form === 'diagnostics' && told.params.uri === 'file:///app/late.py' && some(told.params.diagnostics));
      assert.ok(answer >= 0 && answer < client.told.findIndex((told) => told.form === 'progress' && told.kind === 'end'));
    });

    it('answers a burst of messages after a few files more, not each after a batch of its own', async () => {
      const host = new MemoryHost();
      const client = connect(host);
      let answered: Promise<number> | undefined;
      let read = 0;
      const readSource = host.readSource.bind(host);
      host.readSource = (path) => {
        read++;
        return readSource(path);
      };
      onSecondBatch(host, () => {
        const before = read;
        const burst = Array.from({ length: 12 }, () => client.codeActions('/nowhere.py', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }));
        answered = Promise.all(burst).then(() => read - before);
      });
      await client.initialise(['/app']);
      await client.progressEnds();
      assert.ok(await answered! <= 96, `${await answered!} files were read before all was answered`);
    });

    it('stops when the folder is closed', async () => {
      const host = new MemoryHost();
      const client = connect(host);
      const removed = [{ uri: 'file:///app', name: 'app' }];
      onSecondBatch(host, () => void client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed } }));
      await client.initialise(['/app']);
      await client.progressEnds();
      assert.deepEqual(host.open(), []);
      assert.ok(host.sessions.at(-1)!.updates < 300);
    });

    it('begins anew when it has to, and half a folder never answers', async () => {
      const host = new PatientHost({ '/app/a.py': 'def load(): sleep()\n' });
      const client = connect(host);
      onSecondBatch(host, () => void client.watched(['/app/package.json', FileChangeType.Changed]));
      await client.initialise(['/app']);
      await client.open('/app/main.py', 'load(); lost()\n');
      await client.received();
      host.endPause();
      await client.progressEnds();
      await client.edit('/app/main.py', 'lost()', 'lost() ');
      await client.settled();
      await client.diagnostics('/app/main.py', codes('lost-work'));
      host.endPauses();
      await client.progressEnds(2);
      await client.settled();
      await client.diagnostics('/app/main.py', codes('slow', 'lost-work'));
      assert.deepEqual(host.open(), ['/app']);
    });
  });

  it('reads a folder once, however often its reading was called for meanwhile', async () => {
    const host = new PatientHost({ '/app/a.py': 'pass\n', '/app/b.py': 'pass\n', '/app/ignored/package.json': '{}' });
    const client = connect(host);
    await client.initialise(['/app']);
    await client.received();
    host.endPauses();
    await client.progressEnds();
    for (let i = 0; i < 3; i++) await client.watched(['/app/package.json', FileChangeType.Changed], ['/app/ignored/package.json', FileChangeType.Changed]);
    await client.received();
    host.endPauses();
    await client.progressEnds(2);
    await client.watched(['/app/ignored/package.json', FileChangeType.Changed]);
    await client.settled();
    assert.deepEqual(host.sessions.map(({ updates, closed }) => ({ updates, closed })), [
      { updates: 0, closed: true }, { updates: 2, closed: true }, { updates: 2, closed: false },
    ]);
  });

  it('works off a burst of edits at once', async () => {
    const host = new PatientHost();
    const client = connect(host);
    await client.initialise([]);
    await client.open('/else/a.py', 'pass\n');
    for (let i = 0; i < 5; i++) await client.edit('/else/a.py', 'pass', 'pass; lost()');
    await client.received();
    assert.equal(host.pauses, 1);
    host.endPauses();
    await client.diagnostics('/else/a.py', (diagnostics) => diagnostics.length === 5);
    assert.equal(host.sessions[0]!.updates, 1);
  });

  it('keeps two folders apart', async () => {
    const host = new MemoryHost({ '/one/helper.py': 'def load(): sleep()\n', '/two/helper.py': 'def load(): pass\n', '/two/asynclint.json': '{"rules": {"lost-work": "off"}}' });
    const client = connect(host);
    await client.initialise(['/one', '/two']);
    await client.open('/one/main.py', 'load(); lost()\n');
    await client.open('/two/main.py', 'load(); lost()\n');
    await client.diagnostics('/one/main.py', codes('slow', 'lost-work'));
    await client.diagnostics('/two/main.py', none);
    assert.deepEqual(host.open(), ['/one', '/two']);
  });

  it('a nested folder has its own findings, and the outer one still knows its files', async () => {
    const client = connect(new MemoryHost({ '/app/inner/asynclint.json': '{"rules": {"lost-work": "off"}}' }));
    await client.initialise(['/app', '/app/inner']);
    await client.open('/app/inner/helper.py', 'def load(): sleep()\nlost()\n');
    await client.open('/app/main.py', 'load()\n');
    await client.diagnostics('/app/inner/helper.py', none);
    await client.diagnostics('/app/main.py', codes('slow'));
  });

  it('a document outside of all folders is linted with the documents beside it', async () => {
    const host = new MemoryHost({ '/else/unopened.py': 'def other(): sleep()\n' });
    const client = connect(host);
    await client.initialise(['/app']);
    await client.progressEnds();
    await client.open('/else/helper.py', 'def load(): sleep()\n');
    await client.open('/else/main.py', 'load(); other(); lost()\n');
    await client.diagnostics('/else/main.py', codes('slow', 'lost-work'));
    await client.close('/else/main.py');
    await client.close('/else/helper.py');
    await client.settled();
    assert.deepEqual(host.open(), ['/app']);
    assert.ok(host.sessions.some(({ root }) => root === '/else'));
  });

  it('an installed package that is looked into is not linted', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    for (const path of ['/usr/lib/python3.12/asyncio/tasks.py', '/venv/lib/python3.12/site-packages/x/y.py', '/cache/node_modules/x/y.js']) {
      await client.open(path, 'lost()\n');
      await client.diagnostics(path, none);
    }
    await client.settled();
    assert.equal(client.told.some((told) => told.form === 'diagnostics' && told.params.diagnostics.length > 0), false);
  });

  it('folders come and go', async () => {
    const host = new MemoryHost({ '/late/helper.py': 'def load(): sleep()\n' });
    const client = connect(host);
    await client.initialise([]);
    await client.open('/late/main.py', 'load()\n');
    await client.diagnostics('/late/main.py', none);
    const folder = { uri: 'file:///late', name: 'late' };
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [folder], removed: [] } });
    await client.diagnostics('/late/main.py', codes('slow'));
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [folder] } });
    await client.diagnostics('/late/main.py', none);
    assert.deepEqual(host.open(), ['/late']);
    await client.close('/late/main.py');
    await client.settled();
    assert.deepEqual(host.open(), []);
  });

  it('one that can\'t be opened keeps no other from it', async () => {
    const host = new MemoryHost();
    const { libraries } = host;
    host.libraries = (root, ...rest) => {
      if (root === '/bad') throw new Error('no libraries');
      return libraries.call(host, root, ...rest);
    };
    const client = connect(host);
    await client.initialise(['/bad', '/good']);
    await client.open('/good/main.py', 'lost()\n');
    await client.diagnostics('/good/main.py', codes('lost-work'));
    assert.ok(client.told.some((told) => told.form === 'log' && /opening \/bad: Error: no libraries/.test(told.message)));
  });

  it('a folder that goes while the client is asked for its settings does not stay', async () => {
    const host = new MemoryHost({ '/late/helper.py': 'def load(): sleep()\n' });
    const client = connect(host);
    await client.initialise([], withSettings(modern));
    await client.settled();
    const folder = { uri: 'file:///late', name: 'late' };
    for (const event of [{ added: [folder], removed: [] }, { added: [], removed: [folder] }]) {
      void client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    }
    for (let i = 0; i < 20; i++) await client.settled();
    assert.deepEqual(host.open(), []);
  });
});

describe('server: watched files', () => {
  afterEach(endAll);

  it('asks the client to watch, where the client can', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    const registration = await client.until(() => client.registered[0], () => 'a registration');
    assert.equal(registration.method, 'workspace/didChangeWatchedFiles');
    const plain = connect(new MemoryHost());
    await plain.initialise(['/app'], {});
    await plain.settled();
    assert.deepEqual(plain.registered, []);
  });

  it('follows files that are made, changed and deleted', async () => {
    const host = new MemoryHost();
    const client = connect(host);
    await client.initialise(['/app']);
    await client.open('/app/main.py', 'load()\n');
    await client.diagnostics('/app/main.py', none);
    host.disk.set('/app/helper.py', 'def load(): sleep()\n');
    await client.watched(['/app/helper.py', FileChangeType.Created]);
    await client.diagnostics('/app/main.py', codes('slow'));
    host.disk.set('/app/helper.py', 'def load(): pass\n');
    await client.watched(['/app/helper.py', FileChangeType.Changed]);
    await client.diagnostics('/app/main.py', none);
    host.disk.set('/app/helper.py', 'def load(): sleep()\n');
    await client.watched(['/app/helper.py', FileChangeType.Changed]);
    await client.diagnostics('/app/main.py', codes('slow'));
    host.disk.delete('/app/helper.py');
    await client.watched(['/app/helper.py', FileChangeType.Deleted]);
    await client.diagnostics('/app/main.py', none);
  });

  it('a folder that appears brings its files along, but for what is ignored', async () => {
    const host = new MemoryHost();
    const client = connect(host);
    await client.initialise(['/app']);
    await client.open('/app/main.py', 'load(); other()\n');
    await client.diagnostics('/app/main.py', none);
    host.disk.set('/app/lib/helper.py', 'def load(): sleep()\n');
    host.disk.set('/app/lib/ignored/other.py', 'def other(): sleep()\n');
    await client.watched(['/app/lib', FileChangeType.Created]);
    await client.diagnostics('/app/main.py', codes('slow'));
  });

  it('many files at once have the folder read anew', async () => {
    const host = new MemoryHost({ '/app/main.py': '' });
    const client = connect(host);
    await client.initialise(['/app']);
    await client.progressEnds();
    await client.open('/app/main.py', 'load(); other()\n');
    await client.diagnostics('/app/main.py', none);
    const many = Array.from({ length: 51 }, (_, i) => `/app/of-another-branch/${i}.py`);
    for (const path of many) host.disk.set(path, 'def load(): sleep()\n');
    await client.watched(...many.map((path) => [path, FileChangeType.Created] as const));
    await client.progressEnds(2);
    await client.diagnostics('/app/main.py', (all) => all.length === many.length);
    assert.equal(host.sessions.length, 2 + 1);
  });

  it('a deleted folder takes its files along', async () => {
    const host = new MemoryHost({ '/app/lib/helper.py': 'def load(): sleep()\n' });
    const client = connect(host);
    await client.initialise(['/app']);
    await client.open('/app/main.py', 'load()\n');
    await client.diagnostics('/app/main.py', codes('slow'));
    host.disk.delete('/app/lib/helper.py');
    await client.watched(['/app/lib', FileChangeType.Deleted]);
    await client.diagnostics('/app/main.py', none);
  });

  it('a new file that is ignored stays unknown', async () => {
    const host = new MemoryHost();
    const client = connect(host);
    await client.initialise(['/app']);
    await client.open('/app/main.py', 'load()\n');
    host.disk.set('/app/ignored/helper.py', 'def load(): sleep()\n');
    await client.watched(['/app/ignored/helper.py', FileChangeType.Created]);
    await client.settled();
    await client.diagnostics('/app/main.py', none);
  });

  it('a changed configuration is in force at once', async () => {
    const host = new MemoryHost({ '/app/helper.py': 'def load(): sleep()\n' });
    const client = connect(host);
    await client.initialise(['/app']);
    await client.open('/app/a.py', 'load(); lost()\n');
    await client.diagnostics('/app/a.py', codes('slow', 'lost-work'));
    host.disk.set('/app/asynclint.json', '{"rules": {"lost-work": "off"}}');
    await client.watched(['/app/asynclint.json', FileChangeType.Created]);
    await client.diagnostics('/app/a.py', codes('slow'));
    await client.settled();
    assert.deepEqual(host.open(), ['/app']);
  });

  it('a broken configuration is told once, with its place, and the last good one stays in force', async () => {
    const host = new MemoryHost({ '/app/asynclint.json': '{"rules": {"lost-work": "off"}}' });
    const client = connect(host);
    await client.initialise(['/app']);
    await client.open('/app/a.py', 'lost()\n');
    await client.diagnostics('/app/a.py', none);
    for (let i = 0; i < 3; i++) {
      host.disk.set('/app/asynclint.json', `{ broken${i}`);
      await client.watched(['/app/asynclint.json', FileChangeType.Changed]);
    }
    await client.edit('/app/a.py', 'lost()', 'lost(); lost()');
    await client.settled();
    await client.diagnostics('/app/a.py', none);
    assert.deepEqual(client.messages('shown'), ['/app/asynclint.json:1:1 not JSON\nUntil this is mended, asynclint goes on with the last good settings.']);
    host.disk.delete('/app/asynclint.json');
    await client.watched(['/app/asynclint.json', FileChangeType.Deleted]);
    await client.diagnostics('/app/a.py', codes('lost-work', 'lost-work'));
  });
});

describe('server: failures', () => {
  afterEach(endAll);

  it('a file whose linting throws is logged once, and the others are linted', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    await client.open('/app/bad.py', 'explode 1\n');
    await client.open('/app/good.py', 'lost()\n');
    await client.diagnostics('/app/good.py', some);
    for (const [before, after] of [['1', '22'], ['22', '333'], ['333', '4444']] as const) {
      await client.edit('/app/bad.py', before, after);
      await client.settled();
    }
    assert.deepEqual(client.messages('log').filter((message) => message.startsWith('linting /app/bad.py')).length, 1);
    await client.edit('/app/bad.py', 'explode 4444', 'lost()');
    await client.diagnostics('/app/bad.py', some);
  });

  it('a rule that fails on a file is logged once', async () => {
    const client = connect(new MemoryHost());
    await client.initialise(['/app']);
    await client.open('/app/a.py', 'stumble; lost()\n');
    await client.diagnostics('/app/a.py', codes('lost-work'));
    await client.edit('/app/a.py', 'stumble', 'stumble stumble');
    await client.settled();
    assert.deepEqual(client.messages('log'), ['linting /app/a.py: the rule slow failed on this file']);
  });

  it('a file that the session cannot read keeps no other from being read', async () => {
    const client = connect(new MemoryHost({ '/app/a.py': 'unreadable\n', '/app/helper.py': 'def load(): sleep()\n' }));
    await client.initialise(['/app']);
    await client.open('/app/main.py', 'load()\n');
    await client.diagnostics('/app/main.py', codes('slow'));
    assert.equal(client.messages('log').filter((message) => message.startsWith('reading /app/a.py')).length, 1);
  });

  it('closes its sessions on shutdown', async () => {
    const host = new MemoryHost();
    const client = connect(host);
    await client.initialise(['/app']);
    await client.open('/else/a.py', 'pass\n');
    await client.diagnostics('/else/a.py', none);
    await client.connection.sendRequest('shutdown');
    assert.deepEqual(host.open(), []);
    assert.ok(host.sessions.length >= 2);
  });
});

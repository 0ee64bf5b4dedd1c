import assert from 'node:assert/strict';
import type { Diagnostic } from 'vscode-languageserver/node';
import { defaultEditorSettings, isReportedBy, readEditorSettings } from '../../server/editor-settings.js';
import { asking, connect, endAll, modern, withSettings, type Client } from './client.js';
import { MemoryHost, rule } from './memory-host.js';

const codes = (...expected: string[]) => (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code).join() === expected.join();

/** A host whose rules have relatives in other linters. */
class HostWithRules extends MemoryHost {
  override readonly rules = [rule('lost-work', { related: ['RUF006', '@typescript-eslint/no-floating-promises'] }), rule('slow')];
}

async function start(host: MemoryHost, folders: readonly string[], settings: Client['settings'], capabilities = modern): Promise<Client> {
  const client = connect(host);
  client.settings = settings;
  await client.initialise(folders, withSettings(capabilities));
  return client;
}

describe('server: settings of the editor, as they are read', () => {
  const ids = ['blocking-call', 'dangling-task'];

  it('has defaults for all that is not set, and passes over what is the extension\'s alone', () => {
    for (const value of [undefined, null, {}, { enable: null, trace: { server: 'verbose' } }]) {
      assert.deepEqual(readEditorSettings(value, ids), { settings: defaultEditorSettings, problems: [] });
    }
  });

  it('takes what is right', () => {
    const value = {
      enable: false, run: 'onSave', rules: { 'blocking-call': 'info' }, exclude: ['old/'], untitled: false, silenceReportedBy: ['ruff', 'eslint'],
      python: { environment: '.env' },
    };
    const { python, ...rest } = value;
    assert.deepEqual(readEditorSettings(value, ids), { settings: { ...rest, environment: python.environment }, problems: [] });
  });

  it('tells what is wrong, one sentence each, and has the default for that alone', () => {
    const { settings, problems } = readEditorSettings({
      enable: 'yes', run: 'never', rules: { 'blocking-cal': 'error', 'dangling-task': 'fatal', 'blocking-call': 'off' }, exclude: 'old/', untitled: 1,
      silenceReportedBy: ['pylint'], python: { environment: 3 },
    }, ids);
    assert.deepEqual(settings, { ...defaultEditorSettings, rules: { 'blocking-call': 'off' } });
    assert.deepEqual(problems, [
      'the setting `asynclint.enable` is "yes"; it has to be true or false',
      'the setting `asynclint.run` is "never"; it has to be "onType" or "onSave"',
      '`asynclint.rules` in the editor\'s settings names `blocking-cal`, and there is no such rule; did you mean `blocking-call`?',
      '`asynclint.rules` in the editor\'s settings gives `dangling-task` the level "fatal"; it has to be "error", "warning", "info" or "off"',
      'the setting `asynclint.exclude` is "old/"; it has to be a list of patterns',
      'the setting `asynclint.untitled` is 1; it has to be true or false',
      'the setting `asynclint.silenceReportedBy` is ["pylint"]; it has to be a list of "ruff" and "eslint"',
      'the setting `asynclint.python.environment` is 3; it has to be the path of a folder',
    ].sort((a, b) => problems.indexOf(a) - problems.indexOf(b)));
    assert.deepEqual(readEditorSettings([], ids).problems, ['`asynclint` in the editor\'s settings is []; it has to be an object']);
  });

  it('leaves to another linter what it has a relative of, in the files that it reads', () => {
    const both = rule('a', { related: ['RUF006', 'no-await-in-loop'] });
    assert.equal(isReportedBy(['ruff'], both, '/a.py'), true);
    assert.equal(isReportedBy(['ruff'], both, '/a.ts'), false);
    assert.equal(isReportedBy(['eslint'], both, '/a.ts'), true);
    assert.equal(isReportedBy(['eslint'], both, '/a.py'), false);
    assert.equal(isReportedBy([], both, '/a.py'), false);
    // Type checkers are no linters of these.
    const checked = rule('b', { related: ['reportUnusedCoroutine', 'unused-coroutine'] });
    for (const path of ['/a.py', '/a.ts']) assert.equal(isReportedBy(['ruff', 'eslint'], checked, path), false);
  });
});

describe('server: settings of the editor', () => {
  afterEach(endAll);

  it('that are told with the hello are not waited for', async () => {
    const host = new HostWithRules();
    const client = connect(host);
    // A client that is busy with its own start answers much later.
    client.connection.onRequest('workspace/configuration', () => new Promise(() => {}));
    const told = { outside: { rules: { 'lost-work': 'off' } }, folders: [{ uri: 'file:///one', settings: { rules: { 'lost-work': 'info' } } }] };
    await client.initialise(['/one'], withSettings(modern), { settings: told });
    for (const folder of ['/one', '/else']) await client.open(`${folder}/a.py`, 'lost()\n');
    await client.diagnostics('/one/a.py', codes('lost-work'));
    await client.diagnostics('/else/a.py', codes());
  });

  it('are asked for where the hello leaves one of the folders out, or tells them in another form', async () => {
    for (const told of [{ outside: {}, folders: [{ uri: 'file:///two', settings: {} }] }, { outside: {}, folders: 1 }, { folders: [{ uri: 3 }] }]) {
      const client = connect(new HostWithRules());
      client.settings = () => ({ rules: { 'lost-work': 'off' } });
      await client.initialise(['/one'], withSettings(modern), { settings: told });
      await client.open('/one/a.py', 'lost()\n');
      await client.diagnostics('/one/a.py', codes());
    }
  });

  it('go over the configuration of the project, folder by folder', async () => {
    const host = new HostWithRules({ '/two/asynclint.json': '{"rules": {"lost-work": "off"}}' });
    const client = await start(host, ['/one', '/two'], (folder) => (folder === '/one' ? { rules: { 'lost-work': 'off' } } : { rules: { 'lost-work': 'error' } }));
    for (const folder of ['/one', '/two', '/else']) await client.open(`${folder}/a.py`, 'lost()\n');
    await client.diagnostics('/one/a.py', codes());
    await client.diagnostics('/two/a.py', codes('lost-work'));
    await client.diagnostics('/else/a.py', codes('lost-work'));
  });

  it('are known before anything is linted', async () => {
    const client = await start(new HostWithRules(), ['/app'], () => ({ enable: false }));
    await client.open('/app/a.py', 'lost()\n');
    await client.open('/else/a.py', 'lost()\n');
    await client.diagnostics('/app/a.py', codes());
    await client.diagnostics('/else/a.py', codes());
    await client.settled();
    assert.deepEqual(client.told.filter((told) => told.form === 'diagnostics' && told.params.diagnostics.length > 0), []);
    assert.deepEqual(client.told.filter(({ form }) => form === 'progress'), []);
  });

  it('are known before a question is answered', async () => {
    const client = await start(new HostWithRules(), ['/app'], () => ({ enable: false }), asking);
    await client.open('/app/a.py', 'lost()\n');
    assert.equal(await client.pulled('/app/a.py'), '');
  });

  it('are in force as soon as they change, with and without folder', async () => {
    const host = new HostWithRules({ '/app/helper.py': 'def load(): sleep()\n' });
    const client = await start(host, ['/app'], () => null);
    await client.until(() => client.registered.find(({ method }) => method === 'workspace/didChangeConfiguration'), () => 'a registration');
    for (const folder of ['/app', '/else']) await client.open(`${folder}/a.py`, 'load(); lost()\n');
    await client.diagnostics('/app/a.py', codes('slow', 'lost-work'));
    await client.diagnostics('/else/a.py', codes('lost-work'));
    await client.configure(() => ({ rules: { 'lost-work': 'off' } }));
    await client.diagnostics('/app/a.py', codes('slow'));
    await client.diagnostics('/else/a.py', codes());
    await client.configure(() => ({ enable: false }));
    await client.diagnostics('/app/a.py', codes());
    await client.configure(() => ({ exclude: ['a.py'] }));
    await client.settled();
    await client.diagnostics('/app/a.py', codes());
    await client.configure(() => ({}));
    await client.diagnostics('/app/a.py', codes('slow', 'lost-work'));
    await client.diagnostics('/else/a.py', codes('lost-work'));
    await client.settled();
    assert.deepEqual(host.open(), ['/app', '/else']);
  });

  it('read no folder again that they do not concern', async () => {
    const host = new HostWithRules({ '/one/a.py': '', '/two/a.py': '' });
    const client = await start(host, ['/one', '/two'], () => null);
    await client.progressEnds(2);
    const before = host.sessions.length;
    await client.configure((folder) => (folder === '/one' ? { rules: { slow: 'off' } } : null));
    await client.progressEnds(3);
    await client.configure((folder) => (folder === '/one' ? { rules: { slow: 'off' } } : null));
    await client.settled();
    assert.deepEqual(host.sessions.slice(before).map(({ root }) => root), ['/one']);
  });

  it('leave out what another linter reports', async () => {
    const client = await start(new HostWithRules(), ['/app'], () => ({ silenceReportedBy: ['ruff'] }));
    await client.open('/app/a.ts', 'lost()\n');
    await client.open('/app/helper.py', 'def load(): sleep()\n');
    await client.open('/app/a.py', 'load(); lost()\n');
    await client.diagnostics('/app/a.ts', codes('lost-work'));
    await client.diagnostics('/app/a.py', codes('slow'));
  });

  it('name the virtual environment, relative to the folder', async () => {
    const host = new HostWithRules();
    const client = await start(host, ['/one', '/two', '/three'], (folder) => ({ python: { environment: folder === '/one' ? '.env' : folder === '/two' ? '/opt/env' : '' } }));
    await client.progressEnds(3);
    assert.deepEqual([...host.environments], [['/one', '/one/.env'], ['/two', '/opt/env'], ['/three', undefined]]);
  });

  it('lead out of no folder that is not trusted', async () => {
    for (const [options, trusted] of [[undefined, true], [{ trusted: true }, true], [{ trusted: false }, false]] as const) {
      const host = new MemoryHost();
      const client = connect(host);
      await client.initialise(['/app'], modern, options);
      await client.open('/else/a.py', 'lost()\n');
      await client.progressEnds();
      await client.diagnosticsAt('file:///else/a.py', (all) => all.length === 1);
      assert.deepEqual([...host.trusted], [['/app', trusted], ['/else', trusted]]);
      for (const path of ['//elsewhere/tsconfig.json', '/app/../tsconfig.json']) assert.equal(host.configurations.includes(path), trusted, path);
      assert.ok(host.configurations.includes('/app/tsconfig.json'));
    }
  });

  it('that are wrong are told once for all folders, and again only when they are wrong anew', async () => {
    const client = await start(new HostWithRules(), ['/one', '/two'], () => ({ run: 'never' }));
    await client.open('/one/a.py', 'lost()\n');
    await client.diagnostics('/one/a.py', codes('lost-work'));
    await client.configure(() => ({ run: 'never', exclude: [] }));
    await client.configure(() => null);
    await client.configure(() => ({ run: 'never' }));
    await client.settled();
    const message = 'asynclint: the setting `asynclint.run` is "never"; it has to be "onType" or "onSave". Until this is mended, the default holds for it.';
    assert.deepEqual(client.messages('shown'), [message, message]);
  });

  it('of a client that can only tell them are taken as it tells them', async () => {
    const client = connect(new HostWithRules());
    await client.initialise(['/app']);
    await client.open('/app/a.py', 'lost()\n');
    await client.diagnostics('/app/a.py', codes('lost-work'));
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { asynclint: { rules: { 'lost-work': 'off' } } } });
    await client.diagnostics('/app/a.py', codes());
  });

  describe('run on save', () => {
    const onSave = () => ({ run: 'onSave' });

    it('sends findings when a document is opened or saved, of all documents that they concern', async () => {
      const client = await start(new HostWithRules(), ['/app'], onSave);
      await client.open('/app/helper.py', 'def load(): pass\n');
      await client.open('/app/main.py', 'load(); lost()\n');
      await client.diagnostics('/app/main.py', codes('lost-work'));
      await client.progressEnds();
      await client.settled();
      const before = client.told.length;
      await client.edit('/app/helper.py', 'pass', 'sleep()');
      await client.edit('/app/helper.py', 'def', 'lost()\ndef');
      await client.settled();
      assert.deepEqual(client.told.slice(before), []);
      await client.save('/app/helper.py');
      await client.diagnostics('/app/helper.py', codes('lost-work'));
      await client.diagnostics('/app/main.py', codes('slow', 'lost-work'));
    });

    it('answers with what the client has while a document is edited, and has it ask when that is saved', async () => {
      const client = await start(new HostWithRules(), ['/app'], onSave, asking);
      await client.open('/app/helper.py', 'def load(): pass\n');
      await client.open('/app/main.py', 'load()\n');
      const main = await client.pull('/app/main.py');
      const helper = await client.pull('/app/helper.py');
      await client.progressEnds();
      const before = await client.refreshes();
      await client.edit('/app/helper.py', 'pass', 'sleep(); lost()');
      assert.deepEqual(await client.pull('/app/helper.py', helper.resultId), { kind: 'unchanged', resultId: helper.resultId });
      assert.equal(await client.refreshes(), before);
      await client.save('/app/helper.py');
      assert.equal(await client.refreshes(), before + 1);
      assert.equal((await client.pull('/app/helper.py', helper.resultId)).kind, 'full');
      assert.equal((await client.pull('/app/main.py', main.resultId)).kind, 'full');
    });
  });
});

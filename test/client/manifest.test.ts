import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { languageIds } from '../../client/languages.js';

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: object; readonly virtualWorkspaces: { readonly supported: boolean } };
  readonly contributes: { readonly commands: readonly { readonly command: string; readonly enablement?: string }[]; readonly configuration: { readonly properties: object } };
}

const root = new URL('../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Manifest;
const sources = readdirSync(new URL('client/', root)).filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(`client/${name}`, root), 'utf8')).join('');
const contributed = manifest.contributes.commands.map(({ command }) => command);

describe('client: the manifest', () => {
  it('wakes the extension for each language it reads, and for no other', () => {
    assert.deepEqual(manifest.activationEvents, languageIds.map((language) => `onLanguage:${language}`));
  });

  it('names the commands that the extension registers', () => {
    const registered = [...sources.matchAll(/^ {4}'(asynclint\.\w+)': \(/gm)].map(([, command]) => command);
    assert.deepEqual([...contributed].sort(), registered.sort());
    assert.ok(registered.length > 0);
  });

  it('names each command that the extension speaks of', () => {
    const named = [...sources.matchAll(/'(asynclint\.\w+)'/g)].map(([, name]) => name!).filter((name) => !/\.(?:status|enable|jsonc?)$/.test(name));
    assert.deepEqual(named.filter((name) => !contributed.includes(name)), []);
  });

  it('offers what works on a file in the languages that asynclint reads, and in no other', () => {
    const clauses = manifest.contributes.commands.flatMap(({ enablement = '' }) => [...enablement.matchAll(/editorLangId =~ \/(.*?)\/( |$)/g)].map(([, pattern]) => new RegExp(pattern!)));
    assert.ok(clauses.length > 0);
    for (const clause of clauses) assert.deepEqual([...languageIds, 'jsonc', 'typescriptx', 'ruby'].filter((language) => clause.test(language)), languageIds);
  });

  it('names the settings that the extension and its client library read', () => {
    const read = [...sources.matchAll(/getConfiguration\('asynclint'\)\.get\('(\w+)'/g)].map(([, key]) => `asynclint.${key}`);
    const settings = Object.keys(manifest.contributes.configuration.properties);
    assert.ok(read.length > 0);
    assert.deepEqual([...read, 'asynclint.trace.server'].filter((setting) => !settings.includes(setting)), []);
  });

  it('runs where the files are, also in workspaces that are not trusted', () => {
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces, { supported: true });
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, false);
  });

  it('points to files that there are', () => {
    assert.equal(manifest.main, './dist/client.cjs');
    assert.ok(existsSync(new URL(manifest.icon, root)));
  });
});

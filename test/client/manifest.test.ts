import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { languageIds } from '../../client/languages.js';

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: object; readonly virtualWorkspaces: { readonly supported: boolean } };
  readonly contributes: { readonly commands: readonly { readonly command: string }[]; readonly configuration: { readonly properties: object } };
}

const root = new URL('../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Manifest;
const sources = ['extension.ts', 'status.ts'].map((name) => readFileSync(new URL(`client/${name}`, root), 'utf8')).join('');

describe('client: the manifest', () => {
  it('wakes the extension for each language it reads, and for no other', () => {
    assert.deepEqual(manifest.activationEvents, languageIds.map((language) => `onLanguage:${language}`));
  });

  it('names the commands that the extension registers', () => {
    const registered = [...sources.matchAll(/registerCommand\('([\w.]+)'/g)].map(([, command]) => command);
    assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).sort(), registered.sort());
    assert.ok(registered.length > 0);
  });

  it('names the settings that the extension and its client library read', () => {
    const read = [...sources.matchAll(/getConfiguration\('asynclint'\)\.get\('(\w+)'/g)].map(([, key]) => `asynclint.${key}`);
    assert.deepEqual(Object.keys(manifest.contributes.configuration.properties).sort(), [...read, 'asynclint.trace.server'].sort());
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

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { languageIds } from '../../client/languages.js';
import { defaultEditorSettings, readEditorSettings } from '../../server/editor-settings.js';

interface Setting {
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly items?: Setting;
  readonly properties?: Readonly<Record<string, Setting>>;
}

interface Manifest {
  readonly main: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: boolean | 'limited'; readonly restrictedConfigurations?: readonly string[] }; readonly virtualWorkspaces: { readonly supported: boolean } };
  readonly contributes: { readonly commands: readonly { readonly command: string; readonly enablement?: string }[]; readonly configuration: { readonly properties: Readonly<Record<string, Setting>> }; readonly configurationDefaults: object };
}

const root = new URL('../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Manifest;
const sources = readdirSync(new URL('client/', root)).filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(`client/${name}`, root), 'utf8')).join('');
const contributed = manifest.contributes.commands.map(({ command }) => command);

describe('client: the manifest', () => {
  it('wakes the extension for each language it reads, and for no other', () => {
    assert.deepEqual(manifest.activationEvents.filter((event) => event.startsWith('onLanguage:')), languageIds.map((language) => `onLanguage:${language}`));
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

  it('holds the settings that the server reads, with its defaults, and no others but that of the client library', () => {
    const { environment, ...others } = defaultEditorSettings;
    const read = { ...others, 'python.environment': environment, 'trace.server': 'messages' };
    const held = Object.fromEntries(Object.entries(manifest.contributes.configuration.properties).map(([key, setting]) => [key.replace('asynclint.', ''), setting.default]));
    assert.deepEqual(held, read);
  });

  it('lets the server take each value that it offers, and offers each that the server takes', () => {
    const { run, silenceReportedBy, rules } = Object.fromEntries(Object.entries(manifest.contributes.configuration.properties).map(([key, setting]) => [key.replace('asynclint.', ''), setting]));
    const ruleIds = Object.keys(rules!.properties!);
    const problems = (settings: object): readonly string[] => readEditorSettings(settings, ruleIds).problems;
    for (const value of run!.enum!) assert.deepEqual(problems({ run: value }), []);
    assert.deepEqual(problems({ silenceReportedBy: silenceReportedBy!.items!.enum }), []);
    for (const [rule, { enum: levels }] of Object.entries(rules!.properties!)) for (const level of levels!) assert.deepEqual(problems({ rules: { [rule]: level } }), []);
  });

  it('wakes the extension for its rule pages, and has them shown as Markdown', () => {
    const scheme = /rulePageScheme = '(.*)'/.exec(sources)![1]!;
    assert.ok(manifest.activationEvents.includes(`onFileSystem:${scheme}`));
    assert.deepEqual(manifest.contributes.configurationDefaults, { 'workbench.editorAssociations': { [`${scheme}:/**`]: 'vscode.markdown.preview.editor' } });
  });

  it('runs where the files are, also in workspaces that are not trusted, whose settings name no path there', () => {
    assert.deepEqual(manifest.extensionKind, ['workspace']);
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    const paths = Object.keys(manifest.contributes.configuration.properties).filter((name) => /path|environment|folder/i.test(name));
    assert.deepEqual(restrictedConfigurations, paths);
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, false);
  });

  it('is described with pictures that there are, each small', () => {
    const readme = readFileSync(new URL('README.md', root), 'utf8');
    const pictures = [...readme.matchAll(/^!\[.+\]\((client\/images\/.+)\)$/gm)].map(([, path]) => path!);
    assert.deepEqual(pictures.toSorted(), readdirSync(new URL('client/images/', root)).map((name) => `client/images/${name}`).sort());
    for (const path of pictures) assert.ok(statSync(new URL(path, root)).size < 150_000, path);
  });

  it('points to files that there are', () => {
    assert.equal(manifest.main, './dist/client.cjs');
    assert.ok(existsSync(new URL(manifest.icon, root)));
  });
});

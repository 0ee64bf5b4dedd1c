import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

type Strings = Readonly<Record<string, string>>;

const root = new URL('../../', import.meta.url);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const manifest = read('package.json') as { readonly description: string; readonly l10n: string };
const english = read('package.nls.json') as Strings;
const languages = readdirSync(root).flatMap((name) => /^package\.nls\.([\w-]+)\.json$/.exec(name)?.[1] ?? []);

/** The fields of a manifest in which VS Code shows a text to people. */
const shown = /^(?:title|description|markdownDescription|deprecationMessage|markdownDeprecationMessage|altText|label|contents|enumDescriptions|markdownEnumDescriptions|enumItemLabels)$/;

/** The texts of all such fields, with the name of the field. */
function* textsOf(value: unknown, field = ''): Iterable<readonly [string, string]> {
  if (typeof value === 'string') yield [field, value];
  else if (Array.isArray(value)) for (const each of value) yield* textsOf(each, field);
  else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) yield* textsOf(each, key);
}

/** What a translation may not change: code, placeholders, commands that links call, and names of rules. */
function fixedParts(text: string): readonly string[] {
  return (text.match(/`[^`]*`|\{\d\}|\]\([^)]*\)|asynclint\.jsonc?|\bPython\b|\bTypeScript\b/g) ?? []).sort();
}

describe('client: translations', () => {
  it('the manifest holds keys instead of texts, and each key has its text', () => {
    const used: string[] = [];
    for (const [field, text] of textsOf({ ...manifest, description: '%description%' })) {
      const key = /^%(.+)%$/.exec(text)?.[1];
      if (key !== undefined) used.push(key);
      // The name of the product is the same in all languages.
      else if (shown.test(field)) assert.equal(text, 'asynclint', `${field}: "${text}" stands in package.json instead of package.nls.json`);
    }
    assert.deepEqual(Object.keys(english).sort(), [...new Set(used)].sort());
    // The registry of npm shows the manifest as it stands.
    assert.equal(english['description'], manifest.description);
  });

  for (const language of languages) {
    const translated = read(`package.nls.${language}.json`) as Strings;
    // Of a rule that is new the English text is shown.
    const mayMissing = (key: string): boolean => key.startsWith('rule.');

    it(`${language} has each text of the manifest, and none that is gone`, () => {
      assert.deepEqual(Object.keys(translated).filter((key) => !(key in english)), []);
      assert.deepEqual(Object.keys(english).filter((key) => !(key in translated) && !mayMissing(key)), []);
    });

    it(`${language} leaves code, links and names as they are`, () => {
      for (const [key, text] of Object.entries(translated)) assert.deepEqual(fixedParts(text), fixedParts(english[key]!), key);
    });

    it(`${language} has each sentence that the extension shows, and none that is gone`, () => {
      const sources = readdirSync(new URL('client/', root)).filter((name) => name.endsWith('.ts')).map((name) => readFileSync(new URL(`client/${name}`, root), 'utf8')).join('');
      const sentences = [...sources.matchAll(/\bt\(\s*'((?:[^'\\]|\\.)+)'/g)].map(([, sentence]) => sentence!.replace(/\\(.)/g, '$1'));
      const bundle = read(`${manifest.l10n}/bundle.l10n.${language}.json`) as Strings;
      assert.ok(sentences.length > 20);
      assert.deepEqual(Object.keys(bundle).sort(), [...new Set(sentences)].sort());
      for (const [sentence, text] of Object.entries(bundle)) assert.deepEqual(fixedParts(text), fixedParts(sentence), sentence);
    });
  }

  it('there is Chinese', () => assert.deepEqual(languages, ['zh-cn']));
});

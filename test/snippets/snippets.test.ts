import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { openSession } from '../../engine/session.js';
import { defaultSettings } from '../../engine/settings.js';
import { rules } from '../../rules/index.js';
import { expandSnippet, readSnippetPage, type Snippet } from '../../snippets/snippet.js';

const folder = new URL('../../snippets/', import.meta.url);
const pages = readdirSync(folder).filter((name) => name.endsWith('.md')).map((name) => ({
  name: name.slice(0, -3), ...readSnippetPage(readFileSync(new URL(name, folder), 'utf8')),
}));
const snippets = pages.flatMap((page) => page.snippets);
const extension = { python: 'py', typescript: 'ts', javascript: 'js' } as const;

const indented = (code: string, by: string): string => code.split('\n').map((line) => (line === '' ? '' : by + line)).join('\n');

/** A file in which the snippet stands where it can stand, as it is inserted. */
function program({ language, place, imports, body }: Snippet): string {
  const code = expandSnippet(body);
  const head = imports.map((line) => `${line}\n`).join('');
  if (place === 'module') return `${head}\n${code}\n`;
  return language === 'python' ? `${head}\n\nasync def example():\n${indented(code, '    ')}\n` : `${head}\nexport async function example() {\n${indented(code, '  ')}\n}\n`;
}

describe('snippets', () => {
  it('have the name of their page as prefix, and no prefix twice in a language', () => {
    for (const page of pages) for (const { prefix } of page.snippets) assert.equal(prefix, page.name);
    const names = snippets.map(({ prefix, language }) => `${language} ${prefix}`);
    assert.equal(new Set(names).size, names.length);
    assert.equal(pages.length, 46);
  });

  const session = openSession({ root: '/snippets', readText: () => undefined }, rules, { ...defaultSettings, preset: 'strict' });
  after(() => session.close());
  session.update(snippets.map((snippet) => ({ path: `/snippets/${snippet.prefix}.${snippet.language}.${extension[snippet.language]}`, text: program(snippet) })));

  for (const snippet of snippets) {
    const path = `/snippets/${snippet.prefix}.${snippet.language}.${extension[snippet.language]}`;
    it(`${snippet.prefix} parses and is silent under strict in ${snippet.language}`, () => {
      assert.deepEqual(session.problems(path).map(({ message }) => message), [], program(snippet));
      assert.deepEqual(session.findings(path).map(({ rule, message }) => `${rule}: ${message}`), [], program(snippet));
    });
  }
});

describe('snippets, run', () => {
  for (const page of pages) {
    const { python, typescript } = page.programs;
    if (python !== undefined) it(`${page.name} does in Python what its page says`, () => runs('python3', ['-c', filled(page.name, python, 'python')]));
    if (typescript !== undefined) {
      it(`${page.name} does in Node what its page says`, () => {
        const code = filled(page.name, typescript, 'javascript');
        runs(process.execPath, ['--input-type=module', '-e', `import assert from 'node:assert/strict';\n${code}`]);
      });
    }
  }

  it('are at least twenty in each language', () => {
    for (const language of ['python', 'typescript'] as const) assert.ok(pages.filter((page) => page.programs[language] !== undefined).length >= 20, language);
  });
});

/** The program with the snippet's imports before it and the snippet in the place that it marks. */
function filled(name: string, code: string, language: 'python' | 'javascript'): string {
  const { body, imports } = snippets.find((snippet) => snippet.prefix === name && snippet.language === language)!;
  const place = /^( *)(?:#|\/\/): snippet$/m.exec(code);
  assert.ok(place !== null, `${name}: the program has no line ": snippet"`);
  const missing = imports.filter((line) => !code.includes(line)).map((line) => `${line}\n`).join('');
  return missing + code.replace(place[0], () => indented(expandSnippet(body), place[1]!));
}

function runs(command: string, given: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, given, { encoding: 'utf8', timeout: 60_000 });
  assert.equal(error, undefined);
  assert.equal(status, 0, stderr);
}

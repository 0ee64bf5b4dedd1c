import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rule } from '../engine/rule.js';
import { exportName, headerOf, manifestWithRules, pageHeader, type Region, ruleIndex, ruleTable, snippetIndex, tableOf, textsWithRules, withRegion } from './generated.js';
import { vscodeSnippets } from '../snippets/vscode.js';
import { readSnippetPage } from '../snippets/snippet.js';
import { configurable, schemaText } from './schema.js';

/**
 * `npm run docs`: writes all that is generated from the rules and the snippets' pages. What it would write is also what the tests compare, so a
 * forgotten run shows.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

/** The ids of all rules: the folders of rules/ that hold a rule.ts. */
export function ruleIds(): string[] {
  const folders = readdirSync(join(root, 'rules'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return folders.filter((id) => existsSync(join(root, 'rules', id, 'rule.ts'))).sort();
}

/** All generated texts by path relative to the repository. Throws where a page lacks the place for its header. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const ids = ruleIds();
  const files = new Map([['rules/index.ts', ruleIndex(ids)]]);
  const rules: Rule[] = [];
  for (const id of ids) {
    const module = await import(`../rules/${id}/rule.js`) as Readonly<Record<string, Rule>>;
    const rule = module[exportName(id)];
    if (rule === undefined || rule.id !== id) throw new Error(`rules/${id}/rule.ts has to export ${exportName(id)} with the id ${id}`);
    rules.push(rule);
    filled(files, `rules/${id}/README.md`, pageHeader, headerOf(rule));
  }
  filled(files, 'README.md', ruleTable, tableOf(rules));
  files.set('schema.json', schemaText(rules));
  files.set('package.json', manifestWithRules(readFileSync(join(root, 'package.json'), 'utf8'), configurable(rules)));
  files.set('package.nls.json', textsWithRules(readFileSync(join(root, 'package.nls.json'), 'utf8'), configurable(rules)));
  const snippets = readdirSync(join(root, 'snippets')).filter((name) => name.endsWith('.md')).sort()
    .flatMap((name) => readSnippetPage(readFileSync(join(root, 'snippets', name), 'utf8')).snippets);
  for (const language of ['python', 'typescript', 'javascript'] as const) files.set(`snippets/${language}.json`, vscodeSnippets(snippets, language));
  files.set('snippets/index.ts', snippetIndex(snippets));
  return files;
}

function filled(files: Map<string, string>, path: string, region: Region, content: string): void {
  const text = withRegion(readFileSync(join(root, path), 'utf8'), region, content);
  if (text === null) throw new Error(`${path} lacks the lines ${region.begin} and ${region.end}`);
  files.set(path, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // The list of rules first: loading the rules must not depend on an old one.
  writeFileSync(join(root, 'rules/index.ts'), ruleIndex(ruleIds()));
  for (const [path, text] of await generatedFiles()) {
    if (existsSync(join(root, path)) && readFileSync(join(root, path), 'utf8') === text) continue;
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { structuredPatch } from 'diff';
import { applyEdits } from '../engine/edit/edits.js';
import type { Finding, Fix } from '../engine/rule.js';
import { openSession } from '../engine/session.js';
import { defaultSettings } from '../engine/settings.js';
import { languageOf, type Language } from '../engine/text.js';
import { discover, slashed } from '../host/files.js';
import { librariesOf } from '../host/libraries.js';
import { artificial } from '../host/skips.js';
import { readSource } from '../host/source.js';
import { rules } from '../rules/index.js';
import { complaintsOf, type Judged } from './judges.js';

/** Tries every fix on offer in real projects, each by itself, and counts what becomes of it. */
const usage = `Usage: node --import tsx bench/fixes.ts FOLDER... [--preset recommended|strict] [--sample N] [--out FILE] [--judge]

Nothing is written to the folders: each fix is applied to the text in the session, which is then asked again. Counted are, by
rule and language: findings; those with a fix; fixes by kind; fixes after which the file has more syntax errors; which leave
the finding (as many of the rule in this file as before); which bring findings of other rules.

  --preset NAME  the findings that are tried; strict by default
  --sample N     of each title by rule and language print N diffs, spread evenly over all of them
  --out FILE     write the diffs there instead
  --judge        count what Ruff and Oxlint say of a file after a fix and not before: names unused or undefined, imports out
                 of order, lines too long. Once more with all safe fixes of a file together. They are peers:
                 npm install --prefix bench/peers
`;

interface Tried {
  readonly project: string;
  readonly path: string;
  readonly finding: Finding;
  readonly fix: Fix;
  readonly before: string;
  readonly after: string;
  readonly outcome: 'cured' | 'broken' | 'left' | 'more';
}

/** All safe fixes of a file at once, and then one fix by itself. */
interface Change {
  readonly before: Judged;
  readonly after: Judged;
  readonly of: Tried | null;
}

const { values, positionals } = parseArgs({
  options: {
    preset: { type: 'string', default: 'strict' }, sample: { type: 'string', default: '0' }, out: { type: 'string' }, judge: { type: 'boolean', default: false }, help: { type: 'boolean' },
  },
  allowPositionals: true,
});
if (values.help || positionals.length === 0) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}

const changes: Change[] = [];
const said = new Map<Tried, readonly string[]>();
const found = new Map<string, { findings: number; withFix: number }>();
const tried = positionals.flatMap((folder) => tryAll(slashed(resolve(folder))));
const keys = [...found.keys()].sort();
console.log('| rule | findings | with a fix | safe | suggestions | break the syntax | leave the finding | bring another |\n|---|---|---|---|---|---|---|---|');
for (const key of keys) {
  const own = tried.filter((each) => keyOf(each) === key);
  const count = (of: (each: Tried) => boolean): number => own.filter(of).length;
  const { findings, withFix } = found.get(key)!;
  console.log(`| ${[key, findings, withFix, count(({ fix }) => fix.kind === 'safe'), count(({ fix }) => fix.kind === 'suggestion'),
    count(({ outcome }) => outcome === 'broken'), count(({ outcome }) => outcome === 'left'), count(({ outcome }) => outcome === 'more')].join(' | ')} |`);
}
if (values.judge) judge();
const shown = sampled(Number(values.sample)).map(show).join('\n');
if (values.out !== undefined) writeFileSync(values.out, shown);
else process.stdout.write(shown);

function tryAll(root: string): Tried[] {
  const sources = discover([root], { exclude: null, ignore: true, top: root, most: 100_000 }).files.flatMap((path) => {
    const language = languageOf(path) as Language;
    const source = readSource(path, language);
    return typeof source === 'string' ? [] : [{ path, text: source.text, linted: artificial(path, source.text, language) === null }];
  });
  const houses = { python: houseOf(root, ['pyproject.toml', 'ruff.toml']), typescript: houseOf(root, ['.prettierrc', '.prettierrc.json', 'prettier.config.js', 'prettier.config.mjs', 'biome.json', 'package.json']) };
  const libraries = librariesOf(root, root, undefined);
  const session = openSession({ root, libraries, readText: textOf }, rules, { ...defaultSettings, preset: values.preset as 'strict' });
  const all: Tried[] = [];
  try {
    session.update(sources);
    for (const { path, text, linted } of sources) {
      if (!linted) continue;
      const findings = session.findings(path);
      const house = houses[languageOf(path) as Language];
      const errors = session.problems(path).length;
      for (const finding of findings) {
        const key = `${finding.rule} ${languageOf(path)}`;
        const { findings: n, withFix } = found.get(key) ?? { findings: 0, withFix: 0 };
        found.set(key, { findings: n + 1, withFix: withFix + (finding.fixes.length > 0 ? 1 : 0) });
        for (const fix of finding.fixes) {
          const after = applyEdits(text, fix.edits);
          session.update([{ path, text: after }]);
          const left = session.findings(path);
          const own = (list: readonly Finding[]): number => list.filter(({ rule }) => rule === finding.rule).length;
          const outcome = session.problems(path).length > errors ? 'broken' : own(left) >= own(findings) ? 'left'
            : left.length - own(left) > findings.length - own(findings) ? 'more' : 'cured';
          const one: Tried = { project: basename(root), path: relative(root, path), finding, fix, before: text, after, outcome };
          all.push(one);
          changes.push({ before: { path, text, ...house }, after: { path, text: after, ...house }, of: one });
        }
        if (finding.fixes.length > 0) session.update([{ path, text }]);
      }
      const safe = findings.flatMap(({ fixes }) => fixes.find(({ kind }) => kind === 'safe') ?? []);
      if (safe.length > 1) changes.push({ before: { path, text, ...house }, after: { path, text: applyEdits(text, session.together(path, safe).edits), ...house }, of: null });
    }
  } finally {
    session.close();
  }
  return all;
}

/** How wide lines may be in a project, by its configuration of formatters, and which packages are its own. */
function houseOf(root: string, configurations: readonly string[]): Pick<Judged, 'width' | 'own'> {
  const width = configurations.map((name) => /["']?(?:line-length|printWidth|lineWidth)["']?\s*[:=]\s*(\d+)/.exec(textOf(join(root, name)) ?? '')?.[1]).find((each) => each !== undefined);
  const own = [root, join(root, 'src')].flatMap((folder) => (textOf(join(folder, '__init__.py')) === undefined ? foldersOf(folder) : []));
  return { width: width === undefined ? null : Number(width), own };
}

function foldersOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && /^[A-Za-z_]\w*$/.test(entry.name)).map(({ name }) => name);
  } catch {
    return [];
  }
}

/** Prints what the judges say after a change and did not say before it. */
function judge(): void {
  const before = [...new Map(changes.map((change) => [change.before.text, change.before])).values()];
  const complaints = complaintsOf([...before, ...changes.map(({ after }) => after)]);
  const counts = new Map<string, [number, number]>();
  changes.forEach(({ before: old, of }, i) => {
    const known = [...complaints[before.findIndex(({ text }) => text === old.text)]!];
    const fresh = complaints[before.length + i]!.filter((each) => {
      const at = known.indexOf(each);
      if (at >= 0) known.splice(at, 1);
      return at < 0;
    });
    if (of !== null) said.set(of, fresh);
    else if (fresh.length > 0) console.log(`all safe fixes of ${old.path}: ${fresh.join('; ')}`);
    for (const code of new Set(fresh.map((each) => each.split(' ')[0]!))) {
      const [alone, together] = counts.get(code) ?? [0, 0];
      counts.set(code, of === null ? [alone, together + 1] : [alone + 1, together]);
    }
  });
  const together = changes.filter(({ of }) => of === null).length;
  console.log(`\n| what Ruff and Oxlint say anew | of ${changes.length - together} fixes by themselves | of ${together} files with several safe fixes at once |\n|---|---|---|`);
  for (const [code, [alone, both]] of [...counts].sort()) console.log(`| ${code} | ${alone} | ${both} |`);
  for (const [{ project, path, finding, fix }, fresh] of said) if (fresh.length > 0) console.log(`${finding.rule} ${project}/${path} "${fix.title}": ${fresh.join('; ')}`);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function keyOf({ finding, path }: Tried): string {
  return `${finding.rule} ${languageOf(path)}`;
}

/** Up to so many of each title, and all that went wrong. */
function sampled(most: number): readonly Tried[] {
  const groups = new Map<string, Tried[]>();
  // Numbers and names within a title don't make it another one.
  for (const each of tried) {
    const key = `${keyOf(each)} ${each.fix.title.replace(/`[^`]*`/g, '').replace(/\d+/g, '')}`;
    groups.set(key, [...groups.get(key) ?? [], each]);
  }
  return [...groups.values()].flatMap((group) => group.filter(({ outcome }, i) => (
    (most > 0 && (outcome !== 'cured' || (said.get(group[i]!)?.length ?? 0) > 0)) || Math.floor((i * most) / group.length) !== Math.floor(((i - 1) * most) / group.length)
  )));
}

function show(one: Tried): string {
  const { project, path, finding, fix, before, after, outcome } = one;
  const { hunks } = structuredPatch(path, path, before, after, undefined, undefined, { context: 4 });
  const lines = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: own }) => [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...own]);
  return `=== ${finding.rule} (${finding.level}) ${project}/${path}: ${finding.message}\n    [${fix.kind}] ${fix.title}: ${[outcome, ...said.get(one) ?? []].join('; ')}\n${lines.join('\n')}\n`;
}

import { readFileSync, writeFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
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

/** Tries every fix on offer in real projects, each by itself, and counts what becomes of it. */
const usage = `Usage: node --import tsx bench/fixes.ts FOLDER... [--preset recommended|strict] [--sample N] [--out FILE]

Nothing is written to the folders: each fix is applied to the text in the session, which is then asked again. Counted are, by
rule and language: findings; those with a fix; fixes by kind; fixes after which the file has more syntax errors; which leave
the finding (as many of the rule in this file as before); which bring findings of other rules.

  --preset NAME  the findings that are tried; strict by default
  --sample N     of each title by rule and language print N diffs, spread evenly over all of them
  --out FILE     write the diffs there instead
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

const { values, positionals } = parseArgs({
  options: {
    preset: { type: 'string', default: 'strict' }, sample: { type: 'string', default: '0' }, out: { type: 'string' }, help: { type: 'boolean' },
  },
  allowPositionals: true,
});
if (values.help || positionals.length === 0) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}

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
const shown = sampled(Number(values.sample)).map(show).join('\n');
if (values.out !== undefined) writeFileSync(values.out, shown);
else process.stdout.write(shown);

function tryAll(root: string): Tried[] {
  const sources = discover([root], { exclude: null, ignore: true, top: root, most: 100_000 }).files.flatMap((path) => {
    const language = languageOf(path) as Language;
    const source = readSource(path, language);
    return typeof source === 'string' ? [] : [{ path, text: source.text, linted: artificial(path, source.text, language) === null }];
  });
  const libraries = librariesOf(root, root, undefined);
  const session = openSession({ root, libraries, readText: textOf }, rules, { ...defaultSettings, preset: values.preset as 'strict' });
  const all: Tried[] = [];
  try {
    session.update(sources);
    for (const { path, text, linted } of sources) {
      if (!linted) continue;
      const findings = session.findings(path);
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
          all.push({ project: basename(root), path: relative(root, path), finding, fix, before: text, after, outcome });
        }
        if (finding.fixes.length > 0) session.update([{ path, text }]);
      }
    }
  } finally {
    session.close();
  }
  return all;
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
    (outcome !== 'cured' && most > 0) || Math.floor((i * most) / group.length) !== Math.floor(((i - 1) * most) / group.length)
  )));
}

function show({ project, path, finding, fix, before, after, outcome }: Tried): string {
  const { hunks } = structuredPatch(path, path, before, after, undefined, undefined, { context: 4 });
  const lines = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: own }) => [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...own]);
  return `=== ${finding.rule} (${finding.level}) ${project}/${path}: ${finding.message}\n    [${fix.kind}] ${fix.title}: ${outcome}\n${lines.join('\n')}\n`;
}

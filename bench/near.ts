import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openSession, type Session } from '../engine/session.js';
import { defaultSettings } from '../engine/settings.js';
import { readText } from '../host/source.js';
import { slashed } from '../host/files.js';
import { rules } from '../rules/index.js';
import { near } from '../server/folder.js';
import { lintedFiles } from './linted-files.js';

/** Whether what the language server tells of a document before the folder is read, from the files near it alone, is an error or a warning then, too. */
const usage = `Usage: node --import tsx bench/near.ts FOLDER [--files N]

Lints each of N files that have errors or warnings, and of N that have none, with the files near it alone, ring by ring; prints what is found
that all files together refute, what these add, and how many files are near one.
`;

const { values, positionals } = parseArgs({ options: { files: { type: 'string', default: '40' }, help: { type: 'boolean' } }, allowPositionals: true });
if (values.help || positionals.length !== 1) {
  process.stdout.write(usage);
  process.exit(values.help ? 0 : 2);
}

const root = slashed(resolve(positionals[0]!));
const sources = new Map(lintedFiles(root).map((file) => [file.path, file]));
const all: ReadonlySet<string> = new Set(sources.keys());
const open = (partial: boolean): Session => openSession({ root, readText, partial }, rules, defaultSettings);
const whole = open(false);
whole.update([...sources.values()]);
const found = (session: Session, path: string): readonly string[] =>
  session.findings(path).filter(({ level }) => level !== 'info').map(({ rule, messageId, start }) => `${path.slice(root.length)}:${start} ${rule} ${messageId}`);
const every = [...all].map((path) => ({ path, findings: found(whole, path) }));

const rings = near.map(() => ({ equal: 0, refuted: [] as string[], later: 0, sizes: [] as number[] }));
for (const { path, findings } of [...spread(every.filter((one) => one.findings.length > 0)), ...spread(every.filter((one) => one.findings.length === 0))]) {
  const session = open(true);
  session.update([sources.get(path)!]);
  const seen = new Set([path]);
  let ring: readonly string[] = [path];
  for (const [i, most] of near.entries()) {
    ring = session.imports(ring, all).filter((one) => !seen.has(one)).slice(0, most);
    for (const one of ring) seen.add(one);
    session.update(ring.map((one) => sources.get(one)!), whole);
    const early = found(session, path);
    const counts = rings[i]!;
    counts.sizes.push(seen.size);
    counts.equal += early.filter((one) => findings.includes(one)).length;
    counts.refuted.push(...early.filter((one) => !findings.includes(one)));
    counts.later += findings.filter((one) => !early.includes(one)).length;
  }
  session.close();
}
whole.close();

for (const [i, { equal, refuted, later, sizes }] of rings.entries()) {
  sizes.sort((a, b) => a - b);
  console.log(`ring ${i + 1}, ${all.size} files, ${sizes.length} linted: ${equal} findings hold, ${refuted.length} do not; ${later} come later; files near one: half ${sizes[sizes.length >> 1]}, most ${sizes.at(-1)}`);
  for (const one of refuted) console.log(`does not hold: ${one}`);
}

/** So many of a list, at even distances. */
function spread<T>(list: readonly T[]): readonly T[] {
  const most = Number(values.files);
  return list.length <= most ? list : Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)]!);
}

import type { Finding, Fix, Rule } from '../../engine/rule.js';
import type { Problem, SourceFile } from '../../engine/session.js';
import { defaultSettings, type Settings } from '../../engine/settings.js';
import { languageOf } from '../../engine/text.js';
import type { Configuration, Role, ServerHost } from '../../server/host.js';
import { liesIn } from '../../server/locations.js';
import { SilentSession } from '../harness/silent-session.js';

/**
 * A machine in memory with a session of two small rules, for tests of what the server does around a session:
 * `lost()` without `await` is an error with a safe fix, and a call of a function that another file defines as `def
 * name(): sleep()` is a warning with that place as related; `lost()!` is also an error of its own, with another safe fix,
 * and `useless` is a suppression that silences nothing. A text with `explode` makes linting throw, one with
 * `unreadable` makes reading throw. What a text with `central` changes for other files they learn in slices. What is lost is told before all files are read.
 */
export class MemoryHost implements ServerHost {
  readonly disk: Map<string, string>;
  readonly rules: readonly Rule[] = [rule('lost-work', { early: ['lost'] }), rule('slow')];
  readonly sessions: MemorySession[] = [];
  /** Called when a source is read from the disk. */
  onRead: (path: string) => void = () => {};

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.disk = new Map(Object.entries(files));
  }

  readonly openSession: ServerHost['openSession'] = ({ root, readText }, _rules, settings) => {
    for (const path of [`${root}/tsconfig.json`, `${root}/../tsconfig.json`, '//elsewhere/tsconfig.json']) readText(path);
    const session = new MemorySession(root, settings.rules['lost-work'] === 'off');
    this.sessions.push(session);
    return session;
  };

  /** The environments that libraries were looked for in, by folder. */
  readonly environments = new Map<string, string | undefined>();

  /** Of the folders, whether they were trusted. */
  readonly trusted = new Map<string, boolean>();

  libraries(root: string, { environment }: Settings, trusted: boolean): ReturnType<ServerHost['libraries']> {
    this.trusted.set(root, trusted);
    this.environments.set(root, environment);
    return { standardStub: () => undefined, sitePackages: [], readText: () => undefined, problem: null };
  }

  /** What was read for the configuration of languages. */
  readonly configurations: string[] = [];

  readText(path: string): string | undefined {
    this.configurations.push(path);
    return undefined;
  }

  /** The folders of the sessions that are not closed, in order. */
  open(): readonly string[] {
    return this.sessions.filter(({ closed }) => !closed).map(({ root }) => root).sort();
  }

  readSource(path: string): string | undefined {
    this.onRead(path);
    return this.disk.get(path);
  }

  roleOf(_path: string, text: string): Role {
    return text.startsWith('# minified') ? 'foreign' : text.startsWith('# generated') ? 'context' : 'linted';
  }

  readConfiguration(root: string): Configuration {
    const path = `${root}/asynclint.json`;
    try {
      return { form: 'settings', settings: { ...defaultSettings, ...(JSON.parse(this.disk.get(path) ?? '{}') as object) } };
    } catch {
      return { form: 'broken', message: `${path}:1:1 not JSON` };
    }
  }

  openFolder(root: string, _settings: Settings, exclude: readonly string[]): ReturnType<ServerHost['openFolder']> {
    const includes = (path: string) => ![...exclude, 'ignored/'].some((part) => path.includes(`/${part}`)) && liesIn(path, root);
    const list = () => [...this.disk.keys()].filter((path) => includes(path) && languageOf(path) !== undefined).sort();
    return {
      list,
      listWithin: (folder) => list().filter((path) => liesIn(path, folder)),
      includes,
    };
  }

  rulePage(rule: string): string {
    return `file:///rules/${rule}/README.md`;
  }

  /** Its clock stands still but for what a test does. */
  clock = 0;

  now(): number {
    return this.clock;
  }

  later(callback: () => void): void {
    setImmediate(callback);
  }

  atRest(callback: () => void): void {
    setImmediate(callback);
  }
}

/** A host whose pauses last until the test ends them. */
export class PatientHost extends MemoryHost {
  #pausing: (() => void)[] = [];

  override later(callback: () => void): void {
    this.#pausing.push(callback);
  }

  /** How many pauses are on. */
  get pauses(): number {
    return this.#pausing.length;
  }

  /** Ends the pause that began first. */
  endPause(): void {
    this.#pausing.shift()?.();
  }

  endPauses(): void {
    for (const callback of this.#pausing.splice(0)) callback();
  }
}

class MemorySession extends SilentSession {
  readonly root: string;
  closed = false;
  updates = 0;
  /** How often it was asked to go on; it is done at the fourth time. */
  advances = 0;
  /** How often it has to go on until others see the new text of a file with `central` in it. */
  behind = 0;
  readonly #former = new Map<string, string>();
  readonly #quiet: boolean;
  readonly #asked = new Map<string, string>();

  constructor(root: string, quiet: boolean) {
    super();
    this.root = root;
    this.#quiet = quiet;
  }

  override update(files: readonly SourceFile[]): void {
    this.updates += files.length;
    for (const { path, text } of files) {
      if (text.includes('unreadable')) throw new Error(`cannot read ${path}`);
      if (text.includes('central') && this.texts.has(path)) {
        this.behind = 5;
        this.#former.set(path, this.texts.get(path)!);
      }
      this.texts.set(path, text);
    }
  }

  /** How often findings were asked for. */
  linted = 0;

  override findings(path: string): readonly Finding[] {
    this.linted++;
    if (this.closed) throw new Error('asked after its end');
    const found = this.#find(path);
    this.#asked.set(path, answer(found));
    return found;
  }

  override problems(path: string): readonly Problem[] {
    const text = this.texts.get(path) ?? '';
    return text.includes('stumble') ? [{ path, message: 'the rule slow failed on this file' }] : [];
  }

  /** Files of TypeScript can't be had where one of them says so. */
  override unavailable(): string | undefined {
    return [...this.texts].some(([path, text]) => languageOf(path) === 'typescript' && text.includes('unavailable')) ? 'TypeScript is not there' : undefined;
  }

  /** The texts for which it was asked what may stand somewhere. */
  readonly stood: (string | undefined)[] = [];

  override standing(path: string): null {
    this.stood.push(this.texts.get(path));
    return null;
  }

  override edition(path: string): symbol | undefined {
    const found = answer(this.#find(path));
    return this.#asked.get(path) === found ? Symbol.for(found) : undefined;
  }

  override advance(): boolean {
    this.advances++;
    if (this.behind > 0 && --this.behind === 0) this.#former.clear();
    return this.advances > 3 && this.behind === 0;
  }

  override waiting(): number {
    return this.behind;
  }

  override close(): void {
    this.closed = true;
  }

  #find(path: string): readonly Finding[] {
    const text = this.texts.get(path) ?? '';
    if (text.includes('explode')) throw new Error(`a rule has failed after ${text.length} characters`);
    return [...this.#lost(path, text), ...this.#slow(path, text)].sort((a, b) => a.start - b.start);
  }

  *#lost(path: string, text: string): Iterable<Finding> {
    if (this.#quiet) return;
    for (const { index: start } of text.matchAll(/\blost\(\)(?=!)/g)) {
      const keep: Fix = { title: 'Keep it', kind: 'safe', edits: [{ start, end: start + 6, text: 'kept()' }] };
      yield finding(path, start, 'keep-work', [keep]);
    }
    for (const { index: start } of text.matchAll(/\buseless\b/g)) yield finding(path, start, 'unused-suppression', []);
    for (const { index: start } of text.matchAll(/(?<!await )\blost\(\)/g)) {
      const await_: Fix = { title: 'Add await', kind: 'safe', edits: [{ start, end: start, text: 'await ' }] };
      const drop: Fix = { title: 'Drop the call', kind: 'suggestion', edits: [{ start, end: start + 6, text: 'pass' }] };
      yield finding(path, start, 'lost-work', [await_, drop]);
    }
  }

  *#slow(path: string, text: string): Iterable<Finding> {
    for (const [other, now] of this.texts) {
      const body = other === path ? now : this.#former.get(other) ?? now;
      for (const defined of body.matchAll(/def (\w+)\(\): (sleep)\(\)/g)) {
        const at = defined.index + defined[0].indexOf('sleep');
        for (const { index: start } of text.matchAll(new RegExp(`(?<!def )\\b${defined[1]!}\\(\\)`, 'g'))) {
          yield {
            path, rule: 'slow', messageId: 'slow', level: 'warning', message: `${defined[1]!} is slow.`, help: 'Run it elsewhere.',
            start, end: start + defined[1]!.length, related: [{ path: other, start: at, end: at + 5, message: 'It sleeps here.' }], fixes: [],
          };
        }
      }
    }
  }
}

function finding(path: string, start: number, rule: string, fixes: readonly Fix[]): Finding {
  return { path, rule, messageId: 'lost', level: 'error', message: 'This work is lost.', help: 'Await it.', start, end: start + 4, related: [], fixes };
}

/** What makes a difference to `edition`: places in other files are looked up anew each time, and don't. */
function answer(findings: readonly Finding[]): string {
  return JSON.stringify(findings.map((finding) => ({ ...finding, related: finding.related.map(({ path }) => path) })));
}

/** A rule of a name, which finds nothing itself. */
export function rule(id: string, fields: Partial<Rule> = {}): Rule {
  return {
    id, related: [], summary: '', family: 'lost-work', languages: [], level: 'error', fixes: [], since: '', messages: {}, examines: '', reasons: {}, check: () => [], ...fields,
  };
}

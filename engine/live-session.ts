import { PythonDeclarations } from './declarations/python.js';
import { TypeScriptDeclarations } from './declarations/typescript.js';
import { readPython } from './facts/python/reader.js';
import { readTypeScript } from './facts/typescript/reader.js';
import { libraries } from './knowledge/index.js';
import type { Asked } from './project/asked.js';
import { LinkedProject } from './project/linked.js';
import { PythonModules } from './project/modules/python.js';
import { TypeScriptModules } from './project/modules/typescript.js';
import type { ModuleHost, ModulesByLanguage } from './project/modules/modules.js';
import { FileState } from './project/state.js';
import { InstalledVersions } from './project/installed-versions.js';
import { SymbolTables } from './project/symbol-tables.js';
import { Targets } from './project/targets.js';
import { World } from './project/world.js';
import { applyEdits } from './edit/edits.js';
import type { Merged } from './edit/merge.js';
import type { FileFacts } from './facts/facts.js';
import { Finish } from './finish.js';
import { LineWidths } from './line-widths.js';
import type { Offer, Refactoring } from './refactoring.js';
import type { Finding, Fix, Rule, TextEdit } from './rule.js';
import { applyPolicy, runRules, type RawFindings } from './run.js';
import type { Problem, Session, SessionHost, SourceFile } from './session.js';
import type { Settings } from './settings.js';
import { standingAt, type Standing } from './standing.js';
import { suppressionEdits, type Suppressible, type SuppressionScope } from './suppression-comments.js';
import { TypeScriptSyntax } from './syntax/typescript/adapter.js';
import { folderOf } from './paths.js';
import { languageOf, type Span } from './text.js';
import { describe } from './why/describe.js';
import { explain } from './why/explain.js';
import type { Description, Explanation } from './why/explanation.js';

/** The findings of a file, with all that the rules asked of others: they hold as long as the answers do. */
interface Kept {
  readonly raw: RawFindings;
  readonly asked: Asked;
  /** The state of the effects for which `asked` was last found to hold. */
  checkedAt: number;
}

/** So many files that an edit reaches are looked at one by one. */
const few = 20;

/**
 * The session of one project. An edit costs what it concerns: the file itself is read again; if what others can see of
 * it is as before, nobody else's values are touched; if what it contributes to effects is as before, nobody else's
 * effects are; and a file is linted again only where an answer that its rules were given has changed.
 */
export class LiveSession implements Session {
  private readonly files = new Map<string, FileState>();
  private readonly kept = new Map<string, Kept>();
  private readonly finish: Finish;
  private readonly symbols: SymbolTables;
  private readonly milliseconds = new Map<string, number>();
  private readonly counts = new Map<string, number>();
  private world: World | undefined;
  private project: LinkedProject | undefined;
  /** Counts the changes of effects, so that what was checked once is not checked again. */
  private effectsAt = 0;

  /** @param syntax TypeScript's parser: sessions one after another may share one. */
  constructor(
    private readonly host: SessionHost, private readonly rules: readonly Rule[], private readonly settings: Settings,
    private readonly syntax = new TypeScriptSyntax(host.tsserverPath === undefined ? {} : { tsserverPath: host.tsserverPath }),
  ) {
    this.finish = new Finish(this.files, syntax, new LineWidths(host.root, (path) => host.readText(path)));
    this.symbols = new SymbolTables([...libraries, ...settings.knowledge], host.libraries === undefined ? {} : {
      python: new PythonDeclarations(host.libraries),
      typescript: new TypeScriptDeclarations(host.libraries, (texts) => this.syntax.parse(texts), () => this.packageFolders()),
    });
  }

  update(files: readonly SourceFile[]): void {
    const known = files.filter(({ path, text }) => languageOf(path) !== undefined && this.files.get(path)?.unit.text !== text);
    if (known.length === 0) return;
    const isNew = known.some(({ path }) => !this.files.has(path));
    const project = this.project;
    if (isNew || project === undefined || known.length > 1) {
      for (const state of this.read(known)) this.replace(state);
      this.relink();
      return;
    }
    this.edit(project, known[0]!);
  }

  remove(paths: readonly string[]): void {
    let removed = false;
    for (const path of paths) {
      removed = this.files.delete(path) || removed;
      this.kept.delete(path);
    }
    if (removed) this.relink();
  }

  findings(path: string): readonly Finding[] {
    const unit = this.files.get(path)?.unit;
    if (unit === undefined) return [];
    return this.answer(path)!.findings.map((finding) => (finding.fixes.length === 0 ? finding : { ...finding, fixes: finding.fixes.map((fix) => this.finish.alone(unit, fix)) }));
  }

  together<T extends Fix>(path: string, fixes: readonly T[]): Merged<T> {
    const unit = this.files.get(path)?.unit;
    return unit === undefined ? { taken: [], edits: [] } : this.finish.together(unit, fixes);
  }

  explain(path: string, line: number, rules: readonly string[]): Explanation | undefined {
    const unit = this.files.get(path)?.unit;
    if (unit === undefined || line < 0 || line >= unit.facts.lineStarts.length) return undefined;
    const asked = this.rules.filter(({ id }) => rules.includes(id));
    return explain(unit, line, asked, this.rules, this.linked(), this.settings);
  }

  describe(path: string, offset: number): Description | undefined {
    const unit = this.files.get(path)?.unit;
    if (unit === undefined) return undefined;
    const findings = this.findings(path);
    return describe(unit, offset, findings, this.kept.get(path)!.raw, this.linked());
  }

  suppression(path: string, finding: Suppressible, scope: SuppressionScope, reason: string): readonly TextEdit[] | null {
    const unit = this.files.get(path)?.unit;
    return unit === undefined ? null : suppressionEdits(unit, finding, scope, this.rules, reason, (text) => this.factsOf(path, text));
  }

  refactor(path: string, span: Span, offers: readonly Offer[]): readonly Refactoring[] {
    const unit = this.files.get(path)?.unit;
    if (unit === undefined) return [];
    const project = this.linked();
    const parses = ({ edits }: Refactoring): boolean => this.factsOf(path, applyEdits(unit.text, edits)).problems.length <= unit.facts.problems.length;
    return offers.flatMap((offer) => [...offer(unit, span, project)]).map((each) => this.finish.alone(unit, each)).filter(parses);
  }

  standing(path: string, word: Span): Standing | null {
    const unit = this.files.get(path)?.unit;
    return unit === undefined ? null : standingAt(unit, word, (text) => this.factsOf(path, text));
  }

  problems(path: string): readonly Problem[] {
    const state = this.files.get(path);
    if (state === undefined) return [];
    const syntax = state.unit.facts.problems.map((p): Problem => ({ path, message: p.message, start: p.start, end: p.end }));
    return [...syntax, ...(this.answer(path)?.problems ?? [])];
  }

  unavailable(): string | undefined {
    return this.syntax.unavailable;
  }

  text(path: string): string | undefined {
    return this.files.get(path)?.unit.text;
  }

  paths(): readonly string[] {
    return [...this.files.keys()];
  }

  changed(paths: readonly string[]): readonly string[] {
    return paths.filter((path) => this.files.has(path) && !this.holds(path));
  }

  advance(work: number): boolean {
    const project = this.linked();
    return this.timed('effects', () => project.prepareSome(work));
  }

  measure(): Readonly<Record<string, number>> {
    const computed = this.world?.solver.computed ?? 0;
    return { ...Object.fromEntries(this.milliseconds), ...Object.fromEntries(this.counts), computed };
  }

  close(): void {
    this.syntax.close();
  }

  /** Takes in one edit of a file that was there before. */
  private edit(project: LinkedProject, file: SourceFile): void {
    const { path } = file;
    const before = this.timed('link', () => ({
      visible: project.interfaceText(path), contribution: project.contribution(path),
    }));
    const [state] = this.read([file]);
    this.replace(state!);
    this.timed('link', () => {
      project.forget(path);
      const reaches = this.visible(project, path) !== before.visible;
      const others = reaches ? this.dependents(path) : [];
      // Of a few others it is quicker to see whether they contribute what they did than to search all effects anew.
      const theirs = others.length <= few && project.hasEffects ? others.map(({ unit }) => project.contribution(unit.path)) : null;
      for (const other of others) this.empty(project, other);
      const isOtherHierarchy = reaches && project.hierarchyChanged();
      if (isOtherHierarchy) for (const other of this.files.values()) this.empty(project, other);
      if (theirs === null || isOtherHierarchy) {
        this.forgetEffects(project, true);
        return;
      }
      const pairs = [{ path, was: before.contribution }, ...others.map(({ unit }, i) => ({ path: unit.path, was: theirs[i]! }))].map((one) => ({ ...one, is: project.contribution(one.path) }));
      if (pairs.every(({ was, is }) => is.effects === was.effects && is.contexts === was.contexts)) for (const changed of pairs) project.refreshEffects(changed.path);
      else this.forgetEffects(project, pairs.some(({ was, is }) => is.contexts !== was.contexts));
    });
  }

  /**
   * What other files see of a file that was just read. Answers of files that look at it, and that it looks at in turn,
   * are still those of its old text, so they are given anew with it.
   */
  private visible(project: LinkedProject, path: string): string {
    const text = project.interfaceText(path);
    const cycle = this.cycleOf(path);
    if (cycle.length === 0) return text;
    for (const state of cycle) state.emptyCells();
    this.files.get(path)!.emptyCells();
    return project.interfaceText(path);
  }

  /** The other files that a file looks at, directly or through others, and that look at it in the same way. */
  private cycleOf(path: string): readonly FileState[] {
    if (!this.isConsulted(path)) return [];
    const seen = new Set([path]);
    const readers = new Map<string, string[]>();
    for (const at of seen) {
      for (const consulted of this.files.get(at)?.consulted ?? []) {
        seen.add(consulted);
        const known = readers.get(consulted);
        if (known === undefined) readers.set(consulted, [at]);
        else known.push(at);
      }
    }
    const cycle = new Set([path]);
    for (const at of cycle) for (const reader of readers.get(at) ?? []) cycle.add(reader);
    cycle.delete(path);
    return [...cycle].flatMap((other) => this.files.get(other) ?? []);
  }

  /** The files whose answers looked at a file, directly or through others. */
  private dependents(path: string): readonly FileState[] {
    if (!this.isConsulted(path)) return [];
    const readers = new Map<string, FileState[]>();
    for (const state of this.files.values()) {
      for (const consulted of state.consulted) {
        const known = readers.get(consulted);
        if (known === undefined) readers.set(consulted, [state]);
        else known.push(state);
      }
    }
    const reached = new Set([path]);
    const found: FileState[] = [];
    for (const at of reached) {
      for (const state of readers.get(at) ?? []) {
        if (reached.has(state.unit.path)) continue;
        reached.add(state.unit.path);
        found.push(state);
      }
    }
    return found;
  }

  /** Whether any file looked at a file. Most are looked at by none or few, and to ask is quicker than to turn all around. */
  private isConsulted(path: string): boolean {
    for (const state of this.files.values()) if (state.consulted.has(path)) return true;
    return false;
  }

  private empty(project: LinkedProject, state: FileState): void {
    state.empty();
    project.forget(state.unit.path);
    this.kept.delete(state.unit.path);
  }

  private forgetEffects(project: LinkedProject, contextsToo: boolean): void {
    project.forgetEffects(contextsToo);
    this.effectsAt++;
  }

  private replace(state: FileState): void {
    const { path } = state.unit;
    this.files.set(path, state);
    this.kept.delete(path);
  }

  /** Files came or went: imports may lead elsewhere, so all answers are computed anew (the facts stay). */
  private relink(): void {
    this.world = undefined;
    this.project = undefined;
    this.kept.clear();
    for (const state of this.files.values()) state.empty();
  }

  /** The folders that may have packages of npm: the project's own and those above it, then those of its packages. */
  private packageFolders(): readonly string[] {
    const { root } = this.host;
    const above: string[] = [];
    for (let folder = root; folder !== ''; folder = folderOf(folder)) above.push(folder);
    const within = new Set<string>();
    for (const path of this.files.keys()) {
      if (languageOf(path) !== 'typescript') continue;
      for (let folder = folderOf(path); folder.length > root.length && !within.has(folder); folder = folderOf(folder)) within.add(folder);
    }
    return [...above, ...[...within].sort().filter((folder) => this.host.readText(`${folder}/package.json`) !== undefined)];
  }

  /** The project over the files as they are now. */
  linked(): LinkedProject {
    if (this.project === undefined) {
      this.timed('link', () => {
        const paths = new Set(this.files.keys());
        const host: ModuleHost = { root: this.host.root, paths, readText: (path) => this.host.readText(path) };
        const modules: ModulesByLanguage = { python: new PythonModules(host), typescript: new TypeScriptModules(host) };
        const versions = new InstalledVersions((path) => this.host.readText(path), this.host.root);
        this.world = new World(this.files, this.symbols.for(versions), modules, this.host.root, new Targets(versions, this.settings.versions ?? {}));
        this.project = new LinkedProject(this.world);
      });
      this.effectsAt++;
    }
    return this.project!;
  }

  private holds(path: string): boolean {
    const kept = this.kept.get(path);
    if (kept === undefined) return false;
    if (kept.checkedAt === this.effectsAt) return true;
    if (!this.linked().stillHolds(kept.asked)) return false;
    kept.checkedAt = this.effectsAt;
    return true;
  }

  private answer(path: string): { readonly findings: readonly Finding[]; readonly problems: readonly Problem[] } | undefined {
    const unit = this.files.get(path)?.unit;
    if (unit === undefined) return undefined;
    const project = this.linked();
    if (!this.holds(path)) this.lint(project, path);
    return applyPolicy(unit, this.kept.get(path)!.raw, project, this.rules, this.settings);
  }

  private lint(project: LinkedProject, path: string): void {
    const { unit } = this.files.get(path)!;
    this.timed('effects', () => project.prepare());
    this.timed('rules', () => {
      let raw: RawFindings | undefined;
      const asked = project.recording(() => {
        raw = runRules(unit, project, this.rules, this.settings);
      });
      this.kept.set(path, { raw: raw!, asked, checkedAt: this.effectsAt });
    });
    this.files.get(path)!.forgetFlowIndexes();
    this.counts.set('linted', (this.counts.get('linted') ?? 0) + 1);
  }

  /** The states of files just read: parsed, and turned into facts. */
  private read(files: readonly SourceFile[]): readonly FileState[] {
    const states: FileState[] = [];
    const python = files.filter(({ path }) => languageOf(path) === 'python');
    const typescript = files.filter(({ path }) => languageOf(path) === 'typescript');
    this.timed('python', () => {
      for (const { path, text } of python) states.push(new FileState(text, readPython(path, text)));
    });
    this.timed('typescript', () => {
      for (const { path, text, tree, problems } of this.syntax.parse(typescript)) {
        states.push(new FileState(text, readTypeScript(path, text, tree, problems)));
      }
    });
    this.counts.set('read', (this.counts.get('read') ?? 0) + files.length);
    return states;
  }

  /** The facts that a path would have with another text. */
  private factsOf(path: string, text: string): FileFacts {
    if (languageOf(path) === 'python') return readPython(path, text);
    const { tree, problems } = this.syntax.parseText(path, text);
    return readTypeScript(path, text, tree, problems);
  }

  private timed<T>(layer: string, run: () => T): T {
    const now = this.host.now?.();
    const result = run();
    if (now !== undefined) this.milliseconds.set(layer, (this.milliseconds.get(layer) ?? 0) + this.host.now!() - now);
    return result;
  }
}

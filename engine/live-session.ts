import { PythonDeclarations } from './declarations/python.js';
import { TypeScriptDeclarations } from './declarations/typescript.js';
import { readPython } from './facts/python/reader.js';
import { readTypeScript } from './facts/typescript/reader.js';
import { libraries } from './knowledge/index.js';
import type { Asked } from './project/asked.js';
import { LinkedProject } from './project/linked.js';
import { filesImported } from './project/modules/imported.js';
import { PythonModules } from './project/modules/python.js';
import { TypeScriptModules } from './project/modules/typescript.js';
import type { ModuleHost, ModulesByLanguage } from './project/modules/modules.js';
import { Outdated } from './project/outdated.js';
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
  readonly edition: symbol;
  /** The state of the effects for which `asked` was last found to hold. */
  checkedAt: number;
}

/** Source files that decide which program a file belongs to. */
const isManifest = (path: string): boolean => path.endsWith('/setup.py');

/**
 * The session of one project. An edit costs what it concerns: the file itself is read again; if what others can see of
 * it is as before, nobody else's values are touched, else those of the files that looked at it; if what it contributes to
 * effects is as before, nobody else's effects are; and a file is linted again only where an answer that its rules were
 * given has changed.
 */
export class LiveSession implements Session {
  private readonly files = new Map<string, FileState>();
  /** The paths of these, as a set that stays the same. */
  private readonly known = new Set<string>();
  private readonly kept = new Map<string, Kept>();
  private readonly widths: LineWidths;
  private readonly finish: Finish;
  private readonly symbols: SymbolTables;
  private readonly milliseconds = new Map<string, number>();
  private readonly counts = new Map<string, number>();
  private world: World | undefined;
  private project: LinkedProject | undefined;
  private outdated: Outdated | undefined;
  /** The way from an import to any file that there is, known or not. */
  private near: { readonly all: ReadonlySet<string>; readonly modules: ModulesByLanguage } | undefined;

  /** @param syntax TypeScript's parser: sessions one after another may share one. */
  constructor(
    private readonly host: SessionHost, private readonly rules: readonly Rule[], private readonly settings: Settings,
    private readonly syntax = new TypeScriptSyntax(host.tsserverPath === undefined ? {} : { tsserverPath: host.tsserverPath }),
  ) {
    this.widths = new LineWidths(host.root, (path) => host.readText(path));
    this.finish = new Finish(this.files, syntax, this.widths);
    this.symbols = new SymbolTables([...libraries, ...settings.knowledge], host.libraries === undefined ? {} : {
      python: new PythonDeclarations(host.libraries),
      typescript: new TypeScriptDeclarations(host.libraries, (texts) => this.syntax.parse(texts), () => this.packageFolders()),
    });
  }

  update(files: readonly SourceFile[], reader?: Session): void {
    const known = files.filter(({ path, text }) => languageOf(path) !== undefined && this.files.get(path)?.unit.text !== text);
    if (known.length === 0) return;
    const isNewManifest = known.some(({ path }) => isManifest(path) && !this.files.has(path));
    if (this.outdated !== undefined && !isNewManifest) {
      this.change(this.outdated, known, [], reader);
      return;
    }
    for (const state of this.read(known, reader)) this.replace(state);
    this.relink();
  }

  remove(paths: readonly string[]): void {
    const known = paths.filter((path) => this.files.has(path));
    if (known.length === 0) return;
    if (this.outdated !== undefined && !known.some(isManifest)) {
      this.change(this.outdated, [], known);
      return;
    }
    for (const path of known) this.forget(path);
    this.relink();
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

  imports(paths: readonly string[], all: ReadonlySet<string>): readonly string[] {
    if (this.near?.all !== all) this.near = { all, modules: this.modulesOf(all) };
    const { modules } = this.near;
    const units = paths.flatMap((path) => this.files.get(path)?.unit ?? []);
    return [...new Set(units.flatMap(({ facts, language }) => filesImported(facts, modules[language])))];
  }

  edition(path: string): symbol | undefined {
    return this.files.has(path) && this.holds(path) ? this.kept.get(path)!.edition : undefined;
  }

  advance(work: number): boolean {
    const project = this.project ?? this.link();
    return this.timed('link', () => this.catchUp(work)) && this.timed('effects', () => project.contributions.prepareSome(work));
  }

  waiting(): number {
    return this.outdated?.size ?? 0;
  }

  measure(): Readonly<Record<string, number>> {
    const computed = this.world?.solver.computed ?? 0;
    return { ...Object.fromEntries(this.milliseconds), ...Object.fromEntries(this.counts), computed };
  }

  close(): void {
    this.syntax.close();
  }

  /** Takes in edits, new files and files that are gone, where the project is linked. */
  private change(outdated: Outdated, files: readonly SourceFile[], gone: readonly string[], reader?: Session): void {
    const paths = [...files.map(({ path }) => path), ...gone];
    const before = this.timed('link', () => outdated.before(paths));
    for (const state of this.read(files, reader)) this.replace(state);
    for (const path of gone) this.forget(path);
    this.timed('link', () => outdated.changed(paths, before));
  }

  private forget(path: string): void {
    this.files.delete(path);
    this.known.delete(path);
    this.kept.delete(path);
  }

  private replace(state: FileState): void {
    const { path } = state.unit;
    this.files.set(path, state);
    this.known.add(path);
    this.kept.delete(path);
  }

  /** All answers are computed anew (the facts stay). */
  private relink(): void {
    // Files that were read one lot after another hold no answers yet.
    if (this.world === undefined) return;
    this.world = undefined;
    this.project = undefined;
    this.outdated = undefined;
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
    const project = this.project ?? this.link();
    if (this.host.prompt !== true) this.timed('link', () => this.catchUp(Number.POSITIVE_INFINITY));
    return project;
  }

  private modulesOf(paths: ReadonlySet<string>): ModulesByLanguage {
    const host: ModuleHost = { root: this.host.root, paths, readText: (path) => this.host.readText(path) };
    return { python: new PythonModules(host), typescript: new TypeScriptModules(host) };
  }

  private link(): LinkedProject {
    return this.timed('link', () => {
      const modules = this.modulesOf(this.known);
      const versions = new InstalledVersions((path) => this.host.readText(path), this.host.root);
      this.world = new World(this.files, this.symbols.for(versions), modules, this.host.root, new Targets(versions, this.settings.versions ?? {}), this.host.partial !== true);
      this.project = new LinkedProject(this.world);
      this.outdated = new Outdated(this.world, this.project, (path) => void this.kept.delete(path));
      return this.project;
    });
  }

  /** Looks after the files that edits may concern, for as much work as is given. Returns whether none is left. */
  private catchUp(work: number): boolean {
    const { outdated, world } = this;
    if (outdated === undefined || world === undefined) return true;
    const { computed } = world.solver;
    for (let taken = 1; outdated.step(); taken++) if (world.solver.computed - computed + taken >= work) return false;
    return true;
  }

  private holds(path: string): boolean {
    const project = this.linked();
    const kept = this.kept.get(path);
    if (kept === undefined) return false;
    if (kept.checkedAt === project.version) return true;
    if (!project.questions.stillHold(kept.asked)) return false;
    kept.checkedAt = project.version;
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
    this.timed('effects', () => project.contributions.prepare());
    this.timed('rules', () => {
      let raw: RawFindings | undefined;
      const asked = project.questions.recording(() => {
        raw = runRules(unit, project, this.rules, this.settings);
      });
      this.kept.set(path, { raw: raw!, asked, edition: Symbol(path), checkedAt: project.version });
    });
    this.files.get(path)!.forgetFlowIndexes();
    this.counts.set('linted', (this.counts.get('linted') ?? 0) + 1);
  }

  /** The states of files just read: parsed, and turned into facts. */
  private read(files: readonly SourceFile[], reader?: Session): readonly FileState[] {
    const states: FileState[] = [];
    const taken = new Map(files.map(({ path, text }) => [path, reader instanceof LiveSession ? reader.factsRead(path, text) : undefined]));
    for (const { path, text } of files) {
      const facts = taken.get(path);
      if (facts !== undefined) states.push(this.stateOf(text, facts));
    }
    const python = files.filter(({ path }) => languageOf(path) === 'python' && taken.get(path) === undefined);
    const typescript = files.filter(({ path }) => languageOf(path) === 'typescript' && taken.get(path) === undefined);
    this.timed('python', () => {
      for (const { path, text } of python) states.push(this.stateOf(text, readPython(path, text)));
    });
    this.timed('typescript', () => {
      for (const { path, text, tree, problems } of this.syntax.parse(typescript)) {
        states.push(this.stateOf(text, readTypeScript(path, text, tree, problems)));
      }
    });
    this.counts.set('read', (this.counts.get('read') ?? 0) + files.length);
    return states;
  }

  /** What was taken from a text under a path; undefined where that was another text, or not all of it could be read. */
  private factsRead(path: string, text: string): FileFacts | undefined {
    const unit = this.files.get(path)?.unit;
    return unit?.text === text && unit.facts.problems.length === 0 ? unit.facts : undefined;
  }

  private stateOf(text: string, facts: FileFacts): FileState {
    return new FileState(text, facts, () => this.widths.of(facts.path, facts.language), this.files.get(facts.path));
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

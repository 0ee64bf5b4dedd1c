import type { SymbolFact } from '../knowledge/knowledge.js';
import type { FlowIndex } from '../flow/flow-index.js';
import type { Value } from '../flow/step.js';
import type { StepPlace } from '../rule.js';
import { calleeText, Calls, placeOf } from './calls.js';
import { Concurrencies, type Concurrency } from './concurrency.js';
import { Contributions } from './contributions.js';
import { sharesConnection, type Told } from './databases.js';
import { scopeItem } from './entered.js';
import { hostOf, type Host } from './environment.js';
import { Environments, type Environment } from './environments.js';
import { Evidence } from './evidence.js';
import { Importers } from './importers.js';
import { interfaceText } from './interface.js';
import type { Origin, Origins } from './origins.js';
import type { Awaitable, BlockingWitness, Callee, Callers, Contexts, Project } from './project.js';
import { callKey, Questions } from './questions.js';
import type { FileUnit, FunctionUnit } from './unit.js';
import { Values } from './values.js';
import { compareVersions, type Version } from './version-ranges.js';
import type { World } from './world.js';

const no: Awaitable = { answer: 'no' };
const unanswered: Awaitable = { answer: 'unknown' };
/** What is there at once, and need not be awaited. */
const plainForms: ReadonlySet<Origin['form']> = new Set(['plain', 'collection', 'map', 'mapping', 'callable', 'class', 'module', 'function']);

/**
 * The project over one state of the world. Answers are computed when asked for and kept with the file they concern;
 * effects and contexts are computed for all files at once from what each contributes, and again after an edit that
 * changes a contribution. While a file is linted, all that is asked of other files' functions is noted (`questions`), so that
 * an edit re-lints just the files whose answers changed.
 */
export class LinkedProject implements Project {
  readonly values: Values;
  private readonly calls: Calls;
  private readonly evidence: Evidence;
  /** What files contribute to effects and contexts, which are computed from it when they are asked for. */
  readonly contributions: Contributions;
  private readonly concurrencies: Concurrencies;
  private readonly importers: Importers;
  private readonly environments: Environments;
  /** Counts the changes of effects, so that what was checked once is not checked again. */
  version = 0;
  /** What the rules ask of other files, noted while a file is linted. */
  readonly questions: Questions;

  constructor(private readonly world: World) {
    this.values = new Values(world);
    this.calls = new Calls(this.values);
    this.evidence = new Evidence(this.values);
    this.contributions = new Contributions(this.values, this.calls);
    this.concurrencies = new Concurrencies(world);
    this.importers = new Importers(world);
    this.environments = new Environments(world);
    this.questions = new Questions({ world, concurrencies: this.concurrencies, importers: this.importers, environments: this.environments, effects: () => this.contributions.effects, contexts: () => this.contributions.contexts });
  }

  file(path: string): FileUnit | undefined {
    return this.world.files.get(path)?.unit;
  }

  callee(fn: FunctionUnit, call: Value): Callee {
    return this.calls.callee(fn, call);
  }

  origins(fn: FunctionUnit, value: Value): Origins {
    return this.values.origins(fn, value);
  }

  awaitable(fn: FunctionUnit, value: Value): Awaitable {
    const { of, unknown } = this.origins(fn, value);
    if (unknown && of.some(({ form }) => form !== 'none')) return unanswered;
    const possible = of.filter((origin) => origin.form !== 'none');
    if (!unknown && possible.length > 0 && possible.every((origin) => origin.form === 'awaitable')) return { answer: 'yes', of: possible };
    if (unknown && possible.length === 0) {
      const place = this.within(fn, () => this.evidence.awaitedElsewhere(fn, value));
      if (place !== null) return { answer: 'likely', place };
    }
    return !unknown && of.length > 0 && possible.every(({ form }) => plainForms.has(form)) ? no : unanswered;
  }

  result(fn: FunctionUnit, target: FunctionUnit): Origins {
    return this.within(fn, () => this.values.results.of(target));
  }

  blocking(fn: FunctionUnit): BlockingWitness | null {
    return this.questions.of('blocking', fn.key);
  }

  blockingCall(fn: FunctionUnit, call: Value): BlockingWitness | null {
    const doings = this.contributions.effects.doings(fn.key);
    if (doings === undefined) return null;
    for (const fact of doings.calls) {
      if (fact.step !== call) continue;
      const witness = this.questions.noted('call', callKey(fn.key, fact), this.contributions.effects.blockingCall(doings, fact));
      // `with` makes two calls.
      if (witness !== null || fn.flow.kind(call) === 'call') return witness;
    }
    return null;
  }

  mayFail(fn: FunctionUnit): boolean {
    return this.questions.of('fails', fn.key);
  }

  callMayReject(fn: FunctionUnit, call: Value): boolean {
    const found = this.contributions.effects.doings(fn.key)?.calls.find(({ step }) => step === call);
    if (found === undefined || found.fails === 'perhaps') return true;
    return found.fails !== 'no' && (found.runs.some((key) => this.questions.of('rejects', key)) || found.settles.some((key) => this.questions.of('fails', key)));
  }

  guardsAwaits(fn: FunctionUnit): boolean {
    return this.questions.of('guards', fn.key);
  }

  neverEnds(fn: FunctionUnit): boolean {
    return this.questions.of('endless', fn.key);
  }

  staysLocal(fn: FunctionUnit): boolean {
    return this.questions.of('local', fn.key);
  }

  doesIo(fn: FunctionUnit): boolean {
    return this.questions.of('io', fn.key);
  }

  writesShared(fn: FunctionUnit): 'yes' | 'no' | 'unknown' {
    return this.questions.of('writes', fn.key);
  }

  receiver(fn: FunctionUnit, call: Value): Origins {
    const step = fn.flow.step(call);
    return this.within(fn, () => this.values.receiver(fn, step.kind === 'call' ? step.callee : call));
  }

  /** What a read means up to its first so many keys. */
  upTo(fn: FunctionUnit, read: Value, keys: number): Origins {
    return this.within(fn, () => this.values.upTo(fn, read, keys));
  }

  fact(fn: FunctionUnit, symbol: string): SymbolFact | null {
    return this.within(fn, () => this.world.symbols.fact(fn.file.language, symbol));
  }

  usesConnection(fn: FunctionUnit): Told {
    return this.questions.of('connection', fn.key);
  }

  sharesConnection(file: FileUnit, symbol: string): Told {
    return sharesConnection(this.world, file.path, symbol);
  }

  pathWithin(file: FileUnit): string {
    return this.world.within(file.path);
  }

  isTest(file: FileUnit): boolean {
    return this.world.isTest(file.path);
  }

  environment({ path }: FileUnit): Environment {
    return this.questions.of('environment', path);
  }

  isTooling(file: FileUnit): boolean {
    return this.world.isTooling(file);
  }

  isAside(file: FileUnit): boolean {
    return this.world.isAside(file);
  }

  hasCommand({ path, language }: FileUnit): boolean {
    return language === 'typescript' && this.world.modules.typescript.hasCommand(path);
  }

  host(file: FileUnit): Host | null {
    return hostOf(this.world, file);
  }

  isAtLeast(file: FileUnit, version: Version): boolean {
    return compareVersions(this.world.targets.least(file.path, file.language), version) >= 0;
  }

  concurrency(fn: FunctionUnit): Concurrency {
    return this.questions.noted('concurrency', fn.key, this.concurrencies.of(fn));
  }

  paces(fn: FunctionUnit): boolean {
    return this.questions.of('paces', fn.key);
  }

  neverWaits(fn: FunctionUnit): boolean {
    return this.questions.of('waits', fn.key);
  }

  settlesAtOnce(fn: FunctionUnit): boolean {
    return fn.fact.hasBody && this.questions.of('settles', fn.key);
  }

  callers(fn: FunctionUnit): Callers {
    return this.questions.of('callers', fn.key);
  }

  mayOverride(fn: FunctionUnit): boolean {
    const state = this.world.files.get(fn.file.path);
    if (state === undefined || fn.fact.class < 0 || fn.fact.form === 'class') return false;
    const owner = { path: fn.file.path, name: state.classNames[fn.fact.class]! };
    return this.within(fn, () => this.values.members.mayInherit(owner, fn.fact.name));
  }

  writesVariables(fn: FunctionUnit): boolean {
    return this.questions.of('variables', fn.key);
  }

  usesLoop(fn: FunctionUnit): boolean {
    return this.questions.of('loop', fn.key);
  }

  contexts(fn: FunctionUnit): Contexts {
    return this.questions.of('contexts', fn.key);
  }

  isImported({ path }: FileUnit): boolean {
    return this.questions.of('imported', path);
  }

  isReplaced(fn: FunctionUnit, name: string): boolean {
    return this.questions.of('replaced', `${name} ${fn.key}`);
  }

  known(fn: FunctionUnit, call: Value): { readonly symbol: string; readonly fact: SymbolFact } | null {
    const { targets, unknown } = this.callee(fn, call);
    const target = targets[0];
    return !unknown && targets.length === 1 && target?.form === 'symbol' && target.fact !== null ? { symbol: target.symbol, fact: target.fact } : null;
  }

  calleeText(fn: FunctionUnit, call: Value): string {
    const step = fn.flow.step(call);
    return step.kind === 'call' ? calleeText(fn, step.callee) : '';
  }

  index(fn: FunctionUnit): FlowIndex {
    return this.world.files.get(fn.file.path)!.flowIndex(fn);
  }

  place(fn: FunctionUnit, call: Value): StepPlace {
    return placeOf(fn, call);
  }

  /** What other files may see of a file: equal texts mean that an edit concerns nobody's values. */
  interfaceText(path: string): string {
    const state = this.world.files.get(path);
    return state === undefined ? '' : state.interfaceText(() => interfaceText(this.values, state));
  }

  /** Looks anew which classes the classes of a file inherit from; returns the files whose calls may reach other methods by that. */
  inheritAnew(path: string): readonly string[] {
    return this.calls.inheritAnew(path);
  }

  /** Forgets what calls reach, since files or their answers have changed. */
  forgetCalls(): void {
    this.calls.forget();
  }

  /**
   * @param changed the bits of the causes that have changed, or `everyCause`.
   * @param contextsToo Contexts, which take longer to compute than effects, stand where nothing that they spread over has changed.
   */
  forgetEffects(changed: number, contextsToo: boolean): void {
    this.contributions.forget(changed, contextsToo);
    // What files import is part of what they contribute.
    this.concurrencies.forget();
    this.version++;
  }

  /** Files came or went, or import something else. */
  forgetImports(): void {
    this.importers.forget();
    this.environments.forget();
    this.version++;
  }

  /** The position of a place that a finding carries, looked up in the file as it is now. */
  locate(place: StepPlace): { start: number; end: number } | undefined {
    const fn = this.world.files.get(place.path)?.functionNamed(place.function);
    if (fn === undefined) return undefined;
    if (place.call === null) return fn.fact.nameSpan.end > fn.fact.nameSpan.start ? fn.fact.nameSpan : { start: fn.fact.start, end: fn.fact.start };
    const { callee } = place.call;
    let { occurrence } = place.call;
    for (let i = 0; i < fn.flow.length; i++) {
      const called = fn.flow.callee(i);
      const at = called >= 0 && calleeText(fn, called) === callee ? called : scopeItem(fn, i, callee);
      if (at === null || occurrence-- > 0) continue;
      return { start: fn.flow.start(at), end: fn.flow.end(at) };
    }
    return undefined;
  }

  private within<T>(fn: FunctionUnit, run: () => T): T {
    const state = this.world.files.get(fn.file.path);
    return state === undefined ? run() : this.world.inNameOf(state, run);
  }
}

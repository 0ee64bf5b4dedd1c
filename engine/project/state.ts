import type { FileFacts, FunctionFact, TypeRef } from '../facts/facts.js';
import { flowOf } from '../facts/facts.js';
import type { Flow } from '../flow/flow.js';
import { indexFlow, type FlowIndex } from '../flow/flow-index.js';
import type { Value } from '../flow/step.js';
import type { Resolution } from './modules/modules.js';
import type { Ancestor } from './ancestry.js';
import { Answers } from './answers.js';
import { changedFunctions } from './changed-functions.js';
import { namedReadsOf, type Mention, type NamedRead } from './mentions.js';
import { Names } from './names.js';
import { narrowingOf, type Narrowing } from './narrowing.js';
import type { Cell } from './solver.js';
import { Trace } from './trace.js';
import type { FileUnit, FunctionUnit } from './unit.js';

/**
 * What the project keeps of one file: its unit, names to find things by, the answers, and which other files these
 * looked at. An edit replaces the whole state, which begins with those answers of the former one that rest on nothing that
 * has changed; an edit of a file that was looked at forgets them all.
 */
export class FileState {
  readonly unit: FileUnit;
  private readonly functionsByName = new Map<string, FunctionUnit>();
  private readonly methodsByName = new Map<string, readonly FunctionUnit[]>();
  private readonly classesByName = new Map<string, number>();
  /** The first class of each name by the index of the function around it. */
  private readonly classesWithin: (Map<string, number> | undefined)[] = [];
  /** The qualified name of each class by its index. */
  readonly classNames: readonly string[];
  /** Paths of the files that the answers kept here have looked at. */
  readonly consulted = new Set<string>();
  /** Where the imports lead on which the answers kept here rest. */
  readonly resolutions = new Set<Resolution>();
  private readonly flowIndexes: (FlowIndex | undefined)[] = [];
  private readonly narrowings: (Narrowing | null | undefined)[] = [];
  private readonly objects: (readonly Value[] | undefined)[] = [];
  private knownNames: Names | undefined;
  private castTypes: ReadonlyMap<string, TypeRef> | undefined;
  /** Where the file mentions functions and classes of a name. */
  private mentions = new Map<string, readonly Mention[]>();
  private reads: ReadonlyMap<string, readonly NamedRead[]> | undefined;
  private answers: Answers;
  private readonly isTraced: boolean;

  /**
   * @param lineWidth how wide the lines of the file's project are; asked for only where code is written.
   * @param former the state that the file had with its former text, which loses its answers to this one.
   */
  constructor(text: string, facts: FileFacts, lineWidth: () => number, former?: FileState) {
    const functions: FunctionUnit[] = [];
    this.unit = { path: facts.path, language: facts.language, text, facts, functions, get lineWidth() { return lineWidth(); } };
    const classNames: string[] = [];
    const taken = new Map<string, number>();
    const unique = (name: string): string => {
      const n = (taken.get(name) ?? 0) + 1;
      taken.set(name, n);
      return n === 1 ? name : `${name}#${n}`;
    };
    facts.functions.forEach((fact, index) => {
      const around = fact.parent < 0 ? '' : functions[fact.parent]!.qualifiedName;
      const qualifiedName = index === 0 ? '' : unique((around === '' ? '' : `${around}.`) + (fact.name || '<lambda>'));
      const own: FunctionUnit = { file: this.unit, index, fact, flow: flowOf(facts, fact), qualifiedName, key: `${facts.path}\n${qualifiedName}` };
      const unit = former === undefined ? own : new TracedFunction(own, this);
      functions.push(unit);
      // Methods of the class itself, not functions nested in them: those have the class's body around them.
      if (fact.class >= 0 && fact.form !== 'class') {
        const { body } = facts.classes[fact.class]!;
        if (body < 0 || fact.parent === body) this.methodsByName.set(`${fact.class} ${fact.name}`, [...this.methods(fact.class, fact.name), unit]);
      }
      this.functionsByName.set(qualifiedName, unit);
    });
    facts.classes.forEach((fact, index) => {
      const around = functions[fact.function]!.qualifiedName;
      const name = fact.body >= 0 ? functions[fact.body]!.qualifiedName : unique((around === '' ? '' : `${around}.`) + fact.name);
      classNames.push(name);
      this.classesByName.set(name, index);
      const beside = (this.classesWithin[fact.function] ??= new Map());
      if (!beside.has(fact.name)) beside.set(fact.name, index);
    });
    this.classNames = classNames;
    this.isTraced = former !== undefined;
    this.answers = this.noAnswers();
    if (former !== undefined) this.answers = this.takenFrom(former) ?? this.answers;
  }

  private noAnswers(): Answers {
    return new Answers(this.isTraced ? new Trace() : null);
  }

  /** The answers of the file's former state, without those that rest on what has changed; undefined where that can't be told. */
  private takenFrom(former: FileState): Answers | undefined {
    const { trace } = former;
    const changed = trace === null ? null : changedFunctions(former.unit, this.unit);
    if (trace === null || changed === null) return undefined;
    for (const path of former.consulted) this.consulted.add(path);
    for (const resolution of former.resolutions) this.resolutions.add(resolution);
    trace.forget(changed, [...former.names.of(changed), ...this.names.of(changed)]);
    former.answers.interfaceText = null;
    return former.answers;
  }

  /** What the answers rest on within the file, where that is noted: from its second text on. */
  get trace(): Trace | null {
    return this.answers.trace;
  }

  /** The answers stay for now, but may not hold any more, so that the next text begins without them. */
  doubtAnswers(): void {
    this.answers.trace = null;
  }

  functionNamed(name: string): FunctionUnit | undefined {
    return this.functionsByName.get(name);
  }

  /** The functions that a class defines itself under a name, in order. */
  methods(classIndex: number, name: string): readonly FunctionUnit[] {
    return this.methodsByName.get(`${classIndex} ${name}`) ?? [];
  }

  /** The index of the class of a qualified name. */
  classNamed(name: string): number | undefined {
    return this.classesByName.get(name);
  }

  /** The index of the first class of a name directly within a function (0: the module), or -1. */
  classWithin(functionIndex: number, name: string): number {
    return this.classesWithin[functionIndex]?.get(name) ?? -1;
  }

  /** The names that this file binds, and where. */
  get names(): Names {
    return (this.knownNames ??= new Names(this));
  }

  /** The type that the text gives to a step's value (`x as T`), if it does. */
  castOf(fn: FunctionUnit, value: Value): TypeRef | undefined {
    this.trace?.noteFlow(fn.index);
    const { casts } = this.unit.facts;
    if (casts.length === 0) return undefined;
    this.castTypes ??= new Map(casts.map((cast) => [`${cast.function} ${cast.value}`, cast.type]));
    return this.castTypes.get(`${fn.index} ${value}`);
  }

  /** The uses and reaching writes within a function. */
  flowIndex(fn: FunctionUnit): FlowIndex {
    this.trace?.noteFlow(fn.index);
    return (this.flowIndexes[fn.index] ??= indexFlow(fn.flow, { fallsThrough: this.unit.language === 'typescript' }));
  }

  /** The dict and object literals of a function, in order: an origin names one by its ordinal. */
  objectsOf(fn: FunctionUnit): readonly Value[] {
    this.trace?.noteFlow(fn.index);
    return (this.objects[fn.index] ??= dictsOf(fn));
  }

  /** The tests of a function that narrow what a place may hold; null without any. */
  narrowing(fn: FunctionUnit): Narrowing | null {
    this.trace?.noteFlow(fn.index);
    const known = this.narrowings[fn.index];
    return known === undefined ? (this.narrowings[fn.index] = narrowingOf(fn)) : known;
  }

  /** The reads that may name a function or class of the project, by their last names. */
  get namedReads(): ReadonlyMap<string, readonly NamedRead[]> {
    return (this.reads ??= this.trace === null ? namedReadsOf(this) : this.trace.aside(() => namedReadsOf(this)));
  }

  /** The cell of a named answer (`returns f`, `attribute C x`). */
  cell(key: string): Cell {
    return this.answers.cell(key);
  }

  /** A list of names that answers for something of this file, kept until a file that it looked at changes. */
  namesFor(key: string, find: () => readonly string[]): readonly string[] {
    return this.answers.namesFor(key, find);
  }

  /** Where the file mentions functions and classes of a name; kept until it or a file that it looked at changes, for they are functions as they stand in it. */
  mentionsOf(name: string, find: () => readonly Mention[]): readonly Mention[] {
    const { trace } = this;
    const ground = trace?.mention(name);
    if (ground !== undefined) trace!.note(ground);
    let known = this.mentions.get(name);
    if (known === undefined) this.mentions.set(name, (known = ground === undefined ? find() : trace!.during(ground, find)));
    return known;
  }

  /** What a class inherits from, by its index; kept until a file that it looked at changes, if `find` says that it is settled. */
  ancestorsOf(index: number, find: () => { readonly ancestors: readonly Ancestor[]; readonly isSettled: boolean }): readonly Ancestor[] {
    return this.answers.ancestorsOf(index, find);
  }

  /** What is told of something, by a key. Where the file is edited it is kept for the next text, if it rests on nothing that has changed by then. */
  tell<T>(key: string, find: () => T): T {
    return this.answers.tell(key, find);
  }

  /** The cell of a variable of the module. */
  variableCell(name: string): Cell {
    return this.answers.variableCell(name);
  }

  /** The cell of a step's value. */
  stepCell(fn: FunctionUnit, step: number): Cell {
    return this.answers.stepCell(fn.index, step, fn.flow.length);
  }

  /** What other files see of this one, while the answers stand from which that was told. */
  interfaceText(find: () => string): string {
    return (this.answers.interfaceText ??= find());
  }

  /** Lets go of what is derived from the flows alone: a linted file is seldom asked again, and this is a fifth of what a project keeps. */
  forgetFlowIndexes(): void {
    this.flowIndexes.length = 0;
    this.narrowings.length = 0;
    this.objects.length = 0;
    this.reads = undefined;
  }

  /** Forgets all answers, since a file they looked at has changed. */
  empty(): void {
    this.emptyCells();
    this.consulted.clear();
    this.resolutions.clear();
  }

  /** Forgets the answers for a while; what it returns brings them back, in place of those given since. */
  setAside(): () => void {
    const { answers, mentions } = this;
    this.emptyCells();
    return () => {
      this.answers = answers;
      this.mentions = mentions;
    };
  }

  /** Forgets the answers, but not which files they looked at, for what was made of them is kept. */
  emptyCells(): void {
    this.answers = this.noAnswers();
    this.mentions = new Map();
  }
}

/** A function of a file that is traced: whoever looks at its flow rests on it. */
class TracedFunction implements FunctionUnit {
  readonly file: FileUnit;
  readonly index: number;
  readonly fact: FunctionFact;
  readonly qualifiedName: string;
  readonly key: string;
  private readonly steps: Flow;

  constructor({ file, index, fact, flow, qualifiedName, key }: FunctionUnit, private readonly state: FileState) {
    this.file = file;
    this.index = index;
    this.fact = fact;
    this.steps = flow;
    this.qualifiedName = qualifiedName;
    this.key = key;
  }

  get flow(): Flow {
    this.state.trace?.noteFlow(this.index);
    return this.steps;
  }
}

function dictsOf(fn: FunctionUnit): readonly Value[] {
  const found: Value[] = [];
  for (let i = 0; i < fn.flow.length; i++) {
    if (fn.flow.kind(i) !== 'make') continue;
    const step = fn.flow.step(i);
    if (step.kind === 'make' && step.form === 'dict') found.push(i);
  }
  return found;
}

import type { FileFacts, TypeRef } from '../facts/facts.js';
import { flowOf } from '../facts/facts.js';
import { indexFlow, type FlowIndex } from '../flow/flow-index.js';
import type { Value } from '../flow/step.js';
import type { Resolution } from './modules/modules.js';
import type { Ancestor } from './ancestry.js';
import { namedReadsOf, type Mention, type NamedRead } from './mentions.js';
import { Names } from './names.js';
import { narrowingOf, type Narrowing } from './narrowing.js';
import { Cell } from './solver.js';
import type { FileUnit, FunctionUnit } from './unit.js';

/**
 * What the project keeps of one file: its unit, names to find things by, the cells of answers, and which other files
 * those answers looked at. An edit replaces the whole state; an edit of a file that was looked at empties the cells.
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
  private cells = new Map<string, Cell>();
  private variableCells = new Map<string, Cell>();
  private nameLists = new Map<string, readonly string[]>();
  /** What other files see of this one, while the answers stand from which that was told. */
  interfaceText: string | null = null;
  /** What a class inherits from, by its index; kept until a file that it looked at changes. */
  ancestors = new Map<number, readonly Ancestor[]>();
  /** Where the file mentions functions and classes of a name; kept as long. */
  mentions = new Map<string, readonly Mention[]>();
  private reads: ReadonlyMap<string, readonly NamedRead[]> | undefined;
  private stepCells: ((Cell | undefined)[] | undefined)[] = [];

  /** @param lineWidth how wide the lines of the file's project are; asked for only where code is written. */
  constructor(text: string, facts: FileFacts, lineWidth: () => number) {
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
      const unit: FunctionUnit = { file: this.unit, index, fact, flow: flowOf(facts, fact), qualifiedName, key: `${facts.path}\n${qualifiedName}` };
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
    const { casts } = this.unit.facts;
    if (casts.length === 0) return undefined;
    this.castTypes ??= new Map(casts.map((cast) => [`${cast.function} ${cast.value}`, cast.type]));
    return this.castTypes.get(`${fn.index} ${value}`);
  }

  /** The uses and reaching writes within a function. */
  flowIndex(fn: FunctionUnit): FlowIndex {
    return (this.flowIndexes[fn.index] ??= indexFlow(fn.flow, { fallsThrough: this.unit.language === 'typescript' }));
  }

  /** The dict and object literals of a function, in order: an origin names one by its ordinal. */
  objectsOf(fn: FunctionUnit): readonly Value[] {
    return (this.objects[fn.index] ??= dictsOf(fn));
  }

  /** The tests of a function that narrow what a place may hold; null without any. */
  narrowing(fn: FunctionUnit): Narrowing | null {
    const known = this.narrowings[fn.index];
    return known === undefined ? (this.narrowings[fn.index] = narrowingOf(fn)) : known;
  }

  /** The reads that may name a function or class of the project, by their last names. */
  get namedReads(): ReadonlyMap<string, readonly NamedRead[]> {
    return (this.reads ??= namedReadsOf(this));
  }

  /** The cell of a named answer (`returns f`, `attribute C x`). */
  cell(key: string): Cell {
    return cellIn(this.cells, key);
  }

  /** A list of names that answers for something of this file, kept until a file that it looked at changes. */
  namesFor(key: string, find: () => readonly string[]): readonly string[] {
    let names = this.nameLists.get(key);
    if (names === undefined) this.nameLists.set(key, (names = find()));
    return names;
  }

  /** The cell of a variable of the module. */
  variableCell(name: string): Cell {
    return cellIn(this.variableCells, name);
  }

  /** The cell of a step's value. */
  stepCell(fn: FunctionUnit, step: number): Cell {
    const cells = (this.stepCells[fn.index] ??= new Array<Cell | undefined>(fn.flow.length));
    return (cells[step] ??= new Cell());
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
    const { cells, variableCells, stepCells, nameLists, ancestors, mentions, interfaceText } = this;
    this.emptyCells();
    return () => {
      this.cells = cells;
      this.variableCells = variableCells;
      this.stepCells = stepCells;
      this.nameLists = nameLists;
      this.ancestors = ancestors;
      this.mentions = mentions;
      this.interfaceText = interfaceText;
    };
  }

  /** Forgets the answers, but not which files they looked at, for what was made of them is kept. */
  emptyCells(): void {
    this.cells = new Map();
    this.variableCells = new Map();
    this.stepCells = [];
    this.nameLists = new Map();
    this.ancestors = new Map();
    this.mentions = new Map();
    this.interfaceText = null;
  }
}

function cellIn(cells: Map<string, Cell>, key: string): Cell {
  let cell = cells.get(key);
  if (cell === undefined) cells.set(key, (cell = new Cell()));
  return cell;
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

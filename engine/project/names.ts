import { isReceiver, type ImportFact } from '../facts/facts.js';
import type { Place, Step, Value } from '../flow/step.js';
import type { FileState } from './state.js';
import { nameKey } from './trace.js';
import type { FunctionUnit } from './unit.js';

/** A write of a variable or attribute, and where it stands. */
export interface WriteSite {
  readonly fn: FunctionUnit;
  readonly from: Value;
  readonly annotation: number;
  readonly keys: readonly string[];
}

/**
 * A write of an attribute or element of a value: of what a place holds, or else of the collection `element`; of neither where
 * a test names what it replaces by its path (`patch("app.store.load")`).
 */
export interface Assignment {
  readonly fn: FunctionUnit;
  readonly holder: Place | null;
  readonly element: Value;
  /** What is written, and the index of its annotation; -1 where that is not told. */
  readonly from: Value;
  readonly annotation: number;
  /** It is a patch of a test, put back after it: of the holder, or of what lies at this dotted path. */
  readonly patch?: string;
}

/**
 * The writes of a file, by what they write: found in one pass over its flows and kept as long as the file's text. They
 * answer for all places that a read in the same function can't: module variables, captured variables, attributes.
 */
export class Names {
  /** By the index of the function whose variable it is. */
  private readonly variables: (Map<string, WriteSite[]> | undefined)[] = [];
  private readonly loaded = new Map<string, readonly WriteSite[]>();
  private readonly attributes = new Map<string, WriteSite[]>();
  /** Writes of attributes to something else than the receiver of a method, by their names: `service.load = fake`. */
  private readonly assigned = new Map<string, Assignment[]>();
  /** The steps that are function literals, by the function's index. */
  private readonly literals = new Map<number, Value>();
  /** Modules that a test replaces: `vi.mock('./store')`. */
  private readonly replaced = new Map<string, { readonly fn: FunctionUnit }[]>();
  /** Star imports, in order. */
  readonly stars: readonly ImportFact[];
  private readonly functions: readonly FunctionUnit[];
  private readNames: ReadonlySet<string> | undefined;
  private mayBeRenamed: readonly FunctionUnit[] | undefined;

  constructor(private readonly state: FileState) {
    const { facts, functions } = state.unit;
    this.functions = functions;
    this.stars = facts.imports.filter((imported) => imported.name === '*');
    this.shared(() => this.noteAll(state, functions));
  }

  private noteAll(state: FileState, functions: readonly FunctionUnit[]): void {
    const { facts } = state.unit;
    const mayPatch = facts.language === 'python' && /test/i.test(facts.path);
    for (const fn of functions) {
      for (let i = 0; i < fn.flow.length; i++) {
        const kind = fn.flow.kind(i);
        if (kind === 'write') this.note(state, fn, fn.flow.step(i));
        else if (kind === 'fn') this.noteLiteral(fn.flow.step(i));
        else if (kind === 'call' && facts.language === 'typescript') this.noteMock(fn, fn.flow.step(i));
        else if (kind === 'call' && mayPatch) this.notePatch(fn, i);
      }
    }
  }

  private note(state: FileState, fn: FunctionUnit, step: Step): void {
    if (step.kind !== 'write' || step.form === 'delete') return;
    const { place } = step;
    const site: WriteSite = { fn, from: step.from, annotation: step.annotation, keys: place.keys };
    const owner = ownerOf(place, fn);
    if (owner === undefined) {
      this.noteAssigned(site, place);
      return;
    }
    if (place.keys.length === 0 || owner === 0) append((this.variables[owner] ??= new Map()), place.name, site);
    if (place.keys.length === 1) {
      const holder = state.unit.functions[owner]!;
      const isSelf = holder.fact.class >= 0 && place.name === receiverName(holder);
      if (isSelf) append(this.attributes, `${holder.fact.class} ${place.keys[0]}`, site);
      else this.noteAssigned(site, place);
    } else if (place.keys.length > 1) {
      this.noteAssigned(site, place);
    } else if (place.keys.length === 0 && fn.fact.form === 'class' && place.scope === 'local') {
      append(this.attributes, `${fn.fact.class} ${place.name}`, site);
    }
  }

  private noteLiteral(step: Step): void {
    if (step.kind === 'fn') this.literals.set(step.function, step.index);
  }

  private noteAssigned({ fn, from, annotation }: WriteSite, place: Place): void {
    const isExport = place.scope === 'module' && (place.name === 'exports' || place.name === 'module');
    const of = place.scope === 'value' && place.keys.length === 0 ? fn.flow.step(place.of) : undefined;
    const element = of?.kind === 'element' ? of : undefined;
    const key = element === undefined ? place.keys.at(-1) : element.key;
    if (key == null || isExport) return;
    const holder = element === undefined ? { ...place, keys: place.keys.slice(0, -1) } : null;
    append(this.assigned, key, { fn, holder, element: element?.of ?? -1, from, annotation });
  }

  /** `monkeypatch.setattr(service, "load", fake)`, `mocker.patch.object(Service, "load")`, `patch("app.store.load")`. */
  private notePatch(fn: FunctionUnit, call: Value): void {
    const callee = fn.flow.placeOf(fn.flow.callee(call));
    const names = callee === undefined ? [] : [callee.name, ...callee.keys];
    const isPatch = names.at(-1) === 'setattr' || names.at(-1) === 'patch' || (names.at(-1) === 'object' && names.at(-2) === 'patch');
    const step = isPatch ? fn.flow.step(call) : undefined;
    const [target, name] = step?.kind === 'call' ? step.arguments.map(({ value }) => fn.flow.step(value)) : [];
    const patched = { fn, element: -1, from: -1, annotation: -1 };
    const dot = target?.kind === 'const' ? target.text.lastIndexOf('.') : -1;
    if (target?.kind === 'const' && dot > 0) append(this.assigned, target.text.slice(dot + 1), { ...patched, holder: null, patch: target.text.slice(0, dot) });
    if (target?.kind === 'read' && name?.kind === 'const') append(this.assigned, name.text, { ...patched, holder: target.place, patch: '' });
  }

  /** `vi.mock('module')` and `jest.mock('module')`, which are carried out before the imports. */
  private noteMock(fn: FunctionUnit, call: Step): void {
    if (call.kind !== 'call') return;
    const callee = fn.flow.step(call.callee);
    if (callee.kind !== 'read' || !/^(vi|jest)\.(mock|doMock|unstable_mockModule)$/.test([callee.place.name, ...callee.place.keys].join('.'))) return;
    const [first] = call.arguments;
    const module = first === undefined ? undefined : fn.flow.step(first.value);
    if (module?.kind === 'const') append(this.replaced, module.text, { fn });
  }

  /** Where the file writes an attribute of this name to anything else than the receiver of a method. */
  assignments(key: string): readonly Assignment[] {
    this.state.trace?.noteName('assigned', key);
    return this.assigned.get(key) ?? [];
  }

  /** Whether a function of the file is named anywhere in it, so that it may be called with anything there is. */
  isRead(name: string): boolean {
    this.state.trace?.noteName('read', name);
    return (this.readNames ??= this.shared(() => namesRead(this.functions))).has(name);
  }

  /** The functions that a decorator may know by another name than their own: `@fixture(name="database")`. */
  get renamed(): readonly FunctionUnit[] {
    const { trace } = this.state;
    if (trace !== null) for (const { fact } of this.functions) if (fact.decorators.length > 0) trace.noteFlow(fact.parent);
    return (this.mayBeRenamed ??= this.shared(() => this.functions.filter(({ fact, file }) => fact.decorators.some((decorator) => {
      const step = file.functions[fact.parent]?.flow.step(decorator);
      return step?.kind === 'call' && step.arguments.some(({ name, spread }) => spread || name === 'name');
    }))));
  }

  /** Finds out for all askers what one of them asks, who does not rest on all that is looked at for it. */
  private shared<T>(find: () => T): T {
    const { trace } = this.state;
    return trace === null ? find() : trace.aside(find);
  }

  /** The step that makes a function, in the flow of the function around it. */
  literalOf(fn: FunctionUnit): Value | undefined {
    this.state.trace?.noteFlow(fn.fact.parent);
    return this.literals.get(fn.index);
  }

  /** Whether the file is a test that puts something else in the place of a module. */
  isReplaced(module: string): boolean {
    this.state.trace?.noteName('replaced', module);
    return this.replaced.has(module);
  }

  /** The writes of a variable of a function (0: the module), those of nested functions included. */
  variable(owner: number, name: string): readonly WriteSite[] {
    this.state.trace?.noteName('variable', name, owner);
    return this.variables[owner]?.get(name) ?? noSites;
  }

  /** The writes that decide what a variable of the module holds once the module is loaded; not those of its attributes. */
  moduleVariable(name: string): readonly WriteSite[] {
    this.state.trace?.noteName('variable', name, 0);
    let sites = this.loaded.get(name);
    if (sites === undefined) this.loaded.set(name, (sites = lasting(this.variable(0, name).filter(({ keys }) => keys.length === 0))));
    return sites;
  }

  /** The writes of an attribute in the body and the methods of a class. */
  attribute(classIndex: number, name: string): readonly WriteSite[] {
    this.state.trace?.noteName('attribute', name, classIndex);
    return this.attributes.get(`${classIndex} ${name}`) ?? [];
  }

  /** What functions of these indices write, read or replace, by the keys under which it is noted who asks for it. */
  of(functions: ReadonlySet<number>): ReadonlySet<string> {
    const found = new Set<string>();
    const isTheirs = (sites: readonly { readonly fn: FunctionUnit }[]): boolean => sites.some(({ fn }) => functions.has(fn.index));
    this.variables.forEach((byName, owner) => byName?.forEach((sites, name) => isTheirs(sites) && found.add(nameKey('variable', name, owner))));
    for (const [key, sites] of this.attributes) if (isTheirs(sites)) found.add(nameKey('attribute', key.slice(key.indexOf(' ') + 1), Number.parseInt(key, 10)));
    for (const [key, assignments] of this.assigned) if (isTheirs(assignments)) found.add(nameKey('assigned', key));
    for (const name of namesRead(this.functions.filter(({ index }) => functions.has(index)))) found.add(nameKey('read', name));
    for (const [module, mocks] of this.replaced) if (isTheirs(mocks)) found.add(nameKey('replaced', module));
    return found;
  }

  /** The names of all variables of the module. */
  moduleNames(): readonly string[] {
    return [...this.variables[0]?.keys() ?? []];
  }

  /** The names of all attributes that a class writes. */
  attributeNames(classIndex: number): readonly string[] {
    return [...this.attributes.keys()].filter((key) => key.startsWith(`${classIndex} `)).map((key) => key.slice(`${classIndex} `.length));
  }
}

const noSites: readonly WriteSite[] = [];

/** Once a module is loaded, what its body surely writes last has replaced what the body wrote before. */
function lasting(sites: readonly WriteSite[]): readonly WriteSite[] {
  const last = sites.findLastIndex(({ fn, from }) => fn.index === 0 && from >= 0 && fn.flow.parent(from) < 0);
  return last <= 0 ? sites : sites.filter(({ fn }, i) => i >= last || fn.index !== 0);
}

/** The name by which a method calls its receiver: `this`, or the first parameter in Python; undefined without one, or where a decorator may give it another. */
export function receiverName(fn: FunctionUnit): string | undefined {
  if (fn.file.language === 'typescript') return 'this';
  const { form, static: isStatic, parameters: [first], decorators } = fn.fact;
  const isMethod = form === 'method' || form === 'getter' || form === 'setter' || form === 'constructor';
  return isMethod && !isStatic && first !== undefined && isReceiver(first.name, decorators.length > 0) ? first.name : undefined;
}

/** The index of the function whose variable a place is; 0 is the module. */
export function ownerOf(place: Place, fn: FunctionUnit): number | undefined {
  switch (place.scope) {
    case 'param':
    case 'local': return fn.index;
    case 'captured': return place.owner;
    case 'module': return 0;
    case 'value': return undefined;
  }
}

function namesRead(functions: readonly FunctionUnit[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { flow } of functions) {
    for (let i = 0; i < flow.length; i++) {
      if (flow.kind(i) !== 'read') continue;
      const step = flow.step(i);
      if (step.kind === 'read') found.add(step.place.keys.at(-1) ?? step.place.name);
    }
  }
  return found;
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

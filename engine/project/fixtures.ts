import type { Value } from '../flow/step.js';
import { folderOf } from '../paths.js';
import { join, joinAll, unknown, type Origins } from './origins.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What pytest gives to the parameters of a test: the value of the fixture of that name, of the test's class, of its module or of
 * the nearest `conftest.py` upwards. Parameters of fixtures are left alone, since whoever asks for a fixture may override those
 * that it asks for itself; so is what a test, its class or its module parametrizes, and what a decorator may fill in that is not pytest's.
 * Source: https://docs.pytest.org/en/stable/reference/fixtures.html, https://docs.pytest.org/en/stable/how-to/parametrize.html
 */
export function fixtureParameter(values: Values, state: FileState, fn: FunctionUnit, name: string): Origins {
  if (!isTest(values, state, fn) || mayBeParametrized(values, state, fn, name)) return unknown;
  const inClass = fn.fact.class < 0 ? undefined : ofClass(values, state, fn, name);
  const nearest = inClass ?? ofModule(values, state, name);
  if (nearest !== undefined) return nearest;
  for (let folder = folderOf(state.unit.path); ; folder = folderOf(folder)) {
    const conftest = values.world.look(`${folder}/conftest.py`);
    const found = conftest === undefined ? undefined : ofModule(values, conftest, name);
    if (found !== undefined) return found;
    if (folder === values.world.root || folder === '' || !folder.startsWith(values.world.root)) return unknown;
  }
}

/** A function that pytest collects by its default names, with no decorators but pytest's marks. */
function isTest(values: Values, state: FileState, fn: FunctionUnit): boolean {
  const { fact } = fn;
  const around = state.unit.functions[fact.parent];
  const stands = fact.form === 'function' ? fact.parent === 0 : fact.form === 'method' && around?.fact.form === 'class' && around.fact.name.startsWith('Test');
  if (!stands || !fact.name.startsWith('test') || !/(^|\/)(test_[^/]*|[^/]*_test)\.py$/.test(state.unit.path)) return false;
  return fact.decorators.every((decorator) => symbolOf(values, around!, decorator)?.startsWith('pytest:mark.') === true);
}

/** The symbol of a decorator, or of what is called to make it. */
function symbolOf(values: Values, around: FunctionUnit, decorator: number): string | undefined {
  const step = around.flow.step(decorator);
  const { of, unknown: open } = values.origins(around, step.kind === 'call' ? step.callee : decorator);
  return !open && of.length === 1 && of[0]!.form === 'symbol' ? of[0]!.symbol : undefined;
}

/** Whether a mark of the test, of its class or of its module may give the parameter its values, or a hook of pytest. */
function mayBeParametrized(values: Values, state: FileState, fn: FunctionUnit, name: string): boolean {
  const around = state.unit.functions[fn.fact.parent]!;
  const owner = fn.fact.class < 0 ? undefined : state.unit.facts.classes[fn.fact.class];
  const outside = owner === undefined ? undefined : state.unit.functions[owner.function]!;
  if (fn.fact.decorators.some((decorator) => parametrizes(values, around, decorator, name))) return true;
  if (outside !== undefined && owner!.decorators.some((decorator) => parametrizes(values, outside, decorator, name))) return true;
  if (state.names.variable(0, 'pytest_generate_tests').length > 0) return true;
  // `pytestmark = pytest.mark.parametrize(…)`: any such call of the body where the marks stand counts.
  const marked = [state.unit.functions[0]!, ...outside === undefined ? [] : [around]].filter((body) => (
    body.fact.form === 'class' ? state.names.attribute(body.fact.class, 'pytestmark').length > 0 : state.names.variable(0, 'pytestmark').length > 0
  ));
  return marked.some((body) => {
    for (let i = 0; i < body.flow.length; i++) if (body.flow.kind(i) === 'call' && parametrizes(values, body, i, name)) return true;
    return false;
  });
}

/** Whether a value is a mark `parametrize(names, …)` that may name the parameter. */
function parametrizes(values: Values, around: FunctionUnit, value: number, name: string): boolean {
  if (around.flow.kind(value) !== 'call' || symbolOf(values, around, value) !== 'pytest:mark.parametrize') return false;
  const step = around.flow.step(value);
  const [first] = step.kind === 'call' ? step.arguments : [];
  const names = first === undefined || first.spread ? undefined : around.flow.step(first.value);
  if (names?.kind === 'const' && names.form === 'string') return names.text.split(',').some((part) => part.trim() === name);
  if (names?.kind !== 'make') return true;
  return names.items.some((item) => {
    const part = item.spread ? undefined : around.flow.step(item.value);
    return part?.kind !== 'const' || part.text === name;
  });
}

/** The fixture of a name that the test's class has, or inherits; undefined without one. */
function ofClass(values: Values, state: FileState, fn: FunctionUnit, name: string): Origins | undefined {
  const owner = { path: state.unit.path, name: state.classNames[fn.fact.class]! };
  const renamed = state.names.renamed.some((other) => other.fact.class === fn.fact.class && isRenamed(values, other, name));
  if (renamed) return unknown;
  const found = values.members.attribute(owner, name, undefined);
  return found === undefined ? undefined : valueOf(values, found);
}

/** The fixture of a name that a module defines or imports; undefined without one. */
function ofModule(values: Values, state: FileState, name: string): Origins | undefined {
  return values.world.inNameOf(state, () => {
    if (state.names.renamed.some((other) => other.fact.parent === 0 && isRenamed(values, other, name))) return unknown;
    const found = values.variables.moduleVariable(state, name);
    if (found !== undefined) return valueOf(values, found);
    // What is imported from outside by a star may bring a fixture of that name.
    const isOpen = state.names.stars.some((star) => 'outside' in values.world.moduleOf(state, star.module));
    return isOpen ? unknown : undefined;
  });
}

/** Whether a function is a fixture under a name other than its own that is, or may be, this one. */
function isRenamed(values: Values, fn: FunctionUnit, name: string): boolean {
  const known = fixtureName(values, fn);
  return known !== undefined && known !== fn.fact.name && (known === name || known === null);
}

/** What a name stands for as a fixture; undefined for what is no fixture, which pytest passes over. */
function valueOf(values: Values, { of, unknown: open }: Origins): Origins | undefined {
  const fixtures = of.map((origin) => {
    const fn = origin.form === 'function' ? values.world.functionOf(origin) : undefined;
    return fn !== undefined && fixtureName(values, fn) === fn.fact.name ? fn : undefined;
  });
  if (open) return unknown;
  if (fixtures.every((fn) => fn === undefined)) return undefined;
  return joinAll(fixtures.map((fn) => (fn === undefined ? unknown : fixtureValue(values, fn))));
}

const makers: ReadonlySet<string> = new Set(['pytest:fixture', 'pytest_asyncio:fixture']);

/** The name under which a function is a fixture; null where it can't be seen, undefined where the function is none. */
export function fixtureName(values: Values, fn: FunctionUnit): string | null | undefined {
  const around = fn.file.functions[fn.fact.parent];
  const maker = around === undefined ? undefined : fn.fact.decorators.find((decorator) => makers.has(symbolOf(values, around, decorator) ?? ''));
  if (around === undefined || maker === undefined) return undefined;
  const step = around.flow.step(maker);
  if (step.kind !== 'call') return fn.fact.name;
  if (step.arguments.some(({ spread }) => spread)) return null;
  const named = step.arguments.find(({ name }) => name === 'name');
  const text = named === undefined ? undefined : around.flow.step(named.value);
  return text === undefined ? fn.fact.name : text.kind === 'const' && text.form === 'string' ? text.text : null;
}

/** The value that a fixture gives: what it yields or returns, awaited where it is async. */
export function fixtureValue(values: Values, fn: FunctionUnit): Origins {
  const state = values.world.stateOf(fn);
  return values.world.answer(state, state.cell(`fixture ${fn.index}`), () => {
    const result = fn.fact.decorators.length === 1 ? values.results.of(fn) : unknown;
    const given = fn.fact.generator ? joinAll(result.of.map((origin) => (origin.form === 'collection' ? origin.of : unknown)))
      : fn.fact.async ? values.awaited('python', result) : result;
    const isOpen = result.unknown || result.of.length === 0 || mayReplace(values, fn);
    return isOpen ? join(given, unknown) : given;
  });
}

/** Whether a fixture may put something else in the place of what its value has: it writes attributes, mocks or asks for what mocks. */
function mayReplace(values: Values, fn: FunctionUnit): boolean {
  if (fn.fact.parameters.some(({ name }) => name === 'monkeypatch' || name === 'mocker')) return true;
  for (let i = 0; i < fn.flow.length; i++) {
    const step = fn.flow.step(i);
    if (step.kind === 'write' && (step.place.keys.length > 0 || step.place.scope === 'value') && !isPlain(fn, step.from)) return true;
    if (step.kind !== 'call') continue;
    const mocks = values.origins(fn, step.callee).of.some((origin) => origin.form === 'symbol' && /^(unittest\.mock|mock):|^builtins:setattr$/.test(origin.symbol));
    if (mocks) return true;
  }
  return false;
}

/** A text, a number, True or False: nothing that could be called in the place of a method. */
function isPlain({ flow }: FunctionUnit, value: Value): boolean {
  const step = value < 0 ? undefined : flow.step(value);
  return step?.kind === 'const' && (step.form === 'string' || step.form === 'number' || step.form === 'boolean');
}

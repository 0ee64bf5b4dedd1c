import type { FunctionFact, TypeRef } from '../facts/facts.js';
import { definitionsNamed, definitionsText } from './definitions.js';
import { assigned } from './doubts.js';
import { givingText } from './given-by-callers.js';
import { handsOn, madeBy, madeInto } from './decorators.js';
import { isOverload } from './overloads.js';
import { declaredBy } from './declared-decorators.js';
import { fixtureName, fixtureValue } from './fixtures.js';
import type { Argument } from '../flow/step.js';
import { parametersOf, variablesReturned } from './generics.js';
import { textOf, unknown, type Origins } from './origins.js';
import { tellsWhere } from './other-threads.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import { returnedParameter } from './python-calls.js';
import { aliasNamed, isTypeVariable } from './type-variables.js';
import type { Values } from './values.js';

/**
 * What other files can see of a file, as a text without positions: names and what they hold, classes with their bases
 * and attributes, functions with their signatures and what their calls return. Where an edit leaves it as it was, no
 * other file's values change.
 */
export function interfaceText(values: Values, state: FileState): string {
  return values.world.inNameOf(state, () => {
    const { facts, functions } = state.unit;
    const lines: string[] = [];
    // Of a module of JavaScript only what it exports is seen; in Python every name can be imported.
    const names = state.unit.language === 'python' ? state.names.moduleNames() : [];
    for (const name of names) lines.push(state.tell(`variable ${name}`, () => `v ${name} ${originsOf(values, state, name)} ${typeNamed(values, state, name)} ${definitionsText(definitionsNamed(values, state, name))}`));
    for (const e of facts.exports) lines.push(`e ${e.exported} ${e.local} ${e.module} ${e.name} ${textOf(values.members.exported(state.unit.path, e.exported) ?? { of: [], unknown: true })}`);
    for (const i of facts.imports) lines.push(`i ${i.module} ${i.name} ${i.local}`);
    facts.classes.forEach((_, index) => lines.push(classText(values, state, index)));
    for (const fn of functions) lines.push(state.tell(`function ${fn.index}`, () => functionText(values, state, fn)));
    lines.push(...functions.flatMap((fn) => objects(values, state, fn)), ...kept(values, state), ...givingText(values, state));
    return lines.join('\n');
  });
}

function classText(values: Values, state: FileState, index: number): string {
  const fact = state.unit.facts.classes[index]!;
  const owner = { path: state.unit.path, name: state.classNames[index]! };
  const names = [...new Set([...state.names.attributeNames(index), ...fact.members.map((m) => m.name)])].sort();
  const attributes = names.map((name) => state.tell(`attribute ${index} ${name}`, () => `${name}=${textOf(values.members.attribute(owner, name, undefined) ?? { of: [], unknown: true })}`));
  return state.tell(`class ${index}`, () => {
    const bases = values.ancestry.bases(owner).map(textOf);
    const written = state.unit.language === 'python' ? JSON.stringify(fact.bases) : '';
    const parameters = parametersOf(values, owner);
    // What a member of a generic class holds may depend on how its type is written.
    const types = parameters.length === 0 ? '' : JSON.stringify(fact.members.map(({ name, type }) => [name, type]));
    return `c ${owner.name} ${fact.form} ${bases.join()} ${fact.typeParameters.join()} ${parameters.join()} ${types} ${written} ${fact.alias === null ? '' : JSON.stringify(fact.alias)} ${taken(values, state, fact.body >= 0 ? fact.body : fact.function, [fact.alias, ...fact.members.map(({ type }) => type)])}`;
  }) + attributes.join();
}

function functionText(values: Values, state: FileState, fn: FunctionUnit): string {
  const { fact } = fn;
  const parameters = fact.parameters.map((p) => `${p.name}:${p.form}:${p.hasDefault}:${JSON.stringify(p.annotation)}`);
  const decorators = `${[true, false, undefined].map((async) => madeBy(values, fn, async)?.join('+')).join()} ${handsOn(values, fn)} ${tellsWhere(values, fn)} ${returnedParameter(values, fn)} ${madeInto(values, fn)} ${isOverload(values, fn)} ${declaredBy(values, fn, false)} ${declaredBy(values, fn, true)}`;
  // What a generic function yields may depend on how its types are written.
  const variables = variablesReturned(values, fn);
  const generic = fact.typeParameters.length === 0 && variables.length === 0 && !makesFunction(fact) ? ''
    : `<${fact.typeParameters.join()}>${variables.join()}${JSON.stringify(fact.returns)}`;
  const object = values.objectOf(fn);
  const fixture = fact.decorators.length === 0 || state.unit.language === 'typescript' ? undefined : fixtureName(values, fn);
  const shape = `${generic} ${fact.form} ${fact.async} ${fact.generator} ${fact.static} ${fact.hasBody} ${parameters.join()} ${taken(values, state, fn.index, [fact.returns, ...fact.parameters.map(({ annotation }) => annotation)])}`;
  return `f ${fn.qualifiedName} ${shape} ${decorators} ${textOf(values.results.of(fn))} ${object === undefined ? '' : textOf(object)} ${fixture === undefined ? '' : `fixture ${fixture} ${textOf(fixtureValue(values, fn))}`}`;
}

function originsOf(values: Values, state: FileState, name: string): string {
  const origins = values.variables.moduleVariable(state, name);
  return origins === undefined ? '' : textOf(origins);
}

/** Whether a name is a type variable, or a type under a name of its own, whose text others read. */
function typeNamed(values: Values, state: FileState, name: string): string {
  if (state.unit.language === 'typescript') return '';
  const alias = aliasNamed(values, state, name);
  return alias !== undefined ? `${alias.state.unit.path} ${JSON.stringify(alias.type)}` : isTypeVariable(values, state, name) ? 'variable' : '';
}

/** What those values hold whose types are taken over where types are written (`typeof client`): others read the types, and then ask for the values. */
function taken(values: Values, state: FileState, within: number, types: readonly (TypeRef | null)[]): string {
  if (state.unit.language === 'python') return '';
  return types.flatMap((type) => (type === null ? [] : typeofsIn(type))).map((type) => textOf(values.annotations.origins(state, type, { function: within, parameters: [], self: unknown }))).join();
}

function typeofsIn(type: TypeRef): readonly TypeRef[] {
  switch (type.form) {
    case 'typeof': return [type];
    case 'name': return type.arguments.flatMap(typeofsIn);
    case 'union': return type.of.flatMap(typeofsIn);
    case 'function': return [...type.parameters ?? [], ...type.rest === undefined ? [] : [type.rest], type.returns].flatMap(typeofsIn);
    case 'none':
    case 'literal':
    case 'unknown': return [];
  }
}

/** Whether a function may be called to make a decorator, of which others read how it is declared. */
function makesFunction({ returns }: FunctionFact): boolean {
  return returns?.form === 'function';
}

/** What the file writes under names that others have asked for into what may be an object of a library. */
function kept(values: Values, state: FileState): readonly string[] {
  return values.world.assignedNames(state.unit.path).flatMap((name) => state.names.assignments(name).map((assignment) => (
    `k ${name} ${textOf(assigned(values, state, assignment))} ${textOf(values.written(state, { ...assignment, keys: [] }))}`
  )));
}

/** Object literals are looked into from outside: what their items hold is part of what is seen. */
function objects(values: Values, state: FileState, fn: FunctionUnit): readonly string[] {
  return state.tell(`objects ${fn.index}`, () => state.objectsOf(fn).map((value, ordinal) => {
    const step = fn.flow.step(value);
    const origin = { form: 'object', path: state.unit.path, function: fn.qualifiedName, ordinal } as const;
    const held = (item: Argument): Origins => (item.name === null ? values.origins(fn, item.value) : values.members.of(state, origin, item.name));
    const items = step.kind === 'make' ? step.items.map((item) => `${item.name}:${item.spread}:${textOf(held(item))}`) : [];
    return `o ${fn.qualifiedName} ${ordinal} ${items.join()}`;
  }));
}

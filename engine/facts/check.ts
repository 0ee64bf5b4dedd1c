import type { Flow } from '../flow/flow.js';
import type { Argument, Place, Step, Value } from '../flow/step.js';
import type { Span } from '../text.js';
import { flowOf, type FileFacts, type FunctionFact } from './facts.js';

/**
 * What holds of the facts of every file, whatever its language and however broken its text. Tests of both readers hold
 * their facts against it; nothing else needs it.
 *
 * @returns one sentence per violation; none where the facts are sound.
 */
export function checkFacts(facts: FileFacts): string[] {
  const violations: string[] = [];
  const report = (where: string, what: string): void => {
    violations.push(`${where}: ${what}`);
  };
  const within = (where: string, span: Span): void => {
    if (!(span.start >= 0 && span.start <= span.end && span.end <= facts.length)) report(where, `span ${span.start}-${span.end} lies outside of the text`);
  };
  const index = (where: string, what: string, i: number, count: number, least = 0): void => {
    if (!(i >= least && i < count)) report(where, `${what} ${i} does not exist`);
  };
  const lists = { import: facts.imports, export: facts.exports, problem: facts.problems, directive: facts.directives, unawaited: facts.unawaited };
  for (const [name, list] of Object.entries(lists)) list.forEach((fact: Span, i) => within(`${name} ${i}`, fact));
  facts.imports.forEach((fact, i) => index(`import ${i}`, 'function', fact.function, facts.functions.length));
  facts.classes.forEach((fact, i) => {
    const where = `class ${i} ${fact.name}`;
    within(where, fact);
    within(where, fact.nameSpan);
    index(where, 'function', fact.function, facts.functions.length);
    index(where, 'body', fact.body, facts.functions.length, -1);
    const body = facts.functions[fact.body];
    if (body !== undefined && (body.form !== 'class' || body.class !== i)) report(where, `its body ${fact.body} is of another class, or no body`);
    const length = facts.functions[fact.function]?.flow.length ?? 0;
    for (const value of [...fact.baseValues, ...fact.decorators]) index(where, 'value', value, length);
    for (const member of fact.members) {
      within(`${where}.${member.name}`, member);
      index(`${where}.${member.name}`, 'method', member.method, facts.functions.length, -1);
    }
  });
  checkStatements(facts, report);
  facts.casts.forEach((fact, i) => index(`cast ${i}`, 'value', fact.value, facts.functions[fact.function]?.flow.length ?? 0));
  facts.functions.forEach((fact, i) => {
    const where = `function ${i} ${fact.name}`;
    checkFunction(facts, fact, i, (what) => report(where, what));
    const { from, length } = fact.flow;
    if (from < 0 || length < 0 || (from + length) * 8 > facts.store.steps.length) return report(where, 'its flow lies outside of the store');
    const flow = flowOf(facts, fact);
    checkRegions(flow, (what) => report(where, what));
    for (const step of flow) checkStep(facts, fact, i, flow, step, (what) => report(`${where}, step ${step.index} ${step.kind}`, what));
  });
  return violations;
}

/** Statements nest, and stand in the order of their starts, the outer one first. */
function checkStatements({ statements, length }: FileFacts, report: (where: string, what: string) => void): void {
  const open: number[] = [];
  let before = 0;
  for (let at = 0; at < statements.length; at += 3) {
    const [start, end] = [statements[at]!, statements[at + 1]!];
    if (start < before || end < start || end > length) report(`statement ${at / 3}`, `span ${start}-${end} is out of order or outside of the text`);
    while (open.length > 0 && open.at(-1)! <= start) open.pop();
    if (open.length > 0 && end > open.at(-1)!) report(`statement ${at / 3}`, `span ${start}-${end} reaches past the statement around it`);
    open.push(end);
    before = start;
  }
}

type Report = (what: string) => void;

function checkFunction(facts: FileFacts, fact: FunctionFact, index: number, report: Report): void {
  if ((index === 0) !== (fact.parent === -1)) report('only the first function has no parent');
  if ((index === 0) !== (fact.form === 'module')) report('only the first function is the module');
  if (fact.parent >= index) report(`its parent ${fact.parent} stands behind it`);
  if (fact.class >= facts.classes.length) report(`class ${fact.class} does not exist`);
  if (fact.form === 'class' && facts.classes[fact.class]?.body !== index) report('its class has another body');
  if (fact.asyncAt !== -1 && (fact.asyncAt < fact.start || fact.asyncAt > fact.end)) report('`async` would be inserted outside of it');
  for (const span of [fact, fact.nameSpan, fact.bodySpan, fact.returnsSpan ?? fact.nameSpan, ...fact.parameters]) {
    if (!(span.start >= 0 && span.start <= span.end && span.end <= facts.length)) report(`span ${span.start}-${span.end} lies outside of the text`);
  }
  if (fact.bodySpan.start < fact.start || fact.bodySpan.end > fact.end) report('its body lies outside of it');
  if (fact.parent < 0) return;
  const around = facts.functions[fact.parent]!.flow.length;
  for (const value of [...fact.decorators, ...fact.parameters.map((parameter) => parameter.default)]) {
    if (value < -1 || value >= around) report(`value ${value} is no step of its parent`);
  }
}

/** Regions nest: each step's parent is the innermost region that reaches past it. */
function checkRegions(flow: Flow, report: Report): void {
  const open: Value[] = [];
  for (let i = 0; i < flow.length; i++) {
    while (open.length > 0 && flow.last(open.at(-1)!) <= i) open.pop();
    const parent = open.at(-1) ?? -1;
    if (flow.parent(i) !== parent) report(`step ${i} says that ${flow.parent(i)} owns it, and not ${parent}`);
    if (!isRegion(flow, i)) {
      if (flow.last(i) !== i + 1) report(`step ${i} is no region and owns steps`);
      continue;
    }
    const last = flow.last(i);
    if (last <= i || last > (parent < 0 ? flow.length : flow.last(parent))) report(`region ${i} reaches past the one around it`);
    open.push(i);
  }
}

function isRegion(flow: Flow, i: Value): boolean {
  const kind = flow.kind(i);
  return kind === 'arm' || kind === 'branch' || kind === 'loop' || kind === 'try' || kind === 'scope';
}

function checkStep(facts: FileFacts, fact: FunctionFact, index: number, flow: Flow, step: Step, report: Report): void {
  if (!(step.start >= 0 && step.start <= step.end && step.end <= facts.length)) report(`span ${step.start}-${step.end} lies outside of the text`);
  if (step.parent >= 0 && (step.start < flow.start(step.parent) || step.end > flow.end(step.parent))) {
    report(`span ${step.start}-${step.end} lies outside of that of region ${step.parent}, ${flow.start(step.parent)}-${flow.end(step.parent)}`);
  }
  if (step.parent < 0 && fact.form === 'module' && step.end > fact.end) report('it lies behind the module');
  const before = (what: string, value: Value, least = -1): void => {
    if (value < least || value >= step.index) report(`${what} ${value} does not stand before it`);
  };
  const inArm = step.parent < 0 ? null : flow.kind(step.parent);
  if (step.kind !== 'arm' && (inArm === 'branch' || inArm === 'try' || inArm === 'loop' || inArm === 'scope')) report(`it stands in a ${inArm} and in no arm of it`);
  switch (step.kind) {
    case 'arm': {
      if (inArm === null || inArm === 'arm') report('it is an arm of nothing');
      for (const value of [...step.catches, ...(step.result < 0 ? [] : [step.result])]) {
        if (value <= step.index || value >= step.last) report(`value ${value} does not stand in it`);
      }
      return;
    }
    case 'branch': return before('test', step.test);
    case 'loop':
      before('iterable', step.over);
      if (step.test !== -1 && (step.test <= step.index || step.test >= step.last)) report(`test ${step.test} does not stand in it`);
      return;
    case 'scope': return before('item', step.item, 0);
    case 'try': return;
    case 'const':
      if ((step.form === 'import') !== (facts.imports[step.import] !== undefined)) report(`import ${step.import} does not fit`);
      return;
    case 'read': return checkPlace(facts, fact, index, step.place, before, report);
    case 'element':
      before('collection', step.of, 0);
      return before('position', step.at);
    case 'make': return checkArguments(step.items, before);
    case 'fn': {
      const target = facts.functions[step.function];
      if (target === undefined) report(`function ${step.function} does not exist`);
      else if (target.parent !== index) report(`function ${step.function} stands in another function`);
      return;
    }
    case 'operate':
      for (const value of step.of) before('operand', value, 0);
      return;
    case 'call':
      before('callee', step.callee, 0);
      return checkArguments(step.arguments, before);
    case 'await': return before('operand', step.of, 0);
    case 'yield': return before('operand', step.of);
    case 'write':
      before('source', step.from);
      if ((step.form === 'bind' || step.form === 'update') === (step.from === -1)) report(`a ${step.form} from ${step.from}`);
      if (step.annotation < -1 || step.annotation >= facts.types.length) report(`annotation ${step.annotation} does not exist`);
      return checkPlace(facts, fact, index, step.place, before, report);
    case 'drop': return before('operand', step.of, 0);
    case 'exit':
      before('operand', step.of);
      if (step.target !== -1 && !(step.target < step.index && flow.last(step.target) > step.index)) report(`it leaves ${step.target}, which is not around it`);
      return;
  }
}

function checkArguments(items: readonly Argument[], before: (what: string, value: Value, least?: number) => void): void {
  for (const { value } of items) before('argument', value, 0);
}

function checkPlace(
  facts: FileFacts, fact: FunctionFact, index: number, place: Place,
  before: (what: string, value: Value, least?: number) => void, report: Report,
): void {
  if ((place.scope === 'value') !== (place.of !== -1) || (place.scope === 'value' && place.name !== '')) {
    report(`place ${place.scope} '${place.name}' of ${place.of} is no variable and no value`);
  }
  if (place.scope === 'value') before('value', place.of, 0);
  if ((place.scope === 'captured') !== (place.owner !== -1)) report(`a ${place.scope} variable with owner ${place.owner}`);
  if (place.scope !== 'captured') return;
  let around = fact.parent;
  while (around >= 0 && around !== place.owner) around = facts.functions[around]!.parent;
  if (around !== place.owner || place.owner === index) report(`function ${place.owner}, whose ${place.name} it captures, is not around it`);
}

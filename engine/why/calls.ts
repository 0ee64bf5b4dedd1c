import { spelled, type CallStep } from '../flow/step.js';
import type { SymbolFact } from '../knowledge/knowledge.js';
import { doesOf } from '../project/arguments.js';
import type { LinkedProject } from '../project/linked.js';
import type { Target } from '../project/project.js';
import { readable } from '../project/symbols.js';
import type { FunctionUnit } from '../project/unit.js';
import type { Related, StepPlace } from '../rule.js';
import type { ExplainedFact } from './explanation.js';
import { whyUnknown } from './unknown.js';
import { originsInWords } from './words.js';

/** What asynclint knows of a call and of where a function runs, each in words with the places that show it. */

export function factsOfCall(project: LinkedProject, fn: FunctionUnit, call: CallStep): readonly ExplainedFact[] {
  const { targets, unknown } = project.callee(fn, call.index);
  const facts = targets.map((target) => reached(project, target));
  if (unknown) {
    const why = whyUnknown(project, fn, call.callee) ?? 'there are more possibilities than are followed';
    facts.push(fact('reaches', targets.length > 0 ? `perhaps others: ${why}` : `unknown: ${why}`));
  }
  facts.push(yields(project, fn, call));
  facts.push(blocksOf(project, fn, call) ?? fact('blocks', unknown ? 'not known' : 'it is not known to block'));
  for (const target of targets) {
    if (target.form === 'symbol') facts.push(...ofSymbol(fn, call, target.symbol, target.fact));
    if (target.form === 'function') facts.push(...ofFunction(project, target.function));
  }
  return facts;
}

/** How a call blocks its thread; null where it is not known to. */
export function blocksOf(project: LinkedProject, fn: FunctionUnit, call: CallStep): ExplainedFact | null {
  const blocking = project.blockingCall(fn, call.index);
  return blocking === null ? null : fact('blocks', `it blocks the thread (${blocking.how}): ${blocking.steps.map(({ callee }) => callee).join(' → ')}`,
    placesOf(project, blocking.steps.map(({ place, callee }) => ({ place, message: `\`${callee}\` is called` }))));
}

function reached(project: LinkedProject, target: Target): ExplainedFact {
  switch (target.form) {
    case 'function': {
      const { fact: own } = target.function;
      const kind = own.async ? 'the async function' : own.generator ? 'the generator' : 'the function';
      return fact('reaches', `${kind} \`${shown(target.function.qualifiedName)}\``, placesOf(project, [declared(project.place(target.function, -1))]));
    }
    case 'class': {
      const name = `it makes an instance of \`${target.file.facts.classes[target.class]!.name}\``;
      return fact('reaches', name, target.init === null ? [] : placesOf(project, [declared(project.place(target.init, -1))]));
    }
    case 'symbol': return fact('reaches', `\`${readable(target.symbol)}\`${target.fact === null ? ', of which asynclint knows nothing' : ', a known library\'s'}`);
  }
}

function yields(project: LinkedProject, fn: FunctionUnit, call: CallStep): ExplainedFact {
  const answer = project.awaitable(fn, call.index);
  switch (answer.answer) {
    case 'yes': return fact('yields', originsInWords(project, project.origins(fn, call.index)));
    case 'no': return fact('yields', `nothing to await: ${originsInWords(project, project.origins(fn, call.index))}`);
    case 'likely': return fact('yields', 'likely something to await: the same callee is awaited elsewhere', placesOf(project, [{ place: answer.place, message: 'it is awaited here' }]));
    case 'unknown': return fact('yields', whyUnknown(project, fn, call.index) ?? originsInWords(project, project.origins(fn, call.index)));
  }
}

function ofSymbol(fn: FunctionUnit, call: CallStep, symbol: string, known: SymbolFact | null): readonly ExplainedFact[] {
  if (known === null) return [];
  const facts: ExplainedFact[] = [];
  const does = doesOf(fn, call, symbol, known);
  if (known.io === true || known.timeout?.kind === 'network') {
    facts.push(fact('io', `it does input or output, and ${does === undefined ? 'whether it changes something is not known' : does === 'read' ? 'only reads' : 'changes something'}`));
  } else if (does !== undefined) facts.push(fact('io', does === 'read' ? 'it only reads' : 'it changes something'));
  if (known.paces !== undefined) facts.push(fact('io', `it waits on purpose or in a line (${known.paces})`));
  if (known.timeout !== undefined) {
    const { default: limit } = known.timeout;
    facts.push(fact('timeout', limit === 'none' ? 'it waits without a limit unless one is set' : `it gives up after ${limit} seconds by itself`));
  }
  return facts;
}

function ofFunction(project: LinkedProject, target: FunctionUnit): readonly ExplainedFact[] {
  const name = `\`${shown(target.qualifiedName)}\``;
  const writes = { yes: 'writes state that outlives it', no: 'writes no state that outlives it', unknown: 'may write state that outlives it: not all that it calls is known' }[project.writesShared(target)];
  return [
    fact('io', `${name} ${project.doesIo(target) ? 'does' : 'is not known to do'} input or output${project.usesConnection(target) === 'yes' ? ', on a connection that it did not open' : ''}${project.paces(target) ? ', and waits on purpose or in a line' : ''}`),
    fact('writes', `${name} ${writes}`),
  ];
}

/** Where a function runs, in sentences. */
export function factsOfContexts(project: LinkedProject, fn: FunctionUnit): readonly ExplainedFact[] {
  const { onLoop, thread, startup, perRequest, test, main } = project.contexts(fn);
  const facts: ExplainedFact[] = [];
  if (onLoop !== null) {
    const chain = onLoop.map((place) => `\`${shown(place.function)}\``).join(' → ');
    const start = perRequest ? 'on the event loop, per request' : 'on the event loop';
    facts.push(fact('runs', onLoop.length === 1 ? `${start}: something outside the project starts it there` : `${start}: ${chain}`,
      placesOf(project, onLoop.slice(0, -1).map((place) => ({ place, message: `\`${shown(place.function)}\`` })))));
  } else if (fn.fact.async) facts.push(fact('runs', 'on the event loop of whoever awaits it, for it is asynchronous; no entry point is known that reaches it'));
  if (thread) facts.push(fact('runs', 'in a thread of its own (from some entry point)'));
  if (startup) facts.push(fact('runs', 'at start-up'));
  if (main) facts.push(fact('runs', 'from the main program or the top of a module'));
  if (test) facts.push(fact('runs', 'in a test'));
  if (facts.length === 0) facts.push(fact('runs', 'not known: no entry point is known that reaches it'));
  return facts;
}

function declared(place: StepPlace): Related {
  return { place, message: 'it is declared here' };
}

function placesOf(project: LinkedProject, related: readonly Related[]): ExplainedFact['places'] {
  return related.flatMap(({ place, message }) => {
    const span = project.locate(place);
    return span === undefined ? [] : [{ path: place.path, start: span.start, end: span.end, message }];
  });
}

function fact(about: ExplainedFact['about'], text: string, places: ExplainedFact['places'] = []): ExplainedFact {
  return { about, text, places };
}

function shown(qualified: string): string {
  return qualified === '' ? 'the module' : spelled(qualified);
}

import { spelled, type CallStep, type LoopStep, type Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { namesWithin, rootOf } from '../awaited.js';
import { isCarrier } from '../order-names.js';

/** What only names and comments say of an order that somebody counts on. They are read only to keep silent. */

/** Methods by which one thing is put behind another: what is said, written, or done by keyboard and mouse. */
const speaking = new RegExp('^_*(?:(?:a?send|publish|emit|dispatch|enqueue|append|xadd|[lr]push|say|speak|log)$|(?:reply|respond|print|write_?(?:ln|line|row|rows)?|add_?reaction)(?![a-z])'
  + '|(?:press|type|click|fill|tap|hover|focus|drag|goto|navigate)(?![a-z]))', 'i');

/** Variables that hold what takes one thing after another, or is driven by one hand. */
const listening = /(?:writer|stream|archive|zip|printer|terminal|console|pipe|keyboard|mouse|page|frame|browser|driver)$/i;

/** What is done one after another by its nature: whoever installs holds a lock, whoever joins is seen to. */
const successive = /^_*(?:(?:un|re)?install|(?:un|re)?load_?(?:[Ee]xtension|[Pp]lugin|[Cc]og)|migrate|rollback|join|leave)(?![a-z])/;

/** Variables that hold code which somebody has put in a row. */
const inRow = /^(?:hook|middleware|plugin|interceptor|step|stage|phase|transform|transformer|renderer|visitor|migration|seeder|fixture|handler|callback|listener)(?:Fn|_?fn|Func|_?func)?(?:#\d+)?$/i;

/** The reason why an awaited call of which little is known keeps its place, by its names; or null. */
export function orderByName(project: Project, fn: FunctionUnit, loop: LoopStep, call: CallStep): 'listener' | 'chosen' | 'promised' | 'connection' | null {
  const { flow } = fn;
  const callee = flow.step(call.callee);
  const root = rootOf(flow, call);
  const isOfItem = isOfIteration(project, fn, loop, root);
  if (callee.kind === 'element') return isOfItem ? 'chosen' : null;
  if (callee.kind !== 'read') return null;
  const hasReceiver = callee.place.scope === 'value' || callee.place.keys.length > 0;
  const method = callee.place.keys.at(-1) ?? callee.place.name;
  const named = flow.step(root);
  if (isOfItem && (!hasReceiver || (named.kind === 'read' && inRow.test(named.place.name)) || readsElement(fn, call.callee))) return 'chosen';
  if (call.arguments.some(({ value }) => isCodeInRow(project, fn, loop, value))) return 'chosen';
  if (successive.test(method)) return 'promised';
  if (isOfItem || !hasReceiver) return mentionsCarrier(project, fn, loop, call) ? 'connection' : null;
  const isModule = callee.place.keys.length === 1 && callee.place.scope === 'module' && project.known(fn, call.index) !== null;
  const names = namesWithin(flow, callee, call.callee);
  if (!isModule && (speaking.test(method) || names.some((name) => listening.test(name)))) return 'listener';
  return mentionsCarrier(project, fn, loop, call) ? 'connection' : null;
}

/** `run(hook, event)`: code of the row is handed on, to be run. */
function isCodeInRow(project: Project, fn: FunctionUnit, loop: LoopStep, value: Value): boolean {
  const step = fn.flow.step(value);
  return step.kind === 'read' && step.place.scope !== 'value' && step.place.keys.length === 0 && inRow.test(step.place.name) && isOfIteration(project, fn, loop, value);
}

/** `target.actions[event](page)`: what is called is looked up. */
function readsElement({ flow }: FunctionUnit, callee: Value): boolean {
  const step = flow.step(callee);
  return step.kind === 'read' && step.place.scope === 'value' && flow.kind(step.place.of) === 'element';
}

/** Whether the call mentions what carries one conversation, and the iterations share it. */
function mentionsCarrier(project: Project, fn: FunctionUnit, loop: LoopStep, call: CallStep): boolean {
  const { flow } = fn;
  for (let i = loop.index + 1; i < loop.last; i++) {
    const read = flow.kind(i) === 'read' && flow.start(i) >= call.start && flow.end(i) <= call.end ? flow.step(i) : undefined;
    if (read?.kind !== 'read' || read.place.scope === 'value') continue;
    const names = [spelled(read.place.name), ...read.place.keys].slice(0, i === call.callee ? -1 : undefined);
    if (names.some(isCarrier) && !isOfIteration(project, fn, loop, i)) return true;
  }
  return false;
}

/** Whether a variable is bound anew in each iteration. */
export function isOfIteration(project: Project, fn: FunctionUnit, loop: LoopStep, read: Value): boolean {
  const { writes, undefinedToo } = project.index(fn).writesReaching(read);
  return !undefinedToo && writes.length > 0 && writes.every((write) => write > loop.index && write < loop.last);
}

/** Whether a comment above the loop or at its beginning says that its order is meant ("one at a time"), or its items are turned round or are migrations. */
export function saysSo({ file: { text }, flow }: FunctionUnit, { start, over }: LoopStep): boolean {
  const source = over < 0 ? '' : text.slice(flow.start(over), flow.end(over));
  if (/\breversed\(|\.(?:reverse|toReversed)\(|\[::-1\]|migration/i.test(source)) return true;
  const above = /(?:(?:^|[\r\n])[ \t]*(?:\/\/|#|\*|\/\*)[^\r\n]*(?=[\r\n]))+\s*$/.exec(text.slice(Math.max(0, start - 1000), start))?.[0] ?? '';
  const within = text.slice(start, start + 300).split(/\r\n|\n|\r/).slice(0, 2).map((line) => /(?:\/\/|#).*$/.exec(line)?.[0] ?? '').join(' ');
  return /\b(?:one (?:at a time|by one|after (?:another|the other))|sequential(?:ly)?|serial(?:ly)?(?!-)|in (?:order|sequence|series)|not (?:in )?parallel|avoid (?:parallel|concurren\w+))\b/i.test(`${above} ${within}`);
}

import { flowOf, type FileFacts } from '../facts/facts.js';
import type { Flow } from '../flow/flow.js';
import { spelled, type CallStep, type Value } from '../flow/step.js';
import type { FunctionUnit } from '../project/unit.js';

/**
 * Names for what an edit has to name: taken from what the code calls it already, and free in the function that it is
 * written into, in those around it and in those within it.
 */
export class NewNames {
  private readonly used: Set<string>;

  constructor(private readonly fn: FunctionUnit) {
    this.used = variablesOf(fn);
  }

  /** The first of `wanted` that is free, else the first with a number; it is taken from then on. */
  take(...wanted: readonly string[]): string {
    const isFree = (name: string): boolean => !this.used.has(name) && !reserved.has(name);
    let name = wanted.find(isFree);
    for (let i = 2; name === undefined; i++) if (isFree(`${wanted[0]!}${i}`)) name = `${wanted[0]!}${i}`;
    this.used.add(name);
    return name;
  }

  /** A name for what a call yields, from the callee's own: `get_user()` yields `user`. */
  ofResult(call: Value): string {
    const own = resultName(this.fn, call);
    const suffix = this.fn.file.language === 'python' ? '_result' : 'Result';
    return own === null ? this.take('result') : this.take(own, own + suffix);
  }

  /** A name for the task of a call, from what its result is assigned to, else from the callee's own. */
  ofTask(call: Value, target: string | null): string {
    const own = target !== null && /^\w+$/.test(target) ? target : resultName(this.fn, call) ?? 'result';
    return this.take(`${own}_task`);
  }
}

/** The plural of an English name, as programmers write it; null where that is the name itself, or there is none: `is_open`. */
export function pluralOf(name: string): string | null {
  if (/^(?:is|has|can|was|should)(?:_|[A-Z])/.test(name)) return null;
  if (/(?:s|data|info|news|media)$/i.test(name)) return /(?:ss|us|is)$/.test(name) ? `${name}es` : null;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

const verb = /^(?:get|fetch|read|load|find|query|list|retrieve|lookup|compute|calculate|request|download|build|create|make|resolve)/;
const requests: ReadonlySet<string> = new Set(['get', 'fetch', 'request', 'post', 'put', 'patch', 'send']);

function resultName({ flow, file }: FunctionUnit, call: Value): string | null {
  const step = call < 0 ? undefined : flow.step(call);
  const callee = step?.kind === 'call' ? flow.step((step satisfies CallStep).callee) : undefined;
  if (callee?.kind !== 'read') return null;
  const name = (callee.place.keys.at(-1) ?? spelled(callee.place.name)).replace(/^[_$#]+/, '');
  if (requests.has(name)) return 'response';
  const noun = file.language === 'python' ? name.replace(new RegExp(`${verb.source}_`), '') : name.replace(new RegExp(`${verb.source}(?=[A-Z])`), '');
  if (!/^[A-Za-z]\w*$/.test(noun) || new RegExp(`${verb.source}$`).test(noun)) return null;
  if (noun === noun.toUpperCase()) return noun.toLowerCase();
  return noun[0]!.toLowerCase() + noun.slice(1);
}

/** The variables that a function, those around it and those within it mention, and the file's imports. */
function variablesOf({ file: { facts }, index }: FunctionUnit): Set<string> {
  const used = new Set(facts.imports.map(({ local }) => local));
  for (let i = 0; i < facts.functions.length; i++) {
    if (!isWithin(facts, i, index) && !isWithin(facts, index, i)) continue;
    const fact = facts.functions[i]!;
    used.add(fact.name);
    for (const parameter of fact.parameters) used.add(parameter.name);
    addMentioned(flowOf(facts, fact), used);
  }
  return used;
}

function addMentioned(flow: Flow, used: Set<string>): void {
  for (let i = 0; i < flow.length; i++) {
    const place = flow.placeOf(i);
    if (place !== undefined && place.scope !== 'value') used.add(spelled(place.name));
  }
}

function isWithin(facts: FileFacts, inner: number, outer: number): boolean {
  for (let at = inner; at >= 0; at = facts.functions[at]!.parent) if (at === outer) return true;
  return false;
}

/** Words of either language that can't be a variable, or should not be one. */
const reserved: ReadonlySet<string> = new Set(('and as assert async await break case catch class const continue debugger def default del delete do elif else enum '
  + 'except export extends finally for from function global if implements import in instanceof interface is lambda let match new nonlocal not null or '
  + 'package pass private protected public raise return static super switch this throw try type typeof undefined var void while with yield self cls '
  + 'all any bool bytes dict dir filter float format hash help id input int iter len list map max min next object open print range round set str sum '
  + 'tuple vars zip').split(' '));

import { gatheredComprehension } from '../../engine/edit/comprehensions.js';
import { readLoop, type LoopPart } from '../../engine/edit/loop-part.js';
import type { KnownName } from '../../engine/edit/names.js';
import { gatheredLoop } from '../../engine/edit/python-loops.js';
import { groupedLoop } from '../../engine/edit/python-lists.js';
import { limit, type AsyncioNames } from '../../engine/edit/gather-call.js';
import { importMember } from '../../engine/edit/python-imports.js';
import { mappedLoop, sharedLoop, splitLoop } from '../../engine/edit/typescript-loops.js';
import type { LoopStep } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, TextEdit } from '../../engine/rule.js';
import { mayGroup } from '../task-group.js';
import { isSmall } from './loops.js';
import { isArray, isRepeatable } from './sources.js';

/**
 * The cures: all iterations at once, or a few at a time, which comes first where it is not known how many there are. In
 * anyio and trio nothing is offered: they have no call that hands out several values.
 */
export function fixesOf(project: Project, fn: FunctionUnit, loop: LoopStep): readonly Fix[] {
  return fn.file.language === 'python' ? pythonFixes(project, fn, loop) : typescriptFixes(project, fn, loop);
}

const few = `Run them together, at most ${limit} at a time`;

function typescriptFixes(project: Project, fn: FunctionUnit, loop: LoopStep): readonly Fix[] {
  const part = readLoop(fn, project.index(fn), loop.index);
  if (part === null || losesNarrowing(part)) return [];
  const ofArray = isArray(project, part);
  const all = suggestion('Run them all together with Promise.all (the first to fail rejects it; the others run on)', mappedLoop(part, ofArray) ?? splitLoop(part, ofArray));
  return isSmall(project, fn, loop) ? all : [...suggestion(`${few} (workers that share one iterator)`, sharedLoop(part, ofArray)), ...all];
}

function pythonFixes(project: Project, fn: FunctionUnit, loop: LoopStep): readonly Fix[] {
  if (project.concurrency(fn) !== 'asyncio') return [];
  const named = (member: string): KnownName | null => importMember(fn.file.text, fn.file.facts, 'asyncio', member, fn.index);
  const [gather, semaphore, group] = [named('gather'), named('Semaphore'), named('TaskGroup')];
  if (gather === null) return [];
  const all = 'Run them all together with asyncio.gather (the first to fail raises; the others run on)';
  const index = project.index(fn);
  const part = loop.form === 'comprehension' ? null : readLoop(fn, index, loop.index);
  const canRepeat = part !== null && isRepeatable(project, part);
  const gathered = (names: AsyncioNames): readonly TextEdit[] | null =>
    loop.form === 'comprehension' ? gatheredComprehension(fn, index, loop.index, names) : part === null ? null : gatheredLoop(part, names, canRepeat);
  const bounded = semaphore === null || isSmall(project, fn, loop) ? []
    : suggestion(`${few} (asyncio.Semaphore)`, gathered({ gather: gather.name, semaphore: semaphore.name }), gather, semaphore);
  const grouped = part === null || group === null || !mayGroup(project, fn, part.awaits) ? []
    : suggestion('Run them all in a TaskGroup (a failure cancels the others and comes in an ExceptionGroup)', groupedLoop(part, group.name), group);
  return [...bounded, ...suggestion(all, gathered({ gather: gather.name, semaphore: null }), gather), ...grouped];
}

/** A suggestion with what has to be imported for it; none where there are no edits. */
function suggestion(title: string, edits: readonly TextEdit[] | null, ...imports: readonly KnownName[]): readonly Fix[] {
  if (edits === null) return [];
  const added = imports.flatMap((known) => known.edits);
  // Two members of one module that is not imported yet are added by the same line.
  const own = added.filter((edit, i) => added.findIndex((other) => other.start === edit.start && other.end === edit.end && other.text === edit.text) === i);
  return [{ title, kind: 'suggestion', edits: [...own, ...edits] }];
}

/**
 * Whether the body reads a property that was tested around the loop: TypeScript forgets within a function what was
 * found of `this.client` outside of it. https://github.com/microsoft/TypeScript/issues/9998
 */
function losesNarrowing({ fn, index, loop }: LoopPart): boolean {
  const tested: { readonly name: string; readonly keys: readonly string[] }[] = [];
  for (const { test } of index.guards(loop.index)) {
    for (let i = 0; i <= test; i++) {
      const read = fn.flow.kind(i) === 'read' && fn.flow.start(i) >= fn.flow.start(test) && fn.flow.end(i) <= fn.flow.end(test) ? fn.flow.step(i) : undefined;
      if (read?.kind === 'read' && read.place.scope !== 'value' && read.place.keys.length > 0) tested.push(read.place);
    }
  }
  if (tested.length === 0) return false;
  for (let i = loop.index + 1; i < loop.last; i++) {
    const place = fn.flow.kind(i) === 'read' ? fn.flow.placeOf(i) : undefined;
    if (place !== undefined && tested.some(({ name, keys }) => place.name === name && keys.every((key, at) => place.keys[at] === key))) return true;
  }
  return false;
}

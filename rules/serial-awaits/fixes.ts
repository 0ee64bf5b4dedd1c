import { importMember } from '../../engine/edit/python-imports.js';
import { gathered, grouped } from '../../engine/edit/together.js';
import type { KnownName } from '../../engine/edit/names.js';
import type { Project } from '../../engine/project/project.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import type { Fix, TextEdit } from '../../engine/rule.js';
import type { Value } from '../../engine/flow/step.js';
import { mayGroup } from '../task-group.js';
import type { Waiting } from './runs.js';

/**
 * The cures: all of the awaits by one call, or in a task group. A pair comes first where all of them can't be brought
 * together. anyio and trio have no call that hands out several values, so nothing is offered for them.
 * @param pair the two that the finding names.
 * @param others further awaits of the run that need neither.
 */
export function fixesOf(project: Project, fn: FunctionUnit, pair: readonly Waiting[], others: readonly Waiting[]): readonly Fix[] {
  const stepsOf = (row: readonly Waiting[]): readonly Value[] => row.map(({ step }) => step).sort((a, b) => a - b);
  const rows = [stepsOf([...pair, ...others]), ...(others.length > 0 ? [stepsOf(pair)] : [])];
  return fn.file.language === 'python' ? pythonFixes(project, fn, rows) : typescriptFixes(project, fn, rows);
}

function typescriptFixes(project: Project, fn: FunctionUnit, rows: readonly (readonly Value[])[]): readonly Fix[] {
  for (const awaits of rows) {
    const edits = gathered({ fn, index: project.index(fn), awaits });
    if (edits !== null) return [suggestion(`Await these ${awaits.length} together with Promise.all (the first to fail rejects it; the others run on)`, edits)];
  }
  return [];
}

function pythonFixes(project: Project, fn: FunctionUnit, rows: readonly (readonly Value[])[]): readonly Fix[] {
  if (project.concurrency(fn) !== 'asyncio') return [];
  const named = (member: string): KnownName | null => importMember(fn.file.text, fn.file.facts, 'asyncio', member, fn.index);
  const [gather, group] = [named('gather'), named('TaskGroup')];
  const fixes: Fix[] = [];
  const index = project.index(fn);
  for (const awaits of rows) {
    const edits = gather === null ? null : gathered({ fn, index, awaits }, gather.name);
    if (gather === null || edits === null) continue;
    fixes.push(suggestion(`Await these ${awaits.length} together with asyncio.gather (the first to fail raises; the others run on)`, [...gather.edits, ...edits]));
    break;
  }
  for (const awaits of rows) {
    const edits = group !== null && mayGroup(project, fn, awaits) ? grouped({ fn, index, awaits }, group.name) : null;
    if (group === null || edits === null) continue;
    fixes.push(suggestion(`Await these ${awaits.length} in a TaskGroup (a failure cancels the others and comes in an ExceptionGroup)`, [...group.edits, ...edits]));
    break;
  }
  return fixes;
}

function suggestion(title: string, edits: readonly TextEdit[]): Fix {
  return { title, kind: 'suggestion', edits };
}

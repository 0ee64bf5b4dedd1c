import { spelled } from '../flow/step.js';
import type { LinkedProject } from '../project/linked.js';
import type { Origin, Origins } from '../project/origins.js';
import { readable, split } from '../project/symbols.js';

/** Origins as a reader knows them: "function `load`", "an instance of `Session` (requests)". */

export function originsInWords(project: LinkedProject, { of, unknown }: Origins): string {
  const known = of.map((origin) => originInWords(project, origin));
  return [...known, ...(unknown || of.length === 0 ? [known.length > 0 ? 'something else' : 'something unknown'] : [])].join(' or ');
}

export function originInWords(project: LinkedProject, origin: Origin): string {
  switch (origin.form) {
    case 'function': return `function \`${spelled(origin.name)}\` (${where(project, origin.path)})`;
    case 'class': return `class \`${spelled(origin.name)}\` (${where(project, origin.path)})`;
    case 'instance': return `an instance of \`${spelled(origin.name)}\` (${where(project, origin.path)})`;
    case 'super': return `the bases of \`${spelled(origin.name)}\``;
    case 'object': return 'an object or dict';
    case 'module': return `module ${where(project, origin.path)}`;
    case 'symbol': return split(origin.symbol).path === '' ? `the module \`${readable(origin.symbol)}\`` : `\`${readable(origin.symbol)}\``;
    case 'external': return `an instance of \`${readable(origin.symbol)}\``;
    case 'awaitable': return `${kinds[origin.kind]} of ${originsInWords(project, origin.of)}`;
    case 'settling': return `\`${origin.method}\` of a promise`;
    case 'collection': return `a collection of ${originsInWords(project, origin.of)}`;
    case 'mapping': return `a dict of ${originsInWords(project, origin.of)}`;
    case 'map': return `a map of ${originsInWords(project, origin.of)}`;
    case 'type': return `a class or type of ${originsInWords(project, origin.of)}`;
    case 'callable': return `a function that yields ${originsInWords(project, origin.of)}`;
    case 'tuple': return `a tuple of ${origin.parts.length}`;
    case 'context': return `a context manager that enters ${originsInWords(project, origin.of)}`;
    case 'none': return 'nothing (None, null or undefined)';
    case 'plain': return 'a plain value';
  }
}

/** What an awaitable is called by its kind. */
const kinds = {
  async: 'a coroutine or promise', coroutine: 'a coroutine', promise: 'a promise', task: 'a task', lazy: 'a builder that starts when awaited',
  future: 'a future', context: 'something to await or enter',
} as const;

/** A path as seen from the project's folder. */
export function where(project: LinkedProject, path: string): string {
  const file = project.file(path);
  return file === undefined ? path : project.pathWithin(file).replace(/^\//, '');
}

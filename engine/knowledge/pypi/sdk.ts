import { members } from '../entries.js';
import type { SymbolFact } from '../knowledge.js';

/**
 * The clients of openai and anthropic are made by the same generator: a class per resource, and beside it one whose name
 * begins with `Async` and whose methods are coroutines. A request gives up after ten minutes unless it or the client
 * says otherwise.
 */
export interface Resource {
  /** Methods that ask without leaving anything behind, divided by white space. */
  readonly reads?: string;
  /** Methods that make, change or delete something at the other side. */
  readonly changes?: string;
  /** Methods that ask again and again, or send a file in parts, and take no timeout. */
  readonly long?: string;
  /** Resources within this one: the attribute, and `module:class` of its blocking form. */
  readonly parts?: Readonly<Record<string, string>>;
}

const timeout: SymbolFact['timeout'] = { default: 600, by: [{ name: 'timeout' }], onClient: [{ name: 'timeout' }], kind: 'network' };

/** Both forms of the resources of one module, by their class. Lists are left out: they are awaitable and iterable at once. */
export function resources(classes: Readonly<Record<string, Resource>>): Record<string, SymbolFact> {
  return Object.assign({}, ...Object.entries(classes).flatMap(([name, resource]) => [
    resourceOf(name, resource, { blocks: 'network', io: true, timeout }, (part) => part),
    resourceOf(`Async${name}`, resource, { awaitable: 'coroutine', io: true, timeout }, asyncForm),
  ])) as Record<string, SymbolFact>;
}

function resourceOf(
  path: string, { reads = '', changes = '', long = '', parts = {} }: Resource, request: SymbolFact, form: (part: string) => string,
): Record<string, SymbolFact> {
  const { timeout: _, ...unlimited } = request;
  return {
    [path]: { class: true },
    ...members(path, reads, { ...request, does: 'read' }),
    ...members(path, changes, { ...request, does: 'change' }),
    ...members(path, long, unlimited),
    ...attributes(path, parts, form),
  };
}

/** A client, which owns a pool of connections, and its resources. `path` is the name of the class in `module`. */
export function client(module: string, path: string, parts: Readonly<Record<string, string>>): Record<string, SymbolFact> {
  const isAsync = path.startsWith('Async');
  return {
    [path]: { class: true, client: true },
    ...attributes(path, parts, isAsync ? asyncForm : (part) => part),
    ...members(path, 'with_options copy', { returns: `${module}:${path}` }),
    [`${path}.close`]: isAsync ? { awaitable: 'coroutine', io: true } : {},
    [`${path}.is_closed`]: {},
  };
}

function attributes(path: string, parts: Readonly<Record<string, string>>, form: (part: string) => string): Record<string, SymbolFact> {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [`${path}.${name}`, { property: true, is: form(part) }]));
}

function asyncForm(part: string): string {
  const at = part.lastIndexOf(':') + 1;
  return `${part.slice(0, at)}Async${part.slice(at)}`;
}

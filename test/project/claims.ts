import assert from 'node:assert/strict';
import { LiveSession } from '../../engine/live-session.js';
import { LinkedProject } from '../../engine/project/linked.js';
import type { Origins } from '../../engine/project/origins.js';
import type { FunctionUnit } from '../../engine/project/unit.js';
import { defaultSettings, type Settings } from '../../engine/settings.js';
import { positionAt } from '../../engine/text.js';

/**
 * A small project: texts by path below its root `/p`. Files that are no sources are what the host can read; those below
 * `.stdlib/` are stubs of Python's standard library, those below `.venv/` and `node_modules/` installed packages.
 */
export type Texts = Readonly<Record<string, string>>;

/** Opens a session without rules over the texts, runs `use`, and closes it. */
export function withProject<T>(texts: Texts, use: (project: LinkedProject, session: LiveSession) => T, settings: Settings = defaultSettings): T {
  const all = new Map(Object.entries(texts).map(([path, text]) => [`/p/${path}`, text]));
  const readText = (path: string): string | undefined => all.get(path);
  const libraries = { standardStub: (path: string) => all.get(`/p/.stdlib/${path}`), sitePackages: ['/p/.venv'], readText };
  const session = new LiveSession({ root: '/p', readText, libraries }, [], settings);
  try {
    session.update([...all].filter(([path]) => !/\/(\.stdlib|\.venv|node_modules)\//.test(path)).map(([path, text]) => ({ path, text })));
    return use(session.linked(), session);
  } finally {
    session.close();
  }
}

/**
 * Checks the claims in the texts: `#? answer` or `//? answer` at a line's end says what the expression statement on
 * that line may be.
 */
export function checkClaims(texts: Texts): void {
  withProject(texts, (project) => {
    let claims = 0;
    for (const [path, text] of Object.entries(texts)) {
      const unit = project.file(`/p/${path}`);
      text.split('\n').forEach((line, number) => {
        const claim = /(?:#|\/\/)\? (.*)$/.exec(line)?.[1];
        if (claim === undefined) return;
        assert.ok(unit, `${path} is no source`);
        claims++;
        const found = unit.functions.flatMap((fn) => dropsOn(fn, number).map((value) => show(project.origins(fn, value))));
        assert.deepEqual(found, [claim.trim()], `${path}:${number + 1}: ${line.trim()}`);
      });
    }
    assert.ok(claims > 0, 'the texts make no claim');
  });
}

/** The values of the expression statements that start on a line (0-based). */
function dropsOn(fn: FunctionUnit, line: number): number[] {
  const found: number[] = [];
  for (const step of fn.flow) {
    if (step.kind === 'drop' && positionAt(fn.file.facts.lineStarts, step.start).line === line) found.push(step.of);
  }
  return found;
}

/** Origins as the claims write them. */
export function show(origins: Origins): string {
  const parts = origins.of.map((origin): string => {
    switch (origin.form) {
      case 'function':
      case 'class':
      case 'instance':
      case 'super': return `${origin.form} ${origin.name}`;
      case 'module': return `module ${origin.path.replace('/p/', '')}`;
      case 'symbol': return `symbol ${origin.symbol}`;
      case 'external': return `external ${origin.symbol}${origin.given.length > 0 && origin.given[0] !== '*' ? ` given ${origin.given.join()}` : ''}`;
      case 'awaitable': return `${origin.kind} of (${show(origin.of)})`;
      case 'settling': return `settling ${origin.method}`;
      case 'collection':
      case 'map':
      case 'callable':
      case 'type':
      case 'context': return `${origin.form} of (${show(origin.of)})`;
      case 'mapping': return `mapping of (${show(origin.keys)}: ${show(origin.of)})`;
      case 'tuple': return `tuple (${origin.parts.map(show).join('; ')})`;
      case 'object': return 'object';
      case 'none':
      case 'plain': return origin.form;
    }
  });
  if (origins.unknown) parts.push('unknown');
  return parts.join(' or ');
}

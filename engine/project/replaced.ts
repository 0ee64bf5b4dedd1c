import type { CallStep } from '../flow/step.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';

/**
 * What the tests of a program put something else in the place of: names of functions (`vi.spyOn(fs, 'readFileSync')`,
 * `patch('app.store.time.sleep')`) and of modules (`jest.mock('fs')`). They are read by the names of what does so in all
 * common libraries, and only to be more careful: a cure that calls another function may pass by what a test has prepared.
 */
const replacing = /^(?:spyOn|stub|replace|mock|doMock|unstable_mockModule|setattr|patch|object)$/;

/** The names and modules that a file of tests replaces, each once, in order. */
export function replacedIn(state: FileState): readonly string[] {
  const found = new Set<string>();
  for (const fn of state.unit.functions) {
    for (let i = 0; i < fn.flow.length; i++) {
      const callee = fn.flow.callee(i);
      const place = callee < 0 || fn.flow.kind(callee) !== 'read' ? undefined : fn.flow.placeOf(callee);
      if (place === undefined || !replacing.test(place.keys.at(-1) ?? place.name)) continue;
      const step = fn.flow.step(i);
      if (step.kind === 'call') for (const text of textsOf(fn, step)) found.add(lastOf(text));
    }
  }
  return [...found].sort();
}

function textsOf(fn: FunctionUnit, call: CallStep): readonly string[] {
  return call.arguments.slice(0, 2).flatMap(({ value }) => {
    const step = fn.flow.step(value);
    return step.kind === 'const' && step.form === 'string' ? [step.text] : [];
  });
}

/** Of `app.store.time.sleep` the function; a module of Node without its prefix. */
function lastOf(text: string): string {
  const plain = text.replace(/^node:/, '');
  return plain.slice(plain.lastIndexOf('.') + 1);
}

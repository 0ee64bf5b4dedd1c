import assert from 'node:assert/strict';
import { LiveSession } from '../../engine/live-session.js';
import { defaultSettings } from '../../engine/settings.js';
import { textOf } from '../../engine/project/origins.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';

/** What is asked of a project: the origins of every step, and what a call of every function yields, by a name for the question. */
function questionsOf(session: LiveSession, paths: readonly string[]): ReadonlyMap<string, () => string> {
  const project = session.linked();
  const questions = new Map<string, () => string>();
  for (const fn of paths.flatMap((path) => project.file(path)!.functions)) {
    questions.set(`a call of ${fn.key}`, () => textOf(project.result(fn, fn)));
    for (let i = 0; i < fn.flow.length; i++) questions.set(`step ${i} of ${fn.key}`, () => textOf(project.origins(fn, i)));
  }
  return questions;
}

/** Asks everything of a file, as often as there are questions, another one first each time: all answers must stay as they are. */
function checkOrders(text: string): void {
  const syntax = new TypeScriptSyntax();
  const answers = (first: number): ReadonlyMap<string, string> => {
    const session = new LiveSession({ root: '/p', readText: () => undefined }, [], defaultSettings, syntax);
    session.update([{ path: '/p/a.py', text }]);
    const questions = [...questionsOf(session, ['/p/a.py'])];
    return new Map([...questions.slice(first), ...questions.slice(0, first)].map(([what, ask]) => [what, ask()]));
  };
  const expected = answers(0);
  for (let first = 1; first < expected.size; first++) {
    const asked = [...expected.keys()][first]!;
    for (const [what, answer] of answers(first)) assert.equal(answer, expected.get(what), `${what}, asked after ${asked}`);
  }
  syntax.close();
}

describe('no answer depends on what was asked before', () => {
  it('where a cycle lies within another', () => checkOrders(`
def outer(n):
    if n == 1:
        return inner(n)
    if n == 2:
        return beside(n)
    return 1
def inner(n):
    if n:
        return passed(n)
    return outer(n)
def passed(n):
    return inner(n)
def beside(n):
    return passed(n)
`));

  it('where a function makes collections of what it returns itself', () => checkOrders(`
def replaced(fields):
    if isinstance(fields, list):
        return [replaced(each) for each in fields]
    return {'id': fields}
`));

  it('where tuples grow in a loop', () => checkOrders(`
def grown(n):
    pair = 1
    while n:
        pair = (n if n else '', pair if n else n[1:])
    return pair
`));

  it('where a type argument is what it belongs to', () => checkOrders(`
from typing import Generic, TypeVar
T = TypeVar('T')
class Box(Generic[T]): ...
def boxed(n: T) -> Box[T]: ...
held = boxed((print, held))
`));

  it('where a function calls itself that a decorator has made an object', () => checkOrders(`
from typing import Callable, Generic, TypeVar
T = TypeVar('T')
class Box(Generic[T]):
    @property
    def own(self) -> T: ...
def made(fn: Callable[..., T]) -> Callable[..., Box[T]]: ...
@made
def run(n):
    for y in (1, n):
        return ''.own
        return run(n).own
    return (n if n else held).get()
held = run({'a': run}['a'])
`));
});

import { none, type ConstForm, type Value } from '../../flow/step.js';
import { At, ConstantKind, Kind, NONE, type Node } from '../../syntax/python/tree.js';
import { literalKey, readValue } from './expressions.js';
import { isTooDeep, type Reading } from './reading.js';
import { placeOf } from './scopes.js';
import { readBlock, bodySpan } from './statements.js';

/**
 * `match`: each case is an arm that compares the subject (operator `match`), takes it apart and binds its captures,
 * and then holds the body. A guard is a branch around the body. A case that always matches is an `else`.
 */
export function readMatch(r: Reading, node: Node): void {
  const { tree, flow } = r;
  const subject = readValue(r, tree.child(node, At.Match.subject));
  const branch = flow.branch(tree.start(node), tree.end(node), 'match', subject);
  for (const each of tree.list(node, At.Match.cases)) {
    if (tree.kind(each) !== Kind.match_case) continue;
    const pattern = tree.child(each, At.match_case.pattern);
    const guard = tree.child(each, At.match_case.guard);
    const always = guard === NONE && tree.kind(pattern) === Kind.MatchAs && tree.child(pattern, At.MatchAs.pattern) === NONE;
    const arm = flow.arm(tree.start(each), tree.end(each), always ? 'else' : 'case');
    readPattern(r, pattern, subject);
    if (guard === NONE) readBlock(r, each, At.match_case.body);
    else readGuarded(r, each, guard);
    flow.close(arm);
  }
  flow.close(branch);
}

function readGuarded(r: Reading, node: Node, guard: Node): void {
  const { tree, flow } = r;
  const test = readValue(r, guard);
  const span = bodySpan(r, node, At.match_case.body, tree.int(node, At.match_case.colon));
  const branch = flow.branch(tree.start(guard), tree.end(node), 'if', test);
  const arm = flow.arm(span.start, span.end, 'then');
  readBlock(r, node, At.match_case.body);
  flow.close(arm);
  flow.close(branch);
}

function readPattern(r: Reading, node: Node, subject: Value): void {
  if (isTooDeep(r, node)) return;
  r.depth++;
  readPatternOf(r, node, subject);
  r.depth--;
}

function readPatternOf(r: Reading, node: Node, subject: Value): void {
  const { tree, flow } = r;
  switch (tree.kind(node)) {
    case Kind.MatchValue:
      compare(r, node, subject, readValue(r, tree.child(node, At.MatchValue.value)));
      return;
    case Kind.MatchSingleton: {
      const constant = tree.int(node, At.MatchSingleton.constant);
      const form: ConstForm = constant === ConstantKind.None ? 'none' : 'boolean';
      const text = constant === ConstantKind.None ? '' : constant === ConstantKind.True ? 'true' : 'false';
      compare(r, node, subject, flow.const(tree.start(node), tree.end(node), form, text));
      return;
    }
    case Kind.MatchSequence: return readSequence(r, node, subject);
    case Kind.MatchMapping: {
      const items = tree.list(node, At.MatchMapping.items);
      for (let i = 0; i < items.length; i += 2) {
        const key = readValue(r, items[i]!);
        part(r, items[i + 1]!, subject, literalKey(r, items[i]!), key);
      }
      const start = tree.nameStart(node, At.MatchMapping.rest);
      if (start >= 0) {
        const end = tree.nameEnd(node, At.MatchMapping.rest);
        capture(r, start, end, tree.nameText(node, At.MatchMapping.rest)!, flow.element(start, end, 'rest', subject, none, null));
      }
      return;
    }
    case Kind.MatchClass: {
      compare(r, node, subject, readValue(r, tree.child(node, At.MatchClass.cls)));
      // Which attribute a positional part stands for is the class's own affair (`__match_args__`).
      for (const each of tree.list(node, At.MatchClass.patterns)) part(r, each, subject, null);
      const names = tree.list(node, At.MatchClass.keywordNames);
      tree.list(node, At.MatchClass.keywordPatterns).forEach((each, i) => {
        part(r, each, subject, tree.identifier(names[2 * i]!, names[2 * i + 1]!));
      });
      return;
    }
    case Kind.MatchAs: {
      const inner = tree.child(node, At.MatchAs.pattern);
      if (inner !== NONE) readPattern(r, inner, subject);
      const name = tree.nameText(node, At.MatchAs.name);
      if (name !== undefined) capture(r, tree.nameStart(node, At.MatchAs.name), tree.nameEnd(node, At.MatchAs.name), name, subject);
      return;
    }
    case Kind.MatchStar: {
      const name = tree.nameText(node, At.MatchStar.name);
      if (name !== undefined) capture(r, tree.nameStart(node, At.MatchStar.name), tree.nameEnd(node, At.MatchStar.name), name, subject);
      return;
    }
    case Kind.MatchOr:
      for (const each of tree.list(node, At.MatchOr.patterns)) readPattern(r, each, subject);
      return;
    default:
      readValue(r, node);
  }
}

function readSequence(r: Reading, node: Node, subject: Value): void {
  const { tree } = r;
  let starred = false;
  tree.list(node, At.MatchSequence.patterns).forEach((each, i) => {
    const star = tree.kind(each) === Kind.MatchStar;
    part(r, each, subject, star || starred ? null : String(i));
    starred ||= star;
  });
}

/** Reads a pattern for one part of the subject. A wildcard looks at nothing. */
function part(r: Reading, node: Node, subject: Value, key: string | null, at: Value = none): void {
  const { tree, flow } = r;
  const kind = tree.kind(node);
  if (kind === Kind.MatchStar && tree.nameStart(node, At.MatchStar.name) < 0) return;
  if (kind === Kind.MatchAs && tree.child(node, At.MatchAs.pattern) === NONE && tree.nameStart(node, At.MatchAs.name) < 0) return;
  const form = kind === Kind.MatchStar ? 'rest' : 'item';
  readPattern(r, node, flow.element(tree.start(node), tree.end(node), form, subject, at, key));
}

function compare(r: Reading, node: Node, subject: Value, value: Value): void {
  r.flow.operate(r.tree.start(node), r.tree.end(node), 'match', [subject, value]);
}

function capture(r: Reading, start: number, end: number, name: string, value: Value): void {
  r.flow.write(start, end, 'bind', placeOf(r.current.scope, name, []), value);
}

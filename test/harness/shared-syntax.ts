import { LiveSession } from '../../engine/live-session.js';
import type { OpenSession } from '../../engine/session.js';
import { TypeScriptSyntax, type TypeScriptText, type TypeScriptTree } from '../../engine/syntax/typescript/adapter.js';

/** How many trees are kept before all are let go. */
const most = 400;

/**
 * A parser that gives the tree of a text that it has parsed before once more: a test opens session after session over the
 * same texts, and the native program would be asked for each of them. A tree is only read, and does not know its path.
 */
export class RememberingSyntax extends TypeScriptSyntax {
  readonly #known = new Map<string, TypeScriptTree>();

  override *parse(texts: readonly TypeScriptText[]): IterableIterator<TypeScriptTree> {
    if (this.#known.size > most) this.#known.clear();
    for (const tree of super.parse(texts.filter((text) => !this.#known.has(keyOf(text))))) this.#known.set(keyOf(tree), tree);
    for (const text of texts) yield { ...this.#known.get(keyOf(text))!, path: text.path };
  }
}

/** The ending of the path decides how a text is parsed. */
function keyOf({ path, text }: TypeScriptText): string {
  return `${path.slice(path.lastIndexOf('/') + 1).replace(/^[^.]*/, '')}\n${text}`;
}

/**
 * Opens sessions that share one process of TypeScript: thousands of small sessions one after another would otherwise start
 * one each. The process is ended after the last test.
 */
export function openSharing(): OpenSession {
  const syntax = new RememberingSyntax();
  after(() => syntax.close());
  return (host, rules, settings) => Object.assign(new LiveSession(host, rules, settings, syntax), { close: () => undefined });
}

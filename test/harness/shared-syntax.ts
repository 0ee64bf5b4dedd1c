import { LiveSession } from '../../engine/live-session.js';
import type { OpenSession } from '../../engine/session.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';

/**
 * Opens sessions that share one process of TypeScript: thousands of small sessions one after another would otherwise start
 * one each. The process is ended after the last test.
 */
export function openSharing(): OpenSession {
  const syntax = new TypeScriptSyntax();
  after(() => syntax.close());
  return (host, rules, settings) => Object.assign(new LiveSession(host, rules, settings, syntax), { close: () => undefined });
}

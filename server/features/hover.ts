import { MarkupKind, type Hover } from 'vscode-languageserver';
import type { DescribedCall, DescribedFinding } from '../../engine/why/explanation.js';
import type { Span } from '../../engine/text.js';
import { stillWanted } from '../cancellation.js';
import type { ClientOptions } from '../client-options.js';
import { rangesIn, type Surroundings } from '../protocol.js';
import type { Server } from '../server.js';
import { subjectOf, type Subject } from '../subject.js';

/**
 * Says of a finding what it means and what can be done, and of a call whether it blocks and which limit of time it has.
 * Where nothing sure is to be said, nothing is shown. A client that shows the findings themselves when one points at them
 * is not told their message, help and chain again.
 */
export function registerHover(server: Server): void {
  server.onInitialize((capabilities) => {
    capabilities.hoverProvider = true;
  });
  server.connection.onHover(async ({ textDocument, position }, cancellation) => {
    await stillWanted(cancellation);
    server.changes.settle();
    const subject = subjectOf(server, textDocument.uri);
    return subject === undefined ? null : hoverOf(server, subject, subject.offsetAt(position));
  });
}

function hoverOf(server: Server, { folder, path, target: { text, start } }: Subject, offset: number): Hover | null {
  if (server.host.roleOf(path, text) !== 'linted') return null;
  const description = folder.ask(`describing ${path}`, undefined, (session) => session.describe(path, offset));
  if (description === undefined) return null;
  const { findings, call } = description;
  const markdown = server.client.textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown) === true;
  const page = new Page(markdown, server.around(folder), server.options);
  for (const finding of findings) page.finding(finding);
  if (call !== null) page.call(call, findings);
  const span: Span | undefined = findings[0]?.finding ?? call ?? undefined;
  if (page.blocks.length === 0 || span === undefined) return null;
  return {
    contents: { kind: markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value: page.blocks.join('\n\n') },
    range: rangesIn(text, start)(span),
  };
}

/** What a hover shows, paragraph by paragraph, as Markdown or as plain text. */
class Page {
  readonly blocks: string[] = [];
  readonly #markdown: boolean;
  readonly #around: Surroundings;
  readonly #options: ClientOptions;

  constructor(markdown: boolean, around: Surroundings, options: ClientOptions) {
    this.#markdown = markdown;
    this.#around = around;
    this.#options = options;
  }

  finding({ finding, rule: about, lowered }: DescribedFinding): void {
    const { rule, level, message, help, related, fixes } = finding;
    const address = this.#options.showsFindings ? undefined : this.#around.rulePage(rule);
    const name = this.#markdown && address !== undefined ? `[${rule}](${address})` : rule;
    this.blocks.push(`${this.#markdown ? `**${name}**` : name} (${level})${about === null ? '' : `: ${about.summary}`}`);
    if (!this.#options.showsFindings) {
      this.blocks.push(`${message}. ${help}`.trim());
      if (related.length > 0) this.blocks.push(related.map((place, i) => `${i + 1}. ${this.#place(place)}`).join('\n'));
    }
    if (lowered !== null) this.blocks.push(`It is told as ${level}, since ${lowered}.`);
    if (fixes.length > 0) this.blocks.push(`Quick fixes: ${fixes.map(({ title, kind }) => `${title} (${kind === 'safe' ? 'safe' : 'to be looked at'})`).join('; ')}.`);
  }

  /** @param findings those that stand above it: what they say is not said again. */
  call({ callee, facts }: DescribedCall, findings: readonly DescribedFinding[]): void {
    const said = new Set(findings.map(({ rule }) => rule?.family));
    const left = facts.filter(({ about }) => !(about === 'blocks' && said.has('blocking')) && !(about === 'timeout' && said.has('time')));
    if (left.length === 0) return;
    const lines = left.map(({ text, places }) => {
      const shown = places.length > 0 ? ` (${places.map((place) => this.#link(place)).join(', ')})` : '';
      return `- ${text}${shown}`;
    });
    this.blocks.push(`Known of \`${callee}\`:`, lines.join('\n'));
  }

  #place(place: Span & { readonly path: string; readonly message: string }): string {
    return `${place.message} (${this.#link(place)})`;
  }

  /** A file's name and line, leading there where the client shows links. */
  #link(place: Span & { readonly path: string }): string {
    const location = this.#around.locate(place.path, place);
    const name = place.path.slice(place.path.lastIndexOf('/') + 1);
    if (location === undefined) return name;
    const { line, character } = location.range.start;
    return this.#markdown ? `[${name}:${line + 1}](${location.uri}#L${line + 1},${character + 1})` : `${name}:${line + 1}`;
  }
}

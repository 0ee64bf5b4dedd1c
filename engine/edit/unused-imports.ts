import type { ImportFact } from '../facts/facts.js';
import type { Mention } from '../facts/mention.js';
import { spelled } from '../flow/step.js';
import type { FileUnit } from '../project/unit.js';
import type { TextEdit } from '../rule.js';
import type { Span } from '../text.js';
import { applyEdits, difference } from './edits.js';
import { withoutItems } from './import-items.js';
import { lineEndAt, lineStartAt, statementIn, type Statement } from './statements.js';
import { partsOf } from './typescript-imports.js';

/** What has to be known of names before an import may go. */
export interface Naming {
  /** All places that may name one of some variables; null where that can't be told. */
  mentions(names: ReadonlySet<string>): readonly Mention[] | null;
  /** Whether another file takes a name from this one. */
  isTakenElsewhere(name: string): boolean;
}

/** A name that a statement imports. */
interface Imported extends Span {
  readonly local: string;
  /** The function in whose body it stands. */
  readonly function: number;
}

/** An import that may become unused: it binds one variable, once, whenever its function runs. */
interface Candidate {
  readonly fact: Imported;
  /** Where the variable's name begins in the code that reads it. */
  readonly reads: readonly number[];
}

/**
 * Imports that edits leave unused, for a file as it stands. An import goes with the last use of its name, since a linter
 * would complain of it; in doubt it stays. That can only be told of all edits that are carried out together: each of two may take one
 * of two uses, or one may use what the other has taken the last use of.
 */
export class ImportUses {
  private known: readonly Candidate[] | undefined;
  /** Where names begin that use none of the imports: they bind them, or stand for another variable of the same name. */
  private readonly others = new Set<number>();
  private readonly mentions = new Map<string, readonly Mention[] | null>();

  constructor(private readonly file: FileUnit, private readonly naming: Naming) {}

  /** The edits, and with them those that take away what they leave unused of the file's imports. */
  tidied(edits: readonly TextEdit[]): readonly TextEdit[] {
    const gone = edits.filter(({ start, end }) => start < end);
    if (gone.length === 0) return edits;
    const isGone = (start: number, name: string): boolean => gone.some((edit) => edit.start <= start && start + name.length <= edit.end);
    const unread = this.candidates().filter(({ fact: { local }, reads }) => reads.every((start) => isGone(start, local)) && !edits.some(({ text }) => names(text, local)));
    if (unread.length === 0) return edits;
    const unused = unread.filter(({ fact }) => this.mentionsOf(fact.local)?.every(({ name, start, end }) => (
      isGone(start, name) || this.others.has(start) || (start >= fact.start && end <= fact.end)
    )) === true && !this.naming.isTakenElsewhere(fact.local));
    return this.without(unused.map(({ fact }) => fact), edits);
  }

  private mentionsOf(name: string): readonly Mention[] | null {
    let known = this.mentions.get(name);
    if (known === undefined) {
      const names = new Set(this.candidates().map(({ fact }) => fact.local));
      const all = this.naming.mentions(names);
      for (const each of names) this.mentions.set(each, all?.filter((mention) => mention.name === each) ?? null);
      known = this.mentions.get(name) ?? null;
    }
    return known;
  }

  private candidates(): readonly Candidate[] {
    return (this.known ??= this.find());
  }

  /** Where the variables of imports are read, and how often they are bound; notes other uses of their names. */
  private find(): readonly Candidate[] {
    const { functions, facts } = this.file;
    const standing = standingImports(this.file);
    const found = facts.imports.flatMap((fact, i) => (standing.has(i) ? importedBy(this.file, fact) : [])).map((fact) => ({ fact, reads: [] as number[], bound: 0 }));
    const byName = new Map<string, typeof found>();
    for (const candidate of found) byName.set(candidate.fact.local, [...byName.get(candidate.fact.local) ?? [], candidate]);
    for (const { flow, index, fact: { parameters } } of functions) {
      for (let i = 0; i < flow.length; i++) {
        const place = flow.placeOf(i);
        if (place === undefined || place.scope === 'value') continue;
        const owner = place.scope === 'module' ? -1 : place.scope === 'captured' ? place.owner : index;
        const isBinding = flow.kind(i) === 'write' && place.keys.length === 0;
        for (const candidate of byName.get(spelled(place.name)) ?? []) {
          const { local, function: at } = candidate.fact;
          const isOwn = place.name === local && owner === (at === 0 ? -1 : at);
          if (isOwn && flow.kind(i) === 'read') candidate.reads.push(flow.start(i));
          if (isOwn && isBinding) candidate.bound++;
          if (!isOwn || isBinding) this.others.add(flow.start(i));
        }
      }
      for (const { name, start } of parameters) if (byName.has(name)) this.others.add(start);
    }
    return found.filter(({ bound, reads }) => bound === 1 && reads.length > 0);
  }

  private without(unused: readonly Imported[], edits: readonly TextEdit[]): readonly TextEdit[] {
    const { file } = this;
    const statements = new Map<number, { readonly statement: Statement; readonly locals: Set<string> }>();
    for (const fact of unused) {
      const statement = statementIn(file.functions[fact.function]!, fact);
      if (statement === null || !mayChange(file, statement)) continue;
      const known = statements.get(statement.start);
      if (known === undefined) statements.set(statement.start, { statement, locals: new Set([fact.local]) });
      else known.locals.add(fact.local);
    }
    let left = edits;
    const lines: Span[] = [];
    for (const { statement, locals } of statements.values()) {
      const { start, end, lineStart, lineEnd } = statement;
      const within = left.filter((edit) => edit.start >= start && edit.end <= end && !isLine(edit, statement));
      if (left.some((edit) => !within.includes(edit) && edit.start < end && start < edit.end)) continue;
      const before = file.text.slice(start, end);
      const after = withoutItems(applyEdits(before, within.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }))), file.language, locals);
      if (after === null || (after === '' && !mayVanish(file, statement, left))) continue;
      left = left.filter((edit) => !within.includes(edit));
      if (after === '') lines.push({ start: lineStart, end: lineEnd });
      else left = [...left, difference(start, before, after)];
    }
    return joined(left, rowsOf(lines).map((row) => withGap(file, row, left)));
  }
}

/** Whether a text of code names a variable: as a word that is no member's name. */
function names(text: string, name: string): boolean {
  return text.includes(name) && new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)${name.replaceAll('$', '\\$')}(?![\\w$])`).test(text);
}

/** The imports that run whenever their function does, by their index: none that stands under a condition or in a `try`. */
function standingImports({ functions, facts }: FileUnit): ReadonlySet<number> {
  const standing = new Set<number>();
  for (const index of new Set(facts.imports.map((fact) => fact.function))) {
    const { flow } = functions[index]!;
    for (let i = 0; i < flow.length; i++) {
      if (flow.kind(i) !== 'const' || flow.parent(i) >= 0) continue;
      const step = flow.step(i);
      if (step.kind === 'const' && step.form === 'import') standing.add(step.import);
    }
  }
  return standing;
}

/** The names that an import brings, where it is there for them alone, as far as it shows. */
function importedBy(file: FileUnit, fact: ImportFact): readonly Imported[] {
  if (!mayGo(file, fact)) return [];
  return fact.local !== '' ? [fact] : file.language === 'python' ? [] : partsOf(file.facts, file.facts.imports.indexOf(fact)).map((part) => ({ ...part, function: 0 }));
}

function mayGo(file: FileUnit, fact: ImportFact): boolean {
  const { functions, language, path, text } = file;
  const fn = functions[fact.function];
  if (fact.typeOnly || fact.dynamic || fact.name === '*' || fn === undefined || fn.fact.form === 'class') return false;
  // What a package's own file or a declaration file imports is for others; JSX may need React without naming it.
  if (/(?:^|\/)__init__\.py$|\.pyi$|\.d\.[cm]?ts$/.test(path) || (language === 'typescript' && fact.local === 'React')) return false;
  // `import a as a` says that others may have it from here.
  return language !== 'python' || fact.local !== (fact.name ?? fact.module) || !/\bas\b/.test(text.slice(fact.start, fact.end));
}

/** Whether a statement has its lines for itself, without a comment, and no comment for linters concerns it. */
function mayChange({ text, facts }: FileUnit, { start, end, lineStart, lineEnd, alone }: Statement): boolean {
  if (!alone || text.slice(end, lineEnd).replace(';', '').trim() !== '') return false;
  if (facts.directives.some((directive) => directive.end > start && directive.start < end)) return false;
  const above = lineStart === 0 ? '' : text.slice(lineStartAt(text, lineStart - 1), lineStart);
  return !/^\s*(?:#|\/\/|\/?\*).*(?:ignore|disable|noqa|next-line|@ts-)/.test(above);
}

/** Whether what is around a statement can do without it: a block needs one, and a module of TypeScript an import or export. */
function mayVanish({ text, facts, language }: FileUnit, { start, end }: Statement, edits: readonly TextEdit[]): boolean {
  const { statements } = facts;
  const rest: Span[] = [];
  for (let at = 0; at < statements.length; at += 3) {
    const other = { start: statements[at]!, end: statements[at + 1]! };
    if ((other.start >= end || other.end <= start) && !edits.some((edit) => edit.start <= other.start && other.end <= edit.end && edit.text.trim() === '')) rest.push(other);
  }
  const around = blockAround(facts.functions, start);
  if (!rest.some((other) => other.start >= around.start && other.end <= around.end)) return false;
  if (language === 'python' || !text.startsWith('import', start)) return true;
  const isModule = /^(?:import\b(?!\s*[.(])|export\b)/;
  return rest.some((other) => isModule.test(text.slice(other.start, other.end))) || edits.some((edit) => isModule.test(edit.text.trimStart()));
}

function blockAround(functions: FileUnit['facts']['functions'], offset: number): Span {
  return functions.findLast(({ bodySpan }) => bodySpan.start <= offset && offset < bodySpan.end)?.bodySpan ?? functions[0]!.bodySpan;
}

/** Whether an edit adds a line before or behind a statement. */
function isLine({ start, end, text }: TextEdit, statement: Span): boolean {
  return start === end && ((end === statement.start && /[\r\n]$/.test(text)) || (start === statement.end && /^[\r\n]/.test(text)));
}

/** Lines that follow each other, as one. */
function rowsOf(lines: readonly Span[]): readonly Span[] {
  const rows: Span[] = [];
  for (const line of [...lines].sort((a, b) => a.start - b.start)) {
    const last = rows.at(-1);
    if (last?.end === line.start) rows.splice(-1, 1, { start: last.start, end: line.end });
    else rows.push(line);
  }
  return rows;
}

/** Lines that go, with the blank ones that would be too many: where these stood apart, the wider gap stays; none stays at the beginning of a block. */
function withGap({ text }: FileUnit, { start, end }: Span, edits: readonly TextEdit[]): Span {
  const before = /(?:[ \t]*(?:\r\n|\n|\r))*$/.exec(text.slice(lineBreakBefore(text, start), start))![0];
  const after = /^(?:[ \t]*(?:\r\n|\n|\r))*/.exec(text.slice(end))![0];
  const above = start - before.length;
  const isFirst = above <= 1 && text.slice(0, above).replace('\uFEFF', '') === '';
  const opens = isFirst || /[:{]\s*$/.test(text.slice(lineStartAt(text, Math.max(0, above - 1)), above));
  const count = (gap: string): number => gap.match(/\r\n|\n|\r/g)?.length ?? 0;
  const isLast = text.slice(end).trim() === '';
  const row = opens || (!isLast && count(after) <= count(before)) ? { start, end: end + after.length } : { start: start - before.length, end };
  const isTaken = edits.some((edit) => (edit.start < row.end && row.start < edit.end) || (/[\r\n]/.test(edit.text) && (edit.end === start || edit.start === end)));
  const isApart = opens || isLast || (count(before) > 0 && count(after) > 0);
  return isApart && !isTaken ? row : { start, end };
}

/** Where the blank lines above a line begin to be looked for: behind the last character that is none. */
function lineBreakBefore(text: string, offset: number): number {
  const last = text.slice(0, offset).trimEnd().length;
  return last === 0 ? (text.startsWith('\uFEFF') ? 1 : 0) : Math.min(offset, lineEndAt(text, last));
}

/** The edits and the lines that go; what is inserted before or behind such a line takes its place. */
function joined(edits: readonly TextEdit[], rows: readonly Span[]): readonly TextEdit[] {
  let left = edits;
  const joint: TextEdit[] = [];
  for (const { start, end } of rows) {
    const isInserted = (edit: TextEdit): boolean => edit.start === edit.end && (edit.start === start || edit.start === end);
    const inserted = left.filter(isInserted).sort((a, b) => a.start - b.start);
    left = left.filter((edit) => !isInserted(edit));
    joint.push({ start, end, text: inserted.map(({ text }) => text).join('') });
  }
  return [...left, ...joint];
}

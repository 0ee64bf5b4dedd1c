import { withoutLongLines } from './edit/long-lines.js';
import { merge, type Merged } from './edit/merge.js';
import { ImportUses } from './edit/unused-imports.js';
import type { Mention } from './facts/mention.js';
import { mentionsInPython } from './facts/python/mentions.js';
import { mentionsInTypeScript } from './facts/typescript/mentions.js';
import type { LineWidths } from './line-widths.js';
import type { FileState } from './project/state.js';
import type { FileUnit } from './project/unit.js';
import type { Fix, TextEdit } from './rule.js';
import type { TypeScriptSyntax } from './syntax/typescript/adapter.js';

/**
 * What every change of code is given before a host sees it: the imports that it leaves unused go with it, and lines that it
 * makes too long are broken. Rules and refactorings know nothing of this.
 */
export class Finish {
  private readonly uses = new WeakMap<FileUnit, ImportUses>();

  constructor(private readonly files: ReadonlyMap<string, FileState>, private readonly syntax: TypeScriptSyntax, private readonly widths: LineWidths) {}

  /** A change that is carried out by itself. */
  alone<T extends { readonly edits: readonly TextEdit[] }>(unit: FileUnit, change: T): T & { readonly own?: readonly TextEdit[] } {
    const edits = this.finished(unit, change.edits);
    return edits === change.edits ? change : { ...change, edits, own: change.edits };
  }

  /** Of several fixes of a file those that go together, and the edits that carry them out. */
  together<T extends Fix>(unit: FileUnit, fixes: readonly T[]): Merged<T> {
    const { taken, edits } = merge(fixes.map((fix) => ({ fix, edits: fix.own ?? fix.edits })));
    return { taken: taken.map(({ fix }) => fix), edits: this.finished(unit, edits) };
  }

  private finished(unit: FileUnit, edits: readonly TextEdit[]): readonly TextEdit[] {
    return withoutLongLines(unit, this.usesOf(unit).tidied(edits), () => this.widths.tolerated(unit));
  }

  private usesOf(unit: FileUnit): ImportUses {
    const known = this.uses.get(unit);
    if (known !== undefined) return known;
    const uses = new ImportUses(unit, { mentions: (names) => this.mentionsIn(unit, names), isTakenElsewhere: (name) => this.isTakenFrom(unit, name) });
    this.uses.set(unit, uses);
    return uses;
  }

  private mentionsIn({ path, text, language }: FileUnit, names: ReadonlySet<string>): readonly Mention[] | null {
    if (language === 'python') return mentionsInPython(text, names);
    const { tree } = this.syntax.parseText(path, text);
    return tree === null ? null : mentionsInTypeScript(text, tree, names);
  }

  /** Whether a file of Python imports a name from another, as far as the last names of modules tell. */
  private isTakenFrom({ path, language }: FileUnit, name: string): boolean {
    if (language !== 'python') return false;
    const module = path.slice(path.lastIndexOf('/') + 1).replace(/\.py$/, '');
    for (const { unit: { path: other, facts } } of this.files.values()) {
      if (other !== path && facts.imports.some((fact) => fact.name === name && fact.module.split('.').at(-1) === module)) return true;
    }
    return false;
  }
}

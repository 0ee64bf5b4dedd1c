import { SyntaxKind } from '../../syntax/typescript/adapter.js';
import type {
  ComputedPropertyName, Decorator, Identifier, ImportTypeNode, ModifierLike, Node, NumericLiteral, StringLiteral, TypeLiteralNode,
} from '../../syntax/typescript/adapter.js';
import { FlowWriter } from '../../flow/flow-writer.js';
import type { Place, Value } from '../../flow/step.js';
import type { CastFact, ClassFact, ExportFact, FunctionFact, ImportFact, SyntaxProblem, TypeRef } from '../facts.js';
import type { Span } from '../../text.js';
import { blockScope, functionScope, placeOf, type FunctionScope, type Scope } from './scopes.js';
import { nameText, spanOf, startOf } from './spans.js';
import { declareLiteral, importType } from './types-declared.js';
import { typeRefOf } from './types.js';

/**
 * What one reading of a file gathers, and where it stands: the function whose flow is being written and the block whose
 * names are in sight. The other files of this folder take it as their first argument and add to it.
 */
export class Reading {
  readonly flow = new FlowWriter();
  readonly imports: ImportFact[] = [];
  readonly exports: ExportFact[] = [];
  readonly types: TypeRef[] = [];
  readonly casts: CastFact[] = [];
  readonly problems: SyntaxProblem[] = [];
  /** As in the facts, but in the order of reading. */
  readonly statements: number[] = [];
  /** Facts are complete when their body has been read; until then their index is taken by null. */
  private readonly functionFacts: (FunctionFact | null)[] = [];
  private readonly classFacts: (ClassFact | null)[] = [];

  function: FunctionScope;
  scope: Scope;
  /** How deep the expression or statement that is being read is nested. */
  depth = 0;

  constructor(readonly text: string) {
    this.function = functionScope(this.reserveFunction(), null, false);
    this.scope = blockScope(null, this.function);
  }

  get functions(): readonly FunctionFact[] {
    return this.functionFacts.filter((fact) => fact !== null);
  }

  get classes(): readonly ClassFact[] {
    return this.classFacts.filter((fact) => fact !== null);
  }

  reserveFunction(): number {
    return this.functionFacts.push(null) - 1;
  }

  setFunction(index: number, fact: FunctionFact): void {
    this.functionFacts[index] = fact;
  }

  reserveClass(): number {
    return this.classFacts.push(null) - 1;
  }

  setClass(index: number, fact: ClassFact): void {
    this.classFacts[index] = fact;
  }

  /** Reads the body of a function: `read` writes its flow. Returns where the flow lies. */
  inFunction(index: number, arrow: boolean, read: () => void): { from: number; length: number } {
    const outer = { function: this.function, scope: this.scope };
    this.flow.begin();
    this.function = functionScope(index, outer.function, arrow);
    this.scope = blockScope(outer.scope, this.function);
    // A function takes more of the stack than an expression does.
    this.depth++;
    read();
    this.depth--;
    this.function = outer.function;
    this.scope = outer.scope;
    return this.flow.finish();
  }

  /** Reads a block with names of its own. */
  inBlock(read: () => void): void {
    const outer = this.scope;
    this.scope = blockScope(outer, this.function);
    read();
    this.scope = outer;
  }

  start(node: Node): number {
    return startOf(this.text, node);
  }

  span(node: Node): Span {
    return spanOf(this.text, node);
  }

  place(name: string): Place {
    return placeOf(this.scope, name);
  }

  /** The index of a type among the file's types, or -1 where there is none. */
  annotation(type: Node | undefined): number {
    return type === undefined ? -1 : this.types.push(this.typeOf(type)) - 1;
  }

  typeRef(type: Node | undefined): TypeRef | null {
    return type === undefined ? null : this.typeOf(type);
  }

  /** The type that a type node writes. An object type within it is declared as a class of its own. */
  typeOf(type: Node): TypeRef {
    return typeRefOf(this.text, type, (inner) => (inner.kind === SyntaxKind.TypeLiteral ? declareLiteral(this, inner as TypeLiteralNode) : importType(this, inner as ImportTypeNode)));
  }

  /** Takes note of the type that the text gives to a value. Types that tell nothing are left out. */
  cast(value: Value, type: TypeRef): void {
    if (type.form !== 'unknown') this.casts.push({ function: this.function.index, value, type });
  }

  /** A value of which nothing is known. */
  unknown(node: Node): Value {
    return this.flow.const(this.start(node), node.end, 'other');
  }
}

/** The text of a property's name where it is literal (`a`, `'a'`, `1`, `['a']`, `#a`), else null. */
export function literalName(r: Reading, name: Node | undefined): string | null {
  switch (name?.kind) {
    case SyntaxKind.Identifier:
    case SyntaxKind.PrivateIdentifier: return nameText(r.text, name as Identifier);
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NumericLiteral:
    case SyntaxKind.NoSubstitutionTemplateLiteral:
      return (name as StringLiteral | NumericLiteral).text;
    case SyntaxKind.ComputedPropertyName: {
      const { expression } = name as ComputedPropertyName;
      return expression.kind === SyntaxKind.Identifier ? null : literalName(r, expression);
    }
    default:
      return null;
  }
}

/** The name of a member for facts: the literal name, else its source (`[Symbol.asyncIterator]`). */
export function memberName(r: Reading, name: Node | undefined): string {
  return literalName(r, name) ?? (name === undefined ? '' : r.text.slice(r.start(name), name.end));
}

export function hasModifier(modifiers: Iterable<ModifierLike> | undefined, kind: SyntaxKind): boolean {
  if (modifiers !== undefined) for (const modifier of modifiers) if (modifier.kind === kind) return true;
  return false;
}

export function decoratorsOf(modifiers: Iterable<ModifierLike> | undefined): readonly Decorator[] {
  if (modifiers === undefined) return [];
  return [...modifiers].filter((modifier) => modifier.kind === SyntaxKind.Decorator) as Decorator[];
}

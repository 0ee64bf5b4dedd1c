import type { Ancestor } from './ancestry.js';
import { Cell } from './solver.js';
import { Held, Trace, TracedCell } from './trace.js';

/** The answers that are kept of one file, and what they rest on within it where that is traced. */
export class Answers {
  private readonly cells = new Map<string, Cell>();
  private readonly variableCells = new Map<string, Cell>();
  private readonly stepCells: ((Cell | undefined)[] | undefined)[] = [];
  private readonly nameLists = new Map<string, Held<readonly string[]>>();
  private readonly ancestors = new Map<number, Held<readonly Ancestor[]>>();
  private readonly told = new Map<string, Held<unknown>>();
  /** What other files see of this one, while the answers stand from which that was told. */
  interfaceText: string | null = null;

  /** @param trace null where the file is not traced, or answers are kept that may not hold any more. */
  constructor(public trace: Trace | null) {}

  /** The cell of a named answer (`returns f`, `attribute C x`). */
  cell(key: string): Cell {
    return this.cellIn(this.cells, key);
  }

  /** The cell of a variable of the module. */
  variableCell(name: string): Cell {
    return this.cellIn(this.variableCells, name);
  }

  /** The cell of a step of a function's flow, by their indices. */
  stepCell(index: number, step: number, length: number): Cell {
    const cells = (this.stepCells[index] ??= new Array<Cell | undefined>(length));
    return (cells[step] ??= this.newCell());
  }

  /** A list of names that answers for something of the file. */
  namesFor(key: string, find: () => readonly string[]): readonly string[] {
    return this.held(this.nameLists, key, find);
  }

  /** What a class inherits from, by its index. It is kept if `find` says that it is settled. */
  ancestorsOf(index: number, find: () => { readonly ancestors: readonly Ancestor[]; readonly isSettled: boolean }): readonly Ancestor[] {
    let isSettled = true;
    const ancestors = this.held(this.ancestors, index, () => {
      const found = find();
      isSettled = found.isSettled;
      return found.ancestors;
    });
    if (!isSettled) this.ancestors.get(index)?.forget();
    return ancestors;
  }

  /** What is told of something of the file, by a key; kept only where it is traced, for the next text of the file. */
  tell<T>(key: string, find: () => T): T {
    return this.trace === null ? find() : this.held(this.told as Map<string, Held<T>>, key, find);
  }

  private held<K, T>(all: Map<K, Held<T>>, key: K, find: () => T): T {
    let held = all.get(key);
    if (held === undefined) all.set(key, (held = new Held()));
    const { trace } = this;
    trace?.note(held);
    return (held.value ??= trace === null ? find() : trace.during(held, find));
  }

  private cellIn(cells: Map<string, Cell>, key: string): Cell {
    let cell = cells.get(key);
    if (cell === undefined) cells.set(key, (cell = this.newCell()));
    return cell;
  }

  private newCell(): Cell {
    return this.trace === null ? new Cell() : new TracedCell();
  }
}

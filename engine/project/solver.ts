import { join, nothing, textOf, unknown, type Origins } from './origins.js';

/**
 * A cell keeps one answer that may depend on others, and on itself through recursion. The solver computes the least
 * answer that fits all cells of a cycle by iterating until nothing changes, so that the result does not depend on
 * which cell was asked for first.
 */
export class Cell {
  value: Origins = nothing;
  done = false;
  /** The place on the solver's stack while it is computed, else -1. */
  depth = -1;
  /** Of the cells that were being computed when it was, the lowest on the stack that its value depends on; null without one. */
  head: Cell | null = null;
  /** The round of iteration in which its provisional value was computed. */
  round = -1;
}

/** Deeper chains than this are taken for unknown: a guard for the stack, far beyond what people write. */
const deepest = 250;

export class Solver {
  private readonly stack: Cell[] = [];
  /** Cells whose values are provisional until the head of their cycle is stable. */
  private readonly provisional: Cell[] = [];
  private round = 0;
  private changes = 0;
  /** How many computations were made: the measure of work. */
  computed = 0;

  /** The cell's answer; `compute` is called where it is not known yet, and may ask the solver for other cells. */
  solve(cell: Cell, compute: () => Origins): Origins {
    if (cell.done) return cell.value;
    if (cell.depth >= 0) {
      this.dependOn(cell);
      return cell.value;
    }
    if (cell.round === this.round) {
      this.dependOn(headOf(cell));
      return cell.value;
    }
    if (this.stack.length >= deepest) return unknown;
    return this.iterate(cell, compute);
  }

  private iterate(cell: Cell, compute: () => Origins): Origins {
    const depth = this.stack.length;
    cell.depth = depth;
    const firstProvisional = this.provisional.length;
    for (;;) {
      cell.head = null;
      const before = this.changes;
      this.stack.push(cell);
      this.computed++;
      const value = join(cell.value, compute());
      this.stack.pop();
      // Most cells lie on no cycle: their first value is their last, and need not be compared.
      const isCyclic = cell.head !== null;
      if (isCyclic && textOf(value) !== textOf(cell.value)) this.changes++;
      cell.value = value;
      if (!isCyclic) break;
      if (cell.head !== cell) {
        this.provisional.push(cell);
        cell.round = this.round;
        cell.depth = -1;
        this.dependOn(cell.head!);
        return cell.value;
      }
      if (this.changes === before) break;
      this.round++;
      this.provisional.length = firstProvisional;
    }
    finish(cell);
    while (this.provisional.length > firstProvisional) finish(this.provisional.pop()!);
    return cell.value;
  }

  /** Notes that the cell being computed depends on one on the stack. */
  private dependOn(head: Cell): void {
    const top = this.stack[this.stack.length - 1];
    if (top !== undefined && (top.head === null || head.depth < top.head.depth)) top.head = head;
  }
}

function finish(cell: Cell): void {
  cell.depth = -1;
  cell.done = true;
  // The head may be of a file that is edited later, and what it held would be kept in memory with it.
  cell.head = null;
}

/**
 * The cell on the stack on which a provisional value depends in the end: the one that it was found to depend on may itself
 * have been left provisional since, for the sake of one further down, and another cell may stand in its place on the stack.
 */
function headOf(cell: Cell): Cell {
  const { head } = cell;
  return head === null || head.depth >= 0 ? head ?? cell : (cell.head = headOf(head));
}

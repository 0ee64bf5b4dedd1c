/** The blocks that are open by their indentation, and what a line's indentation changes about them. */

/** What a line does to the open blocks. */
export interface IndentationChange {
  /** How many blocks it closes. */
  readonly closed: number;
  /** Whether it opens one, after closing. */
  readonly opens: boolean;
  readonly problem: string | undefined;
}

const MIXED = 'Tabs and spaces are mixed so that the depth of this line depends on the width of a tab.';

/** Columns are measured twice, as CPython does: with tabs to multiples of eight and with tabs as one, to find mixtures. */
export class Indentation {
  readonly #columns: number[] = [0];
  readonly #narrow: number[] = [0];

  /** The column of the innermost block. */
  get column(): number {
    return this.#columns[this.#columns.length - 1]!;
  }

  /** A line at this column begins; undefined when it goes on with the block. */
  enter(column: number, narrow: number): IndentationChange | undefined {
    const top = this.column;
    const narrowTop = this.#narrow[this.#narrow.length - 1]!;
    if (column === top) return narrow === narrowTop ? undefined : { closed: 0, opens: false, problem: MIXED };
    if (column > top) {
      this.#open(column, narrow);
      return { closed: 0, opens: true, problem: narrow <= narrowTop ? MIXED : undefined };
    }
    return this.#leave(column, narrow);
  }

  #leave(column: number, narrow: number): IndentationChange {
    let closed = 0;
    let last = this.column;
    let lastNarrow = 0;
    while (this.column > column) {
      last = this.#columns.pop()!;
      lastNarrow = this.#narrow.pop()!;
      closed++;
    }
    const left = this.column;
    if (left === column) {
      return { closed, opens: false, problem: narrow === this.#narrow[this.#narrow.length - 1] ? undefined : MIXED };
    }
    const problem = "This line's indentation fits no line above it.";
    // The line belongs to the nearest block: a slip of one space must not end a class.
    if (last - column < column - left) {
      this.#open(last, lastNarrow);
      return { closed: closed - 1, opens: false, problem };
    }
    this.#open(column, narrow);
    return { closed, opens: true, problem };
  }

  #open(column: number, narrow: number): void {
    this.#columns.push(column);
    this.#narrow.push(narrow);
  }
}

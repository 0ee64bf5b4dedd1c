import type { Project } from './project/project.js';
import type { FileUnit } from './project/unit.js';
import type { TextEdit } from './rule.js';
import type { Span } from './text.js';

/**
 * A change of code that nobody has called wrong: its title says what becomes different. It is offered to a user who asks
 * what can be done with a place or a selection.
 */
export interface Refactoring {
  readonly title: string;
  /** All edits are of the file itself; they do not overlap. */
  readonly edits: readonly TextEdit[];
}

/** Yields the refactorings of one kind for a place (`start === end`) or a selection of a file. */
export type Offer = (file: FileUnit, span: Span, project: Project) => Iterable<Refactoring>;

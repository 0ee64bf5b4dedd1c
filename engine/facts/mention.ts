import type { Span } from '../text.js';

/**
 * A place where a text may name a variable, whatever scope it has there: a name in code or in an annotation, a text that may be
 * read as one (`__all__`, a type in quotes, a doctest, JSDoc). Facts don't hold these, since nothing but edits asks for
 * them; they are read from the text anew, for the few names that are asked for.
 */
export interface Mention extends Span {
  readonly name: string;
}

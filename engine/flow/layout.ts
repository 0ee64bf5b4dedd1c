import type {
  ArmRole, BranchForm, ConstForm, ExitForm, LoopForm, MakeForm, Place, StepKind, WriteForm,
} from './step.js';

/**
 * Flows are stored flat: eight integers a step in one array, lists of any length in a second one (`extra`), strings and
 * places by their numbers in the file's tables. `FlowWriter` (flow-writer.ts) fills them for all functions of a file, one after
 * another; `Flow` (flow.ts) is the view of one function. Steps are decoded on demand; `kind`, `parent` and `last` answer
 * without decoding.
 *
 * Layout of a step: kind, start, end, parent, last, a, b, c. What a, b and c mean stands beside each encoder.
 */
export const width = 8;

export const kinds: readonly StepKind[] = [
  'arm', 'branch', 'loop', 'try', 'scope', 'const', 'read', 'element', 'make', 'fn', 'operate', 'call', 'await', 'yield',
  'write', 'drop', 'exit',
];
export const roles: readonly ArmRole[] = ['body', 'then', 'else', 'case', 'handler', 'finally'];
export const branches: readonly BranchForm[] = ['if', 'match', 'and', 'or', 'nullish', 'ternary', 'optional'];
export const loops: readonly LoopForm[] = ['each', 'count', 'while', 'do', 'comprehension'];
export const makes: readonly MakeForm[] = ['list', 'tuple', 'set', 'dict', 'generator'];
export const consts: readonly ConstForm[] = ['string', 'number', 'boolean', 'none', 'import', 'other'];
export const writes: readonly WriteForm[] = ['bind', 'update', 'declare', 'delete'];
export const exits: readonly ExitForm[] = ['return', 'throw', 'reraise', 'break', 'continue'];
export const elements = ['item', 'each', 'rest'] as const;

/** What a file's flows are stored in. */
export interface FlowStore {
  readonly steps: Int32Array;
  readonly extra: Int32Array;
  readonly strings: readonly string[];
  /** The places of reads and writes; those of variables stand here once for the whole file. */
  readonly places: readonly Place[];
}

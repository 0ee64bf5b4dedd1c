import type { FileFacts, FunctionFact } from '../facts/facts.js';
import type { Flow } from '../flow/flow.js';
import type { Language } from '../text.js';

/** A file as the project and the rules see it: its text, its facts, its functions. */
export interface FileUnit {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  readonly facts: FileFacts;
  /** How wide the lines of new code may be, in columns, as the formatter of the file's project has it. */
  readonly lineWidth: number;
  /** In the order of the facts; `functions[0]` is the module's body. */
  readonly functions: readonly FunctionUnit[];
}

/** A function of a file with its flow. Compared by identity within one state of the project. */
export interface FunctionUnit {
  readonly file: FileUnit;
  readonly index: number;
  readonly fact: FunctionFact;
  readonly flow: Flow;
  /** `Service.load`, `main.<lambda>#2`: the names around it joined, with a number from the second of equal names on. */
  readonly qualifiedName: string;
  /** `path\nname`: names the function in the whole project, whatever the state of its file. */
  readonly key: string;
}

/** Whether a function is another one, or stands in it, however deep. */
export function isWithin(inner: FunctionUnit, outer: FunctionUnit): boolean {
  for (let at: FunctionUnit | undefined = inner; at !== undefined; at = at.file.functions[at.fact.parent]) if (at === outer) return true;
  return false;
}

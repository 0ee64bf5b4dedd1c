import type { StepPlace } from '../rule.js';
import type { BlockingWitness, Callers, Contexts } from './project.js';

/**
 * What the rules asked of other files' functions while a file was linted: it is linted again only where an answer has
 * changed. Answers are kept as they were given and turned into texts only after an edit, to be compared.
 */

/** What effects and contexts answer. */
export type Answer = string | boolean | BlockingWitness | Callers | Contexts | null;

/** What was asked of effects and contexts, and answered. */
export type Asked = ReadonlyMap<string, Answer>;

/** A text that is equal exactly where answers to the same question are, wherever in their files things stand. */
export function answerText(answer: Answer): string {
  if (answer === null) return '';
  if (typeof answer !== 'object') return String(answer);
  if ('calls' in answer) return `${answer.unsure} ${answer.calls.map(stepText).join('; ')}`;
  return 'steps' in answer ? witnessText(answer) : contextsText(answer);
}

function witnessText(witness: BlockingWitness): string {
  const steps = witness.steps.map(({ place }) => stepText(place));
  return `${witness.how} ${witness.symbol} ${witness.once} ${steps.join('; ')}`;
}

function stepText({ path, function: name, call }: StepPlace): string {
  return `${path} ${name} ${call?.callee} ${call?.occurrence}`;
}

function contextsText({ onLoop, thread, startup, perRequest, test, main, serves, reportsRejections, showsRejections, reportsRequests, limitsRequests }: Contexts): string {
  const chain = onLoop?.map(({ path, function: name }) => `${path} ${name}`).join();
  return [chain, thread, startup, perRequest, test, main, serves, reportsRejections, showsRejections, reportsRequests, limitsRequests].join(' ');
}

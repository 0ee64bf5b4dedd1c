/**
 * Names that promise an order which is not seen otherwise. They are read only to keep silent.
 */

/** Guards, which what follows relies on, and beginnings. */
const first = words('require ensure assert authorize authorise authenticate auth check validate verify guard login signin open connect init initialize setup '
  + 'start begin launch prepare enter lock acquire');

/** What changes something, drives a device or a page, or takes the next piece of something. */
const changing = words('create insert add append push save store write put post set update upsert patch replace delete remove destroy drop clear reset flush '
  + 'commit rollback send publish emit dispatch trigger notify register subscribe close stop end finish shutdown disconnect run exec execute call invoke '
  + 'apply process handle perform do make build install upload copy move rename mkdir sync migrate seed click type fill press goto navigate ask prompt '
  + 'confirm input render receive next pop shift take consume increment incr decr spawn enqueue submit complete play pause');

/** Readings of a stream, each of which takes the next piece. */
const taking = new RegExp('^_*read_?($|line|byte|until|exact|chunk|u?int|str|frame|mess|packet|token|number|into|all$|short|long|float|bool|char|data$'
  + '|value$|reply|response)', 'i');

function words(text: string): RegExp {
  return new RegExp(`^[_$]*(${text.split(' ').join('|')})(?![a-z])`);
}

/** Whether a function's name says that it wants its place; of one that is not followed also whether it changes something. */
export function promisesOrder(callee: string, isUnknown: boolean): boolean {
  const name = callee.slice(callee.lastIndexOf('.') + 1);
  return first.test(name) || (isUnknown && (changing.test(name) || taking.test(name)));
}

/** Whether a variable or attribute is called like something that carries one conversation at a time. */
export function isConversation(name: string): boolean {
  return conversation.test(name);
}

const conversation = new RegExp('^_?(db_?)?(transaction|trx|tx|txn|session|conn|connection|cursor|queryRunner|entityManager|manager|websocket|ws|socket'
  + '|reader|stream|page|frame|browser|driver)$', 'i');

/** Whether a variable or attribute is called like something that surely carries one conversation at a time; a `session` may be a pool. */
export function isCarrier(name: string): boolean {
  return carrier.test(name);
}

const carrier = /^_?(db_?)?(transaction|trx|tx|txn|conn|connection|cursor|queryRunner|entityManager|websocket|ws|socket)$/i;

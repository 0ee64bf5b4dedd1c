/** So many messages are taken up between two slices of work. A turn in which none waits takes some microseconds. */
const most = 16;

/**
 * Gives way to what the client has sent. The connection takes up one message in each turn of the event loop, so a burst of
 * them, as at the start of an editor, would otherwise wait for as many slices of work.
 */
export async function giveWay(): Promise<void> {
  for (let turn = 0; turn < most; turn++) await new Promise(setImmediate);
}

import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';

/** Lets a cancellation that is on its way arrive; a request that was cancelled ends with the protocol's error for it. */
export async function stillWanted(cancellation: CancellationToken): Promise<void> {
  await new Promise(setImmediate);
  if (cancellation.isCancellationRequested) throw cancelled();
}

/** What a request that its client has cancelled is answered with: nothing half done passes for a result. */
export function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

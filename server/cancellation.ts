import { LSPErrorCodes, ResponseError, type CancellationToken, type DiagnosticServerCancellationData } from 'vscode-languageserver';

/** Lets a cancellation that is on its way arrive; a request that was cancelled ends with the protocol's error for it. */
export async function stillWanted(cancellation: CancellationToken): Promise<void> {
  await new Promise(setImmediate);
  if (cancellation.isCancellationRequested) throw cancelled();
}

/** What a request that its client has cancelled is answered with: nothing half done passes for a result. */
export function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}

/** What a request is answered with whose ground has changed while it was worked on; the client is to ask again. */
export function overtaken(): ResponseError<DiagnosticServerCancellationData> {
  return new ResponseError(LSPErrorCodes.ServerCancelled, 'overtaken by a change', { retriggerRequest: true });
}

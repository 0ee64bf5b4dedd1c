/**
 * What a client says of itself when it says hello, beyond the capabilities that the protocol knows (`initializationOptions`).
 * All of it may be absent: then the client is one like any other.
 */
export interface ClientOptions {
  /** The commands that it has: actions and links of asynclint may run these and no others. */
  readonly commands: ReadonlySet<string>;
  /** It shows findings itself when one points at them (`hover: 'brief'`), so their message, help and chain are not told again. */
  readonly showsFindings: boolean;
  /** The user trusts what is open; a client that says nothing of it is taken to have asked. */
  readonly trusted: boolean;
  /** The address at which it shows a rule's page itself, with `{rule}` for the rule's id. */
  readonly rulePage: string | undefined;
}

/** Reads the options; what is of another form than was agreed on counts as absent. */
export function readClientOptions(options: unknown): ClientOptions {
  const { commands, hover, rulePage, trusted } = (typeof options === 'object' && options !== null ? options : {}) as { readonly commands?: unknown; readonly hover?: unknown; readonly rulePage?: unknown; readonly trusted?: unknown };
  return {
    commands: new Set(Array.isArray(commands) ? commands.filter((name) => typeof name === 'string') : []),
    trusted: trusted !== false,
    showsFindings: hover === 'brief',
    rulePage: typeof rulePage === 'string' ? rulePage : undefined,
  };
}

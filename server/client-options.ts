import { pathOf } from './locations.js';

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
  /**
   * What its editor holds under `asynclint` for its folders, by their paths, and for what lies in none: the first findings need
   * not wait until a client that has just started answers for it.
   */
  readonly settings: ToldSettings | undefined;
}

/** The settings of an editor, as they were sent. */
export interface ToldSettings {
  readonly outside: unknown;
  readonly folders: ReadonlyMap<string, unknown>;
}

/** Reads the options; what is of another form than was agreed on counts as absent. */
export function readClientOptions(options: unknown): ClientOptions {
  const { commands, hover, rulePage, settings, trusted } = recordOf(options);
  return {
    commands: new Set(Array.isArray(commands) ? commands.filter((name) => typeof name === 'string') : []),
    trusted: trusted !== false,
    showsFindings: hover === 'brief',
    rulePage: typeof rulePage === 'string' ? rulePage : undefined,
    settings: readToldSettings(settings),
  };
}

/** Reads `{ outside: SETTINGS, folders: [{ uri, settings: SETTINGS }] }`. */
function readToldSettings(told: unknown): ToldSettings | undefined {
  const { outside, folders } = recordOf(told);
  if (!Array.isArray(folders)) return undefined;
  const each = folders.map(recordOf).flatMap(({ uri, settings }): (readonly [string, unknown])[] => {
    const path = typeof uri === 'string' ? pathOf(uri) : undefined;
    return path === undefined ? [] : [[path, settings]];
  });
  return { outside, folders: new Map(each) };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? value as Readonly<Record<string, unknown>> : {};
}

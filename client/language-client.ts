import { dirname } from 'node:path';
import { workspace, type LogOutputChannel, type Uri } from 'vscode';
import {
  CloseAction, ErrorAction, ExecuteCommandRequest, LanguageClient, RevealOutputChannelOn, TransportKind, type LanguageClientOptions,
} from 'vscode-languageclient/node';
import type { ClientCommand } from '../server/protocol.js';
import { documentSelector } from './languages.js';
import { rulePageScheme } from './rule-pages.js';

/** What a client of the server is made with. */
export interface ClientNeeds {
  /** The path of the server's bundle. */
  readonly module: string;
  readonly log: LogOutputChannel;
  /** All commands that the extension registers itself. */
  readonly commands: readonly string[];
  /** Those of them that the server may name in what it offers: in code actions, and as links of a hover. */
  readonly offered: readonly ClientCommand[];
}

/**
 * The library's client for one server process, which ends for good when that ends: whether another one is started, and what
 * the user is told of it, is not the library's to say.
 */
export class Client extends LanguageClient {
  constructor({ module, log, commands, offered }: ClientNeeds) {
    // Where a process stands, it may look for what it loads; that shall not be the user's folder.
    super('asynclint', 'asynclint', { module, transport: TransportKind.ipc, options: { cwd: dirname(module) } }, optionsOf(log, offered));
    // The library registers each command that the server executes. Some of them are ours by the same name: they stand in the
    // palette before a server runs, and show how far it is.
    const feature = this.getFeature(ExecuteCommandRequest.method);
    const register = feature.register.bind(feature);
    feature.register = ({ id, registerOptions }) => register({ id, registerOptions: { commands: registerOptions.commands.filter((command) => !commands.includes(command)) } });
  }

  /** Logs an error of the library, which would show some of them in boxes of its own, one for each step that fails. */
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

function optionsOf(log: LogOutputChannel, offered: readonly ClientCommand[]): LanguageClientOptions {
  return {
    documentSelector,
    diagnosticCollectionName: 'asynclint',
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Without these the library asks for diagnostics when a document is opened, and never again.
    diagnosticPullOptions: { onChange: true, onSave: true },
    initializationOptions: {
      commands: offered,
      status: true,
      trusted: workspace.isTrusted,
      settings: { outside: settingsOf(), folders: (workspace.workspaceFolders ?? []).map(({ uri }) => ({ uri: uri.toString(), settings: settingsOf(uri) })) },
      // VS Code shows the findings in its hover itself.
      hover: 'brief',
      // As a file, a page would open as Markdown's source text; links that are commands do nothing in a hover.
      rulePage: `${rulePageScheme}:/{rule}.md`,
    },
    markdown: { isTrusted: { enabledCommands: offered } },
    initializationFailedHandler: () => false,
    errorHandler: {
      // A message that can't be read or written is logged; a connection that is gone is closed by that.
      error: () => ({ action: ErrorAction.Continue, handled: true }),
      closed: () => ({ action: CloseAction.DoNotRestart, handled: true, message: 'The connection to the server is closed.' }),
    },
  };
}

/** What the server would ask for as its first question, which VS Code answers late while it starts. */
function settingsOf(folder?: Uri): unknown {
  return workspace.getConfiguration(undefined, folder).get('asynclint');
}

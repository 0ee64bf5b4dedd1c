import { commands, ConfigurationTarget, l10n, ProgressLocation, window, workspace, type ExtensionContext, type WorkspaceFolder } from 'vscode';
import type { LintedWorkspace } from '../server/protocol.js';
import { showChain } from './chain.js';
import { writeConfiguration } from './configuration-file.js';
import { showMenu } from './menu.js';
import { isServed, showOutput, tellOf } from './notices.js';
import { openRulePage, RulePages, rulePageScheme } from './rule-pages.js';
import { openSample } from './samples.js';
import { ServerProcess } from './server-process.js';
import { StatusItem } from './status.js';

/**
 * The VS Code extension: start reading here. It starts the language server that lies beside it, on the Node that VS Code
 * itself runs on, and shows how that goes; whatever is found and mended is the server's work. A server that can't be had
 * is a state to show, never a failed activation.
 */

/** VS Code ends an extension by a function of its module, so this is where the server is kept for it. */
let server: ServerProcess | undefined;

/** Registers all there is and returns at once: the server starts meanwhile. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('asynclint', { log: true });
  const status = new StatusItem();
  const pages = new RulePages(context.extensionUri);
  const actions: Readonly<Record<string, (...args: unknown[]) => unknown>> = {
    'asynclint.restart': () => started.restart(),
    'asynclint.showOutput': () => log.show(),
    'asynclint.showMenu': () => showMenu(status.state),
    'asynclint.turnOn': () => turn(true),
    'asynclint.turnOff': () => turn(false),
    'asynclint.lintWorkspace': () => served(() => lintWorkspace(started)),
    'asynclint.fixAll': () => served(() => commands.executeCommand('editor.action.codeAction', { kind: 'source.fixAll.asynclint', apply: 'first' })),
    'asynclint.showChain': (chain) => served(() => showChain(chain)),
    'asynclint.openRulePage': (rule) => openRulePage(pages, rule),
    'asynclint.writeConfiguration': () => writeConfiguration(),
    'asynclint.openSettings': () => commands.executeCommand('workbench.action.openSettings', `@ext:${context.extension.id}`),
    'asynclint.openWalkthrough': () => commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#firstSteps`, false),
    'asynclint.openSample': (language) => openSample(context, language),
  };
  const started = new ServerProcess({
    module: context.asAbsolutePath('dist/server.js'),
    log,
    commands: Object.keys(actions),
    offered: ['asynclint.showChain', 'asynclint.openRulePage'],
    wanted: enabled,
    onState(state) {
      status.state = state;
    },
  });
  const served = async (work: () => PromiseLike<unknown>): Promise<void> => {
    if (await isServed(started, () => status.state)) await work();
  };
  context.subscriptions.push(
    log,
    status,
    workspace.registerFileSystemProvider(rulePageScheme, pages, { isReadonly: true, isCaseSensitive: true }),
    ...Object.entries(actions).map(([command, action]) => commands.registerCommand(command, action)),
    workspace.onDidChangeWorkspaceFolders(() => started.follow()),
    workspace.onDidGrantWorkspaceTrust(() => started.restart()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('asynclint.enable')) void started.follow();
    }),
  );
  server = started;
  void started.follow();
}

export async function deactivate(): Promise<void> {
  await server?.end();
  server = undefined;
}

/** Whether any folder wants findings; which of them, the server asks for itself. */
function enabled(): boolean {
  const folders = workspace.workspaceFolders ?? [];
  const wants = (folder?: WorkspaceFolder): boolean => workspace.getConfiguration('asynclint', folder).get('enable', true);
  return folders.length === 0 ? wants() : folders.some(wants);
}

/** Turns asynclint on or off for the workspace, or for the user where there is none. */
async function turn(on: boolean): Promise<void> {
  const target = workspace.workspaceFolders === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
  // What is so without a setting needs none.
  await workspace.getConfiguration('asynclint').update('enable', undefined, target);
  if (enabled() !== on) await workspace.getConfiguration('asynclint').update('enable', on, target);
}

/** Has the server lint all files of the workspace, open or not, says how many findings there are, and shows them. */
async function lintWorkspace(server: ServerProcess): Promise<void> {
  const options = { location: ProgressLocation.Notification, title: l10n.t('asynclint: linting the workspace'), cancellable: true };
  const linted = await window.withProgress(options, (progress, cancellation) => server.execute<LintedWorkspace>('asynclint.lintWorkspace', progress, cancellation));
  if (linted === 'cancelled') return;
  if (linted === 'ended') {
    const again = { label: l10n.t('Lint Again'), command: 'asynclint.lintWorkspace' };
    await tellOf(l10n.t('The language server of asynclint has ended before it had linted the workspace.'), [again, showOutput()]);
    return;
  }
  const { files, findings: { error, warning, info } } = linted;
  if (error + warning + info === 0) {
    void window.showInformationMessage(l10n.t('asynclint has found nothing in {0} files.', files));
    return;
  }
  void window.showInformationMessage(l10n.t('asynclint: findings {0} (errors {1}, warnings {2}, infos {3}), files {4}', error + warning + info, error, warning, info, files));
  await commands.executeCommand('workbench.actions.view.problems');
}

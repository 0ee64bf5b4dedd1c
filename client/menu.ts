import { commands, l10n, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import { appearanceOf, type State } from './state.js';

interface Entry extends QuickPickItem {
  readonly command?: string;
}

/** Shows the menu of the status item and does what is chosen. */
export async function showMenu(state: State): Promise<void> {
  const { summary } = appearanceOf(state, (sentence) => l10n.t(sentence));
  const chosen = await window.showQuickPick(entriesOf(state), {
    title: `asynclint: ${summary}`,
    placeHolder: l10n.t('What shall asynclint do?'),
  });
  if (chosen?.command !== undefined) await commands.executeCommand(chosen.command);
}

function entriesOf({ form }: State): Entry[] {
  const entry = (icon: string, label: string, command: string, description?: string): Entry =>
    ({ label: `$(${icon}) ${label}`, command, ...(description === undefined ? {} : { description }) });
  const restart = entry('debug-restart', l10n.t('Restart server'), 'asynclint.restart');
  const output = entry('output', l10n.t('Show output'), 'asynclint.showOutput');
  const settings = entry('settings-gear', l10n.t('Open settings'), 'asynclint.openSettings');
  const firstSteps = entry('mortar-board', l10n.t('First steps'), 'asynclint.openWalkthrough');
  const configure = entry('new-file', l10n.t('Configure the project'), 'asynclint.writeConfiguration', 'asynclint.json');
  const line: Entry = { label: '', kind: QuickPickItemKind.Separator };
  if (form === 'off') return [entry('play', l10n.t('Turn on for this workspace'), 'asynclint.turnOn'), line, settings, output, firstSteps];
  const work = form === 'stopped' ? [] : [
    entry('checklist', l10n.t('Lint workspace'), 'asynclint.lintWorkspace'),
    entry('wand', l10n.t('Fix all in file'), 'asynclint.fixAll', l10n.t('safe fixes')),
    line,
  ];
  const off = entry('circle-slash', l10n.t('Turn off for this workspace'), 'asynclint.turnOff');
  // What went wrong comes first where something went wrong.
  return form === 'stopped' || form === 'problem'
    ? [restart, output, line, ...work, settings, configure, firstSteps, line, off]
    : [...work, settings, configure, firstSteps, line, restart, output, off];
}

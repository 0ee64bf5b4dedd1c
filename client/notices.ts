import { commands, l10n, window } from 'vscode';
import type { ServerProcess } from './server-process.js';
import type { State } from './state.js';

/** A button of a notification, and the command of ours that it runs. */
export interface Way {
  readonly label: string;
  readonly command: string;
}

/** What helps where there is no server that ought to be there. */
export function waysToServer(): readonly Way[] {
  return [{ label: l10n.t('Restart'), command: 'asynclint.restart' }, showOutput()];
}

export function showOutput(): Way {
  return { label: l10n.t('Show Output'), command: 'asynclint.showOutput' };
}

/** Says what is wrong and what can be done about it, and does what is chosen. */
export async function tellOf(problem: string, ways: readonly Way[]): Promise<void> {
  const chosen = await window.showErrorMessage(problem, ...ways.map(({ label }) => label));
  const way = ways.find(({ label }) => label === chosen);
  if (way !== undefined) await commands.executeCommand(way.command);
}

/**
 * Whether there is a server for a command that can do nothing without one. Where there is none, the user is told why, and
 * may give the command again when that is mended.
 */
export async function isServed(server: ServerProcess, state: () => State): Promise<boolean> {
  if (await server.runs()) return true;
  switch (state().form) {
    case 'off':
      await tellOf(l10n.t('asynclint is turned off.'), [
        { label: l10n.t('Turn On'), command: 'asynclint.turnOn' }, { label: l10n.t('Open Settings'), command: 'asynclint.openSettings' },
      ]);
      return false;
    case 'starting':
      await tellOf(l10n.t('The language server of asynclint has not answered yet.'), waysToServer());
      return false;
    default:
      await tellOf(l10n.t('The language server of asynclint is not running.'), waysToServer());
      return false;
  }
}

import { LanguageStatusSeverity, type LanguageStatusItem } from 'vscode';
import { State } from 'vscode-languageclient/node';

/** Shows in the language status (`{}` in the status bar) how the server is doing. */
export function showState(status: LanguageStatusItem, state: State | 'disabled' | 'failed'): void {
  status.busy = state === State.Starting;
  status.severity = LanguageStatusSeverity.Information;
  status.command = { title: 'Show output', command: 'asynclint.showOutput' };
  switch (state) {
    case State.Starting:
      status.text = 'asynclint is starting';
      return;
    case State.Running:
      status.text = 'asynclint';
      return;
    case 'disabled':
      status.text = 'asynclint is off';
      return;
    case State.Stopped:
    case State.StartFailed:
    case 'failed':
      status.text = 'asynclint has stopped';
      status.severity = LanguageStatusSeverity.Error;
      status.command = { title: 'Restart', command: 'asynclint.restart' };
      return;
  }
}

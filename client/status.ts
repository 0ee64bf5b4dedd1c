import { Disposable, l10n, languages, MarkdownString, StatusBarAlignment, ThemeColor, window, workspace, type StatusBarItem } from 'vscode';
import { documentSelector } from './languages.js';
import { appearanceOf, type State } from './state.js';

/**
 * The item in the status bar: how asynclint is doing, and by a click the menu. It is there while a file that asynclint
 * reads is in front, and beside any file where something wants attention.
 */
export class StatusItem implements Disposable {
  readonly #item: StatusBarItem;
  readonly #listeners: Disposable;
  #state: State = { form: 'off' };

  constructor() {
    this.#item = window.createStatusBarItem('asynclint.status', StatusBarAlignment.Right, 99);
    this.#item.name = 'asynclint';
    this.#item.command = 'asynclint.showMenu';
    // A document whose language is changed is opened anew.
    this.#listeners = Disposable.from(window.onDidChangeActiveTextEditor(() => this.#show()), workspace.onDidOpenTextDocument(() => this.#show()));
    this.#show();
  }

  get state(): State {
    return this.#state;
  }

  set state(state: State) {
    this.#state = state;
    this.#show();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const { icon, background, summary } = appearanceOf(this.#state, (sentence) => l10n.t(sentence));
    this.#item.text = `$(${icon}) asynclint`;
    this.#item.backgroundColor = background === undefined ? undefined : new ThemeColor(background);
    this.#item.tooltip = new MarkdownString(`**asynclint**: ${escaped(summary)}\n\n${l10n.t('Click for the menu.')}`);
    this.#item.accessibilityInformation = { label: `asynclint: ${summary}`, role: 'button' };
    const front = window.activeTextEditor?.document;
    if (background !== undefined || (front !== undefined && languages.match(documentSelector, front) > 0)) this.#item.show();
    else this.#item.hide();
  }
}

/** A sentence in which Markdown finds nothing to interpret. */
function escaped(sentence: string): string {
  return sentence.replace(/[\\`*_{}[\]()#+\-.!~|<>]/g, '\\$&');
}

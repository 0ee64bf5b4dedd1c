/** How asynclint is doing, as the status bar and its menu show it. */
export type State =
  | { readonly form: 'off' }
  | { readonly form: 'starting' }
  | { readonly form: 'indexing'; readonly message: string }
  | { readonly form: 'ready'; readonly message: string }
  | { readonly form: 'problem'; readonly message: string }
  | { readonly form: 'stopped' };

/** What the server tells of itself with the notification `asynclint/status`. */
export interface ServerStatus {
  readonly state: 'indexing' | 'ready' | 'problem';
  readonly message: string;
}

/** How a state looks in the status bar. */
export interface Appearance {
  /** The name of a codicon. */
  readonly icon: string;
  /** The theme colour behind it, where it wants attention. */
  readonly background?: string;
  readonly summary: string;
}

/**
 * The appearance of a state.
 * @param t translates a sentence.
 */
export function appearanceOf(state: State, t: (sentence: string) => string): Appearance {
  switch (state.form) {
    case 'off': return { icon: 'circle-slash', summary: t('Turned off') };
    case 'starting': return { icon: 'loading~spin', summary: t('Starting') };
    case 'indexing': return { icon: 'loading~spin', summary: state.message === '' ? t('Reading the workspace') : state.message };
    case 'ready': return { icon: 'check', summary: state.message === '' ? t('Ready') : state.message };
    case 'problem': return { icon: 'warning', background: 'statusBarItem.warningBackground', summary: state.message };
    case 'stopped': return { icon: 'error', background: 'statusBarItem.errorBackground', summary: t('The language server has stopped') };
  }
}

/** What the extension and its library show in notifications, answered by the test in a person's stead. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { extension } from './editor.js';

/** A notification that is shown. */
export interface Notice {
  readonly text: string;
  /** The buttons, from left to right. */
  readonly buttons: readonly string[];
  /** Presses a button; without one, closes the notification. */
  press(button?: string): void;
}

type Window = Record<typeof methods[number], (text: string, ...rest: readonly unknown[]) => PromiseLike<unknown>>;
const methods = ['showErrorMessage', 'showWarningMessage', 'showInformationMessage'] as const;

/** Records all notifications while the work is done, instead of showing them. */
export async function withNotices(work: (notices: readonly Notice[]) => Promise<void>): Promise<void> {
  const window = windowOfExtension();
  const shown = methods.map((method) => [method, window[method]] as const);
  const notices: Notice[] = [];
  for (const [method] of shown) {
    window[method] = (text, ...rest) => new Promise((press) => {
      // Options for a dialog may stand before the buttons.
      const buttons = rest.filter((one): one is string => typeof one === 'string');
      notices.push({ text, buttons, press: (button) => press(button) });
    });
  }
  try {
    await work(notices);
  } finally {
    for (const [method, original] of shown) window[method] = original;
    for (const { press } of notices) press();
  }
}

/** VS Code gives each extension an object of its own as `vscode`, told by the file that asks for it. */
function windowOfExtension(): Window {
  const { window } = createRequire(join(extension().extensionPath, 'dist/client.cjs'))('vscode') as { readonly window: Window };
  return window;
}

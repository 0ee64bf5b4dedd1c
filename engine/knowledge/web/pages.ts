import { each } from '../entries.js';
import type { Library } from '../knowledge.js';

/** Globals that only pages and workers of a browser have. */
export const pages: Library = {
  language: 'typescript',
  package: 'browser',
  versions: '*',
  source: 'https://developer.mozilla.org/docs/Web/API/Window/unhandledrejection_event',
  modules: {
    globalThis: each('addEventListener window.addEventListener self.addEventListener globalThis.addEventListener', {
      reportsRejections: [{ position: 0, is: 'unhandledrejection' }],
    }),
  },
};

import type { Library } from '../knowledge.js';

/** Globals that only pages and workers of a browser have. */
export const pages: Library = {
  language: 'typescript',
  package: 'browser',
  versions: '*',
  source: 'https://developer.mozilla.org/docs/Web/API/Window/unhandledrejection_event',
  modules: {
    // `window` and `self` are names of the global object.
    globalThis: { addEventListener: { reportsRejections: [{ position: 0, is: 'unhandledrejection' }] } },
  },
};

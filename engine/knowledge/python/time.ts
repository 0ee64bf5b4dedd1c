import { each } from '../entries.js';
import type { Library } from '../knowledge.js';

/** The clock. Only `sleep` waits. */
export const time: Library = {
  language: 'python',
  package: 'python',
  versions: '*',
  source: 'https://docs.python.org/3.11/library/time.html',
  modules: {
    time: {
      sleep: { blocks: 'sleep', blocksUnless: [{ position: 0, is: '0' }], paces: 'sleep', neverFails: true, instead: 'asyncio:sleep' },
      ...each('time monotonic perf_counter process_time time_ns monotonic_ns perf_counter_ns localtime gmtime mktime strftime', {}),
    },
  },
};

import { constants, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Child processes and signals. */

const timeout: SymbolFact['timeout'] = { default: 'none', by: [{ name: 'timeout' }], kind: 'process' };
const runs: SymbolFact = { blocks: 'subprocess', io: true, timeout };

export const processes: Library = {
  language: 'python',
  package: 'python',
  versions: '*',
  source: 'https://docs.python.org/3.11/library/subprocess.html, signal.html, os.html#process-management',
  modules: {
    subprocess: {
      ...each('run call check_call check_output', runs),
      ...each('getoutput getstatusoutput', { blocks: 'subprocess', io: true }),
      Popen: { class: true, blocks: 'start', exitBlocks: 'subprocess', io: true },
      'Popen.wait': {
        ...runs, blocksUnless: [{ name: 'timeout', position: 0, is: '0' }],
        timeout: { default: 'none', by: [{ name: 'timeout', position: 0 }], kind: 'process' },
      },
      'Popen.communicate': { ...runs, timeout: { default: 'none', by: [{ name: 'timeout', position: 1 }], kind: 'process' } },
      ...members('Popen', 'poll send_signal terminate kill', {}),
      ...members('Popen', 'stdin stdout stderr returncode pid', { property: true }),
    },
    os: {
      // popen itself only starts the process; it is nearly always read from in the same expression.
      ...each('system popen', { blocks: 'subprocess', io: true }),
      wait: { blocks: 'subprocess', io: true },
      waitpid: { blocks: 'subprocess', io: true, blocksUnless: [{ position: 1, flag: 'os:WNOHANG' }] },
      ...constants('os', 'WNOHANG WUNTRACED WCONTINUED'),
      ...each('kill killpg getpid getppid', {}),
    },
    signal: {
      // The handler runs in the main thread between two instructions, whether or not there is a loop.
      signal: { calls: [{ position: 1, when: 'thread', many: true }] },
      ...each('pause sigwait', { blocks: 'lock' }),
    },
    atexit: {
      register: { decorates: 'register', calls: [{ position: 0, when: 'thread' }] },
    },
  },
};

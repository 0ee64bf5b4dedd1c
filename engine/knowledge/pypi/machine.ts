import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** The machine itself: processes and their load (psutil), serial ports (pyserial). */

const sync: SymbolFact = {};
const samples: SymbolFact = {
  blocks: 'sleep', blocksIf: [{ name: 'interval', position: 0 }], blocksUnless: ['None', '0', '0.0'].map((is) => ({ name: 'interval', position: 0, is })),
};

/** psutil looks at once, except where it is told to compare two moments, or to wait. */
export const psutil: Library = {
  language: 'python',
  package: 'psutil',
  versions: '>=5',
  source: 'https://psutil.readthedocs.io/en/latest/#psutil.cpu_percent and #psutil.wait_procs; psutil/__init__.py',
  modules: {
    psutil: {
      cpu_percent: samples,
      cpu_times_percent: samples,
      wait_procs: { blocks: 'join', blocksUnless: [{ name: 'timeout', position: 1, is: '0' }] },
      Process: { class: true },
      'Process.cpu_percent': samples,
      'Process.wait': { blocks: 'join', blocksUnless: [{ name: 'timeout', position: 0, is: '0' }] },
      ...members('Process', 'kill terminate suspend resume send_signal is_running status name cmdline memory_info children parent', sync),
    },
  },
};

/** A port waits for what it reads as long as its `timeout` says: for ever, unless it is set. */
export const pyserial: Library = {
  language: 'python',
  package: 'pyserial',
  versions: '>=3',
  source: 'https://pyserial.readthedocs.io/en/latest/pyserial_api.html; serial/serialposix.py and serialutil.py',
  modules: {
    serial: {
      Serial: { class: true },
      ...members('Serial', 'read read_until write', { blocks: 'file', io: true }),
      ...members('Serial', 'close reset_input_buffer reset_output_buffer', sync),
    },
  },
};

import { openSession } from '../../engine/session.js';
import type { ServerHost } from '../../server/host.js';
import { rules } from '../../rules/index.js';
import { MemoryHost } from './memory-host.js';

/** A machine in memory with the real session and rules. */
export class RulesHost extends MemoryHost {
  override readonly rules = rules;
  override readonly openSession: ServerHost['openSession'] = openSession;

  override readText(path: string): string | undefined {
    return this.disk.get(path);
  }
}

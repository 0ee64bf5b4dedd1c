import type { Offer } from '../engine/refactoring.js';
import { loopTogether } from './loop-together.js';
import { offTheLoop } from './off-the-loop.js';
import { together } from './together.js';
import { withTimeout } from './with-timeout.js';

/**
 * What can be made of code that no rule has called wrong, on request. Each kind stands in a file of its own; it is built of
 * the same edits as the fixes of rules, and offered only where it surely keeps all but what its title says.
 */
export const refactorings: readonly Offer[] = [withTimeout, together, loopTogether, offTheLoop];

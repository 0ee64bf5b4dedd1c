// Written by `npm run docs` from the folders here. To add a rule: `npm run new-rule -- ID`.
import type { Rule } from '../engine/rule.js';
import { awaitInsideGather } from './await-inside-gather/rule.js';
import { blockingCall } from './blocking-call/rule.js';
import { danglingTask } from './dangling-task/rule.js';
import { floatingPromise } from './floating-promise/rule.js';
import { missingAwait } from './missing-await/rule.js';
import { missingTimeout } from './missing-timeout/rule.js';
import { serialAwaitInLoop } from './serial-await-in-loop/rule.js';
import { serialAwaits } from './serial-awaits/rule.js';

/** All rules, in order of their ids. */
export const rules: readonly Rule[] = [awaitInsideGather, blockingCall, danglingTask, floatingPromise, missingAwait, missingTimeout, serialAwaitInLoop, serialAwaits];

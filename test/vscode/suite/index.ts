import { absenceTests } from './absence.js';
import { commandTests } from './commands.js';
import { documentTests } from './documents.js';
import { findingTests } from './findings.js';
import { fixTests } from './fixes.js';
import { runMocha } from './run.js';
import { onlyVariable } from '../record.js';
import { serverTests } from './server.js';

/** What VS Code calls once it has loaded the suite. */
export function run(): Promise<void> {
  return runMocha(() => {
    findingTests();
    fixTests();
    documentTests();
    commandTests();
    serverTests();
    absenceTests();
  }, process.env[onlyVariable]);
}

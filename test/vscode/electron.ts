/** The suite in a desktop VS Code: the one that VSCODE_EXE names, else one that is downloaded. */
import { desktop } from './hosts.js';
import { report } from './report.js';
import { runSuite, withExtension } from './session.js';

const host = desktop(process.env['VSCODE_EXE'] || undefined);
report(`VS Code (${host.name})`, await withExtension((extension, folder) => runSuite(host, 'suite/index.ts', extension, folder)));

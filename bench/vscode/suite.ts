import { Uri, commands, languages } from 'vscode';
import { findings, serverProcess, until } from '../../test/vscode/suite/editor.js';
import { measured, runMocha } from '../../test/vscode/suite/run.js';

/** What VS Code calls once it has loaded the suite: it opens documents of the folder, and kills the server while the last is typed into. */
export function run(): Promise<void> {
  return runMocha(() => it('shows findings', async () => {
    const files = process.env['ASYNCLINT_BENCH_FILES']!.split('\n').map((path) => Uri.file(path));
    for (const [i, uri] of files.entries()) {
      const opened = performance.now();
      await commands.executeCommand('vscode.open', uri, { preview: false });
      await until('a finding', () => findings(uri).length > 0);
      measured(`first findings ${(performance.now() - opened).toFixed(0)} ms after ${i === 0 ? 'the first document was opened, with which the extension starts' : 'another was opened'}`);
    }
    const uri = files.at(-1)!;
    const server = await until('a server', serverProcess);
    const changed = new Promise<void>((done) => {
      const listener = languages.onDidChangeDiagnostics(({ uris }) => {
        const now = serverProcess();
        if (now === undefined || now === server || findings(uri).length === 0 || !uris.some((each) => each.toString() === uri.toString())) return;
        listener.dispose();
        done();
      });
    });
    process.kill(server, 'SIGKILL');
    const killed = performance.now();
    await commands.executeCommand('type', { text: ' ' });
    await changed;
    measured(`findings were back ${(performance.now() - killed).toFixed(0)} ms after SIGKILL of the server`);
  }));
}

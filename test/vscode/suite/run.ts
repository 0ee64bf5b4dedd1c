import { appendFileSync } from 'node:fs';
import Mocha from 'mocha';
import { recordVariable, type Entry } from '../record.js';

/**
 * Runs mocha inside VS Code's extension host over the tests that `define` declares, or those alone whose titles have a
 * pattern; rejects where one failed.
 */
export async function runMocha(define: () => void, only?: string): Promise<void> {
  // The reporter is a class that mocha makes; what it has to say is recorded below instead.
  const mocha = new Mocha({ ui: 'bdd', timeout: 300_000, reporter: class {} as never });
  if (only !== undefined) mocha.grep(only);
  mocha.suite.emit('pre-require', globalThis, null, mocha);
  define();
  await new Promise<void>((resolve, reject) => {
    let tests = 0;
    const note = (test: Mocha.Runnable, error?: Error) => {
      tests += 1;
      record({ kind: 'test', title: test.titlePath(), ms: test.duration ?? 0, ...(error === undefined ? {} : { error: error.stack ?? error.message }) });
    };
    const runner = mocha.run((failures) => {
      record({ kind: 'finished', tests });
      if (failures === 0) resolve();
      else reject(new Error(`${failures} failed`));
    });
    // A hook that fails is told as a failure of its own.
    runner.on('pass', (test) => note(test));
    runner.on('fail', (test, error: Error) => note(test, error));
  });
}

/** Puts down what a test measured. */
export function measured(text: string): void {
  record({ kind: 'measured', text });
}

function record(entry: Entry): void {
  appendFileSync(process.env[recordVariable]!, `${JSON.stringify(entry)}\n`);
}

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readPython } from '../engine/facts/python/reader.js';
import { readTypeScriptText } from '../engine/facts/typescript/reader.js';
import { printFacts } from '../engine/facts/print.js';
import { decodePython } from '../engine/syntax/python/decode.js';
import { languageOf } from '../engine/text.js';

/** `npm run facts -- FILE...` prints what asynclint takes from a file: its facts, and the flow of each of its functions. */
const usage = `Usage: npm run facts -- FILE...

Prints the facts of Python, TypeScript and JavaScript files: imports, classes and functions, and the flow of each
function, one step a line with its place in the text.

  --help  show this

Exit code 2: a file can't be read, or is in no language that asynclint reads.
`;

/** The facts of one file as text. Throws with a message for people where there are none. */
function factsOf(path: string): string {
  const language = languageOf(path);
  if (language === undefined) throw new Error(`${path}: no language of asynclint has this file extension`);
  const bytes = readFileSync(path);
  switch (language) {
    case 'python': {
      const decoded = decodePython(bytes);
      if (!decoded.ok) throw new Error(`${path}: ${decoded.problem.message}`);
      return printFacts(readPython(path, decoded.text));
    }
    case 'typescript': return printFacts(readTypeScriptText(path, bytes.toString('utf8')));
  }
}

function main(args: readonly string[]): number {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: { help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (parsed.values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (parsed.positionals.length === 0) {
    process.stderr.write(`No file is named.\n\n${usage}`);
    return 2;
  }
  let code = 0;
  for (const path of parsed.positionals) {
    try {
      process.stdout.write(factsOf(path));
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`);
      code = 2;
    }
  }
  return code;
}

process.exitCode = main(process.argv.slice(2));

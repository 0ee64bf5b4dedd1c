import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportName, pageHeader } from './generated.js';

/**
 * `npm run new-rule -- ID`: a folder with a page to fill in first, a page for edge cases and a rule that finds nothing,
 * whose test is therefore red. Then: write the page, mark the findings, fill `check`, add near misses, `npm run docs`.
 */
export function newRule(id: string): ReadonlyMap<string, string> {
  if (!/^[a-z]+(-[a-z]+)+$/.test(id)) throw new Error(`"${id}" is no rule id; ids are two words or more in kebab-case and name the defect`);
  return new Map([['README.md', page(id)], ['tests.md', edgeCases(id)], ['rule.ts', code(id)]]);
}

const fence = '```';

function page(id: string): string {
  return `# ${id}

${pageHeader.begin}
${pageHeader.end}

## Why

What goes wrong, for whom, and when they notice.

## Python

### The defect

${fence}python
async def step() -> None:
    ...  # finding: what is wrong here
${fence}

## TypeScript and JavaScript

### The defect

${fence}ts
export async function step(): Promise<void> {
  console.log('step'); // finding: what is wrong here
}
${fence}

## When not to use it

Where the defect does no harm.
`;
}

function edgeCases(id: string): string {
  return `# ${id}: edge cases

## Python: what stays silent

### A near miss, and why it is right

${fence}python
async def step() -> None:
    ...
${fence}
`;
}

function code(id: string): string {
  return `import type { FileUnit } from '../../engine/project/unit.js';
import type { Project } from '../../engine/project/project.js';
import type { Rule, RuleFinding } from '../../engine/rule.js';

/** In one paragraph: what is judged, on which facts it rests, and what keeps it silent. */
export const ${exportName(id)}: Rule = {
  id: '${id}',
  summary: 'One sentence in the user\\'s words.',
  family: 'lost-work',
  languages: ['python', 'typescript'],
  level: 'warning',
  fixes: [],
  since: '0.1.0',
  related: [],
  messages: {
    found: { text: 'What is wrong here', help: 'What to do.' },
  },
  examines: 'the candidates, in a few words',
  // Why a candidate is let go: yield { silent: 'key', fn, at: step.index } for it.
  reasons: {},
  *check(file, project) {
    for (const fn of file.functions) {
      for (const step of fn.flow) {
        if (step.kind === 'call' && isDefect(file, project)) {
          yield { message: 'found', span: step } satisfies RuleFinding;
        }
      }
    }
  },
};

function isDefect(_file: FileUnit, _project: Project): boolean {
  return false;
}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const id = process.argv[2] ?? '';
  try {
    const files = newRule(id);
    const folder = join(fileURLToPath(new URL('..', import.meta.url)), 'rules', id);
    mkdirSync(folder);
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    console.log(`rules/${id}/ is there. Write its README.md first, then: npm run docs && npm test`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
  }
}

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { openSession } from '../../engine/session.js';
import { defaultSettings } from '../../engine/settings.js';
import { ruleIds } from '../../scripts/docs.js';
import { rules } from '../../rules/index.js';

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg?: string; readonly markdown?: string; readonly altText?: string };
  readonly completionEvents?: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly walkthroughs: readonly [{ readonly id: string; readonly steps: readonly Step[] }];
  };
}

const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;
const filled = readFileSync('package.json', 'utf8').replace(/"%([\w.-]+)%"/g, (_, key: string) => JSON.stringify(texts[key]));
const { contributes } = JSON.parse(filled) as Manifest;
const [{ steps }] = contributes.walkthroughs;

describe('client: the walkthrough', () => {
  it('shows files that there are, with words for those who do not see pictures', () => {
    for (const { id, media } of steps) {
      assert.ok(existsSync(media.svg ?? media.markdown!), id);
      if (media.svg !== undefined) assert.ok(media.altText, id);
    }
    const used = steps.map(({ media }) => media.svg ?? media.markdown!);
    const files = readdirSync('client/walkthrough').filter((name) => !name.startsWith('sample.'));
    assert.deepEqual(files.map((name) => `client/walkthrough/${name}`).sort(), used.sort());
  });

  it('draws in the colours of the theme, each with one to fall back on', () => {
    for (const name of readdirSync('client/walkthrough').filter((name) => name.endsWith('.svg'))) {
      const svg = readFileSync(`client/walkthrough/${name}`, 'utf8');
      assert.match(svg, /var\(--vscode-/);
      assert.doesNotMatch(svg, /var\(--vscode-[\w-]+\)/, `${name}: a colour without another to fall back on`);
    }
  });

  it('runs commands that there are, and is done by such', () => {
    const ours = new Set(contributes.commands.map(({ command }) => command));
    const links = steps.flatMap(({ description }) => [...description.matchAll(/\(command:([\w.]+)(?:\?([^)]*))?\)/g)]);
    assert.ok(links.length > 0);
    for (const [, command, given] of links) {
      assert.ok(ours.has(command!) || command!.startsWith('workbench.action.'), command);
      if (given !== undefined) JSON.parse(decodeURIComponent(given));
    }
    for (const event of steps.flatMap(({ completionEvents = [] }) => completionEvents)) {
      const [, command] = /^onCommand:(.*)$/.exec(event)!;
      assert.ok(ours.has(command!) || /^(workbench|editor)\.action\./.test(command!), event);
    }
    const pages = links.filter(([, command]) => command === 'asynclint.openRulePage').map(([, , given]) => (JSON.parse(decodeURIComponent(given!)) as string[])[0]!);
    assert.ok(pages.length > 0);
    assert.deepEqual(pages.filter((page) => !ruleIds().includes(page)), []);
  });

  it('opens samples in which asynclint finds what their comments say', () => {
    const found = (name: string): string[] => {
      const path = `/walkthrough/${name}`;
      const session = openSession({ root: '/walkthrough', readText: () => undefined }, rules, defaultSettings);
      try {
        session.update([{ path, text: readFileSync(`client/walkthrough/${name}`, 'utf8') }]);
        assert.deepEqual(session.problems(path), []);
        return session.findings(path).map(({ rule, level, related }) => `${level} ${rule}, ${related.length} related`);
      } finally {
        session.close();
      }
    };
    const expected = ['error floating-promise, 1 related', 'warning blocking-call, 1 related', 'warning serial-await-in-loop, 0 related'];
    assert.deepEqual(found('sample.py'), expected);
    assert.deepEqual(found('sample.ts'), expected);
  });
});

import assert from 'node:assert/strict';
import { defaultSettings, levelOf, mayShow, presets, readSettings, type RulePolicy, type Settings } from '../../engine/settings.js';

const ids = ['floating-promise', 'blocking-call', 'missing-timeout', 'cpu-bound-in-async'];

/** The problems of a configuration as `text of the span: message`. */
function problemsOf(text: string): string[] {
  return readSettings(text, ids).problems.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`);
}

describe('reading settings', () => {
  it('reads every key, with comments and trailing commas', () => {
    const { settings, problems } = readSettings(`{
      "$schema": "./node_modules/asynclint/schema.json", // for the editor
      "preset": "strict",
      "rules": { "floating-promise": "error", "blocking-call": "off", },
      "exclude": ["legacy/", "!legacy/keep.py"], /* a note */
      "knowledge": [{ "language": "python", "modules": { "ours.net": { "fetch": { "blocks": "network" }, "get": "ours.net:fetch" } } }],
    }`, ids);
    assert.deepEqual(problems, []);
    assert.deepEqual(JSON.parse(JSON.stringify(settings)), {
      preset: 'strict',
      rules: { 'floating-promise': 'error', 'blocking-call': 'off' },
      exclude: ['legacy/', '!legacy/keep.py'],
      knowledge: [{
        language: 'python', package: '', versions: '*', source: 'asynclint.json',
        modules: { 'ours.net': { fetch: { blocks: 'network' }, get: 'ours.net:fetch' } },
      }],
    } satisfies Settings);
  });

  it('has defaults for what is not given', () => {
    assert.deepEqual(readSettings('{}', ids), { settings: defaultSettings, problems: [] });
  });

  it('names the wrong key at its place, and the nearest right one', () => {
    assert.deepEqual(problemsOf('{"presets": "strict"}'), ['"presets": unknown key `presets`; did you mean `preset`?']);
    assert.deepEqual(problemsOf('{"rules": {"floating-promse": "error"}}'),
      ['"floating-promse": unknown key `floating-promse`; did you mean `floating-promise`?']);
    assert.deepEqual(problemsOf('{"plugins": []}'),
      ['"plugins": unknown key `plugins`; known here are `$schema`, `preset`, `rules`, `exclude`, `python`, `node`, `knowledge`']);
    assert.deepEqual(problemsOf('{"rules": {"__proto__": "error", "constructor": "off"}}').length, 2);
  });

  it('names wrong values', () => {
    assert.deepEqual(problemsOf('{"preset": "srtict"}'),
      ['"srtict": expected one of `recommended`, `strict`, `performance`, `off`, found `srtict`; did you mean `strict`?']);
    assert.deepEqual(problemsOf('{"rules": {"floating-promise": "warn"}}'),
      ['"warn": expected one of `error`, `warning`, `info`, `off`, found `warn`']);
    assert.deepEqual(problemsOf('{"rules": []}'), ['[]: expected an object, found an array']);
    assert.deepEqual(problemsOf('{"exclude": "dist"}'), ['"dist": expected an array, found `dist`']);
    assert.deepEqual(problemsOf('{"exclude": [1, "a"]}'), ['1: expected a string, found `1`']);
    assert.deepEqual(problemsOf('[]'), ['[]: expected an object, found an array']);
    assert.deepEqual(problemsOf('{"preset": "off", "preset": "strict"}'), ['"preset": the key `preset` stands here a second time']);
  });

  it('checks own knowledge to the last field', () => {
    const own = (fact: string): string => `{"knowledge": [{"language": "python", "modules": {"m": {"f": ${fact}}}}]}`;
    assert.deepEqual(problemsOf(own('{"timeout": {"default": "none", "kind": "network", "by": [{"name": "timeout"}]}}')), []);
    assert.deepEqual(problemsOf(own('{"timeout": {"default": 5, "kind": "network"}, "bounds": {"position": 1}}')), []);
    assert.deepEqual(problemsOf(own('{"bloks": "network"}')), ['"bloks": unknown key `bloks`; did you mean `blocks`?']);
    assert.deepEqual(problemsOf(own('{"blocks": "net"}')).length, 1);
    assert.deepEqual(problemsOf(own('{"timeout": {"default": "5"}}')), [
      '"5": expected `none` or a number, found `5`', '{: the key `kind` is missing here',
    ]);
    assert.deepEqual(problemsOf(own('{"calls": [{"position": 1.5, "when": "now"}]}')), ['1.5: expected an integer, found `1.5`']);
    assert.deepEqual(problemsOf(own('7')), ['7: expected a string or an object, found `7`']);
    assert.deepEqual(problemsOf('{"knowledge": [{"language": "python"}]}'), ['{: the key `modules` is missing here']);
  });

  it('keeps what is right beside what is wrong', () => {
    const { settings, problems } = readSettings(
      '{"preset": "best", "rules": {"x": "error", "blocking-call": "info"}, "exclude": ["a", 2], "knowledge": {}}', ids,
    );
    assert.equal(problems.length, 4);
    assert.deepEqual(settings, { preset: 'recommended', rules: { 'blocking-call': 'info' }, exclude: ['a'], knowledge: [] });
  });

  it('says where a text stops being JSON, and never fails', () => {
    assert.deepEqual(problemsOf('{"preset": strict}').slice(0, 1),
      ['strict: this is not JSON: a name or symbol that JSON does not have (strings stand in double quotes)']);
    assert.match(problemsOf('{"preset" "strict"}')[0]!, /a colon is missing/);
    assert.match(problemsOf('')[0]!, /empty|missing/);
    const whole = '{"rules": {"blocking-call": "off"}, "exclude": ["a"], "knowledge": [{"language": "python", "modules": {}}]}';
    for (let end = 0; end < whole.length; end++) assert.ok(readSettings(whole.slice(0, end), ids).problems.length > 0, whole.slice(0, end));
  });
});

describe('the level of a finding', () => {
  const rule: RulePolicy = { id: 'blocking-call', family: 'blocking', level: 'warning' };
  const lost: RulePolicy = { id: 'floating-promise', family: 'lost-work', level: 'error' };
  const doubtful: RulePolicy = { id: 'cpu-bound-in-async', family: 'blocking', level: 'info' };
  const settings = (part: Partial<Settings>): Settings => ({ ...defaultSettings, ...part });

  it('is the rule\'s own in the preset recommended, which hides info', () => {
    assert.equal(levelOf(lost, 'error', defaultSettings), 'error');
    assert.equal(levelOf(rule, 'warning', defaultSettings), 'warning');
    assert.equal(levelOf(rule, 'info', defaultSettings), null);
  });

  it('is shown by preset', () => {
    assert.equal(levelOf(rule, 'info', settings({ preset: 'strict' })), 'info');
    assert.equal(levelOf(rule, 'info', settings({ preset: 'performance' })), 'info');
    assert.equal(levelOf(lost, 'error', settings({ preset: 'performance' })), null);
    assert.equal(levelOf(lost, 'error', settings({ preset: 'off' })), null);
    assert.equal(levelOf(lost, 'error', settings({ preset: 'off', rules: { 'floating-promise': 'warning' } })), 'warning');
  });

  it('is what the settings give to the rule, except that a doubt is not raised', () => {
    const raised = settings({ rules: { 'blocking-call': 'error', 'cpu-bound-in-async': 'warning' } });
    assert.equal(levelOf(rule, 'warning', raised), 'error');
    assert.equal(levelOf(rule, 'info', raised), null);
    assert.equal(levelOf(rule, 'info', { ...raised, preset: 'strict' }), 'info');
    assert.equal(levelOf(doubtful, 'info', raised), 'warning');
    const lowered = settings({ rules: { 'floating-promise': 'info', 'blocking-call': 'off' } });
    assert.equal(levelOf(lost, 'error', lowered), 'info');
    assert.equal(levelOf(lost, 'info', lowered), 'info');
    assert.equal(levelOf(rule, 'warning', lowered), null);
  });

  it('is limited to the rules asked for, which are then on', () => {
    const only = settings({ preset: 'off', only: ['blocking-call'], rules: { 'blocking-call': 'off' } });
    assert.equal(levelOf(rule, 'warning', only), 'warning');
    assert.equal(levelOf(rule, 'info', only), null);
    assert.equal(levelOf(lost, 'error', only), null);
  });

  it('is hidden below the least level asked for, and shown from it on', () => {
    assert.equal(levelOf(rule, 'warning', settings({ level: 'error' })), null);
    assert.equal(levelOf(rule, 'info', settings({ level: 'info' })), 'info');
    assert.equal(levelOf(rule, 'warning', settings({ level: 'error', rules: { 'blocking-call': 'error' } })), 'error');
    assert.equal(levelOf(lost, 'error', settings({ level: 'warning', rules: { 'floating-promise': 'info' } })), null);
  });

  it('tells which rules need not run', () => {
    assert.equal(mayShow(rule, defaultSettings), true);
    assert.equal(mayShow(rule, settings({ rules: { 'blocking-call': 'off' } })), false);
    for (const preset of presets) assert.equal(mayShow(lost, settings({ preset })), preset === 'recommended' || preset === 'strict', preset);
  });
});

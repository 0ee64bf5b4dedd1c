import assert from 'node:assert/strict';
import { configurationTemplate } from '../../client/configuration-template.js';
import { defaultSettings, readSettings } from '../../engine/settings.js';
import { rules } from '../../rules/index.js';

describe('client: a new configuration', () => {
  const ids = rules.map(({ id }) => id);

  it('says the defaults', () => {
    const { settings, problems } = readSettings(configurationTemplate, ids);
    assert.deepEqual(problems, []);
    assert.deepEqual(settings, defaultSettings);
  });

  it('shows a rule that there is', () => {
    const shown = configurationTemplate.replaceAll(/^(\s*)\/\/ (?="[\w-]+": ")/gm, '$1');
    const { settings, problems } = readSettings(shown, ids);
    assert.deepEqual(problems, []);
    assert.equal(Object.keys(settings.rules).length, 1);
  });
});

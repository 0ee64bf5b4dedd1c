import assert from 'node:assert/strict';
import { libraries } from '../../engine/knowledge/index.js';
import { settingsSchema, type Schema } from '../../engine/settings-schema.js';
import { readSettings } from '../../engine/settings.js';
import { schemaText } from '../../scripts/schema.js';

describe('the JSON Schema of the configuration', () => {
  const text = schemaText([{ id: 'floating-promise', summary: 'A promise that nobody awaits.' }]);

  it('names the rules with what they find, and the suppressions', () => {
    const schema = JSON.parse(text) as { properties: Record<string, Schema> };
    assert.deepEqual(schema.properties['rules']!.properties, {
      'floating-promise': { description: 'A promise that nobody awaits.', enum: ['error', 'warning', 'info', 'off'] },
      'unused-suppression': { description: 'A suppression comment that silences nothing.', enum: ['error', 'warning', 'info', 'off'] },
    });
  });

  it('takes all of our own knowledge as a user\'s', () => {
    assert.ok(libraries.length > 0);
    for (const library of libraries) {
      assert.deepEqual(readSettings(JSON.stringify({ knowledge: [library] }), []).problems, [], library.package);
    }
  });

  it('uses only words that `validate` understands', () => {
    const known = ['description', 'type', 'const', 'enum', 'default', 'properties', 'required', 'additionalProperties', 'items', 'anyOf', 'pattern', 'examples'];
    const visit = (schema: Schema): void => {
      for (const key of Object.keys(schema)) assert.ok(known.includes(key), key);
      for (const inner of [...Object.values(schema.properties ?? {}), ...schema.anyOf ?? [], schema.items, schema.additionalProperties]) if (inner) visit(inner);
    };
    visit(settingsSchema([]));
  });
});

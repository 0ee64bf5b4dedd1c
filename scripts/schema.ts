import type { Rule } from '../engine/rule.js';
import { settingsSchema } from '../engine/settings-schema.js';
import { unusedSuppression } from '../engine/suppressions.js';

/** The rules whose level a user may set: all, and the check of suppressions, which is none. */
export function configurable(rules: readonly Pick<Rule, 'id' | 'summary'>[]): readonly Pick<Rule, 'id' | 'summary'>[] {
  return [...rules, { id: unusedSuppression.id, summary: 'A suppression comment that silences nothing.' }];
}

/** The text of schema.json: the JSON Schema by which editors complete and check asynclint.json. `npm run docs` writes it. */
export function schemaText(rules: readonly Pick<Rule, 'id' | 'summary'>[]): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of asynclint',
    allowComments: true,
    allowTrailingCommas: true,
    ...settingsSchema(configurable(rules)),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

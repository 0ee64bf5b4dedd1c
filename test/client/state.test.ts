import assert from 'node:assert/strict';
import { appearanceOf, type State } from '../../client/state.js';

const inLatin = (sentence: string): string => `${sentence}us`;

describe('client: the appearance of a state', () => {
  it('says what the server says, in its words', () => {
    assert.deepEqual(appearanceOf({ form: 'indexing', message: '12 of 90 files' }, inLatin), { icon: 'loading~spin', summary: '12 of 90 files' });
    assert.equal(appearanceOf({ form: 'ready', message: '90 files' }, inLatin).summary, '90 files');
    assert.equal(appearanceOf({ form: 'problem', message: 'no TypeScript' }, inLatin).summary, 'no TypeScript');
  });

  it('speaks the language of the editor where the server says nothing', () => {
    const silent: readonly State[] = [
      { form: 'off' }, { form: 'starting' }, { form: 'indexing', message: '' }, { form: 'ready', message: '' }, { form: 'stopped' },
    ];
    for (const state of silent) assert.match(appearanceOf(state, inLatin).summary, /^[A-Z].+us$/);
  });

  it('wants attention where something is wrong, and only there', () => {
    const forms = ['off', 'starting', 'indexing', 'ready', 'problem', 'stopped'] as const;
    const loud = forms.filter((form) => appearanceOf({ form, message: '' }, inLatin).background !== undefined);
    assert.deepEqual(loud, ['problem', 'stopped']);
  });
});

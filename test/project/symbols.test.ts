import assert from 'node:assert/strict';
import type { Library, SymbolFact } from '../../engine/knowledge/knowledge.js';
import { files } from '../../engine/knowledge/python/files.js';
import { Symbols } from '../../engine/project/symbols.js';

const written: Library = {
  language: 'python', package: 'python', versions: '*', source: '',
  modules: { io: { Text: { class: true }, 'Text.read': { blocks: 'file' } }, typing: { IO: { class: true, bases: ['io:Text'] } } },
};

const declared: Readonly<Record<string, SymbolFact>> = {
  'typing:IO': { class: true }, 'typing:IO.read': { declared: { form: 'plain' } }, 'typing:IO.name': { declared: { form: 'plain' } },
  'lib:Own': { class: true, bases: ['typing:IO'] }, 'lib:Own.read': { declared: { form: 'plain' } },
};

describe('members of symbols', () => {
  const symbols = new Symbols([written], { python: { hasModule: () => true, entry: (symbol) => declared[symbol] } });

  it('come of what is written by hand before what is declared, also by inheritance', () => assert.deepEqual(
    ['read', 'name', 'close'].map((key) => symbols.member('python', 'typing:IO', key)), ['io:Text.read', 'typing:IO.name', 'typing:IO.close'],
  ));

  it('of what only looks like a file are those of memory', () => {
    const memory = new Symbols([files], { python: { hasModule: () => true, entry: (symbol) => (symbol === 'io:StringIO' ? { class: true, bases: ['typing:IO'] } : undefined) } });
    assert.equal(memory.fact('python', memory.member('python', 'io:StringIO', 'read'))?.blocks, undefined);
    assert.equal(memory.fact('python', memory.member('python', 'typing:IO', 'read'))?.blocks, 'file');
  });

  it('of a class that is only declared are its own before what it inherits', () => assert.deepEqual(
    ['read', 'name'].map((key) => symbols.member('python', 'lib:Own', key)), ['lib:Own.read', 'typing:IO.name'],
  ));
});

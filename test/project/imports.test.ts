import assert from 'node:assert/strict';
import { LiveSession } from '../../engine/live-session.js';
import type { SourceFile } from '../../engine/session.js';
import { defaultSettings } from '../../engine/settings.js';
import { TypeScriptSyntax } from '../../engine/syntax/typescript/adapter.js';

function sessionOf(files: readonly SourceFile[], reader?: LiveSession, syntax?: TypeScriptSyntax): LiveSession {
  const session = new LiveSession({ root: '/p', readText: () => undefined }, [], defaultSettings, syntax);
  session.update(files, reader);
  return session;
}

describe('session: imports', () => {
  const importedBy = (path: string, text: string, others: readonly string[]): readonly string[] => {
    const session = sessionOf([{ path, text }]);
    try {
      return [...session.imports([path], new Set([path, ...others]))].sort();
    } finally {
      session.close();
    }
  };

  it('lead to files that the session does not know', () => {
    const text = 'import app.db\nfrom app import models, VERSION\nfrom . import near\nfrom .deep import thing\nfrom elsewhere import x\n';
    const others = ['/p/app/__init__.py', '/p/app/db.py', '/p/app/models.py', '/p/app/near.py', '/p/app/deep.py', '/p/app/unrelated.py'];
    assert.deepEqual(importedBy('/p/app/main.py', text, others), ['/p/app/__init__.py', '/p/app/db.py', '/p/app/deep.py', '/p/app/models.py', '/p/app/near.py']);
  });

  it('lead to a folder within a package as to a part of it: only what lies in that folder finds what stands there by its bare name', () => {
    const others = ['/p/app/__init__.py', '/p/app/core/__init__.py', '/p/app/schemas/openai/chat.py', '/p/app/schemas/redis.py', '/p/tools/openai.py'];
    assert.deepEqual(importedBy('/p/app/core/client.py', 'import redis\nfrom app.schemas.openai import chat\nfrom app.schemas import redis\n', others), ['/p/app/schemas/openai/chat.py', '/p/app/schemas/redis.py']);
    assert.deepEqual(importedBy('/p/app/core/client.py', 'import redis\nfrom openai import chat\n', others.slice(0, 4)), []);
    assert.deepEqual(importedBy('/p/app/schemas/use.py', 'import redis\nfrom openai import chat\n', others.slice(0, 4)), ['/p/app/schemas/redis.py']);
    assert.deepEqual(importedBy('/p/app/core/client.py', 'import openai\n', others), ['/p/tools/openai.py']);
  });

  it('are what TypeScript imports, exports from and requires', () => {
    const text = "import { a } from './a.js';\nexport * from './b';\nexport { c } from './c';\nconst d = require('./d');\nimport('./e');\nimport 'outside';\n";
    const others = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `/p/${name}.ts`);
    assert.deepEqual(importedBy('/p/main.ts', text, others), others.slice(0, 5));
  });

  it('of a file that the session does not know are none', () => {
    assert.deepEqual(sessionOf([]).imports(['/p/main.py'], new Set(['/p/main.py', '/p/a.py'])), []);
  });
});

describe('session: what another has read', () => {
  /** A parser that counts what it is given. */
  class Counting extends TypeScriptSyntax {
    readonly parsed: string[] = [];

    override parse(...[texts]: Parameters<TypeScriptSyntax['parse']>): ReturnType<TypeScriptSyntax['parse']> {
      this.parsed.push(...texts.map(({ path }) => path));
      return super.parse(texts);
    }
  }

  it('is taken over where the text is the same and nothing in it was wrong', () => {
    const reader = sessionOf([{ path: '/p/a.ts', text: 'const a = 1;\n' }, { path: '/p/b.ts', text: 'const b = 1;\n' }, { path: '/p/c.ts', text: 'const c = ;\n' }]);
    const syntax = new Counting();
    const texts = [{ path: '/p/a.ts', text: 'const a = 1;\n' }, { path: '/p/b.ts', text: 'const b = 2;\n' }, { path: '/p/c.ts', text: 'const c = ;\n' }];
    const session = sessionOf(texts, reader, syntax);
    assert.deepEqual(syntax.parsed, ['/p/b.ts', '/p/c.ts']);
    reader.close();
    assert.deepEqual(texts.map(({ path }) => session.text(path)), texts.map(({ text }) => text));
    assert.equal(session.problems('/p/c.ts').length, 1);
    session.close();
  });
});

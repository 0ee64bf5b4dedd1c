import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languageOf } from '../../engine/text.js';
import { discover, MissingPath } from '../../host/files.js';
import { Folder, inFolder } from './folder.js';

/** Checks what a walk finds, and that `includes` says the same of each file of the two languages. */
function finds(folder: Folder, all: readonly string[], expected: readonly string[]): void {
  assert.deepEqual(folder.found(), [...expected].sort());
  for (const name of all.filter((file) => languageOf(file) !== undefined)) assert.equal(folder.included(name), expected.includes(name), name);
}

describe('the files of a folder', () => {
  it('are those of the two languages, in order', inFolder(
    ['b.py', 'a.ts', 'c.pyi', 'd.pyw', 'e.tsx', 'f.mts', 'g.cts', 'h.js', 'i.jsx', 'j.mjs', 'k.cjs', 'README.md', 'l.json', 'm', 'n.PY', 'z/y.py'],
    (folder) => assert.deepEqual(folder.found(), ['a.ts', 'b.py', 'c.pyi', 'd.pyw', 'e.tsx', 'f.mts', 'g.cts', 'h.js', 'i.jsx', 'j.mjs', 'k.cjs', 'n.PY', 'z/y.py']),
  ));

  it('may have any name', inFolder(['a\nb.py', '..c.py', 'd e.py', 'é😀.ts', '-f.py', '[g].ts', 'h\\i.py'], (folder) => {
    assert.deepEqual(folder.found(), ['a\nb.py', '..c.py', 'd e.py', 'é😀.ts', '-f.py', '[g].ts', 'h\\i.py'].sort());
  }));

  const ignoring = {
    '.git/info/exclude': 'local.py\n', '.gitignore': '*.gen.py\n/top.py\nlogs/\n!keep.gen.py\n# a comment\n\\#odd.py\n',
    'a.py': '', 'a.gen.py': '', 'keep.gen.py': '', 'top.py': '', 'local.py': '', '#odd.py': '', 'logs/x.py': '', 'sub/logs/y.py': '',
    'sub/.gitignore': '!again.gen.py\nonly-here.py\nlogs/\n', 'sub/again.gen.py': '', 'sub/only-here.py': '', 'sub/top.py': '', 'only-here.py': '',
    'sub/deep/.gitignore': '!only-here.py\n', 'sub/deep/only-here.py': '', 'sub/deep/b.gen.py': '',
  };
  it('leave out what .gitignore files name, the deepest first, and .git/info/exclude', inFolder(ignoring, (folder) => {
    finds(folder, Object.keys(ignoring), ['a.py', 'keep.gen.py', 'only-here.py', 'sub/again.gen.py', 'sub/top.py', 'sub/deep/only-here.py']);
  }));

  it('are the same as git\'s own', inFolder({ ...ignoring, 'x/.gitignore': '*\n!/y/\n!/y/*.py\n', 'x/z.py': '', 'x/y/w.py': '', 'x/y/v.ts': '' }, (folder) => {
    rmSync(folder.path('.git'), { recursive: true });
    execFileSync('git', ['init', '-q'], { cwd: folder.root });
    writeFileSync(folder.path('.git/info/exclude'), 'local.py\n');
    const listed = execFileSync('git', ['ls-files', '-z', '--others', '--exclude-standard'], { cwd: folder.root, encoding: 'utf8' });
    assert.deepEqual(folder.found(), listed.split('\0').filter((name) => /\.(py|ts)$/.test(name)).sort());
  }));

  it('of a sub-folder obey the repository around it', inFolder(ignoring, (folder) => {
    assert.deepEqual(folder.found(['sub']), ['sub/again.gen.py', 'sub/deep/only-here.py', 'sub/top.py']);
  }));

  it('of an ignored folder that is named are taken', inFolder({ ...ignoring, 'logs/.gitignore': 'z.py', 'logs/z.py': '' }, (folder) => {
    assert.deepEqual(folder.found(['logs']), ['logs/x.py']);
    assert.deepEqual(folder.found(['sub/logs']), ['sub/logs/y.py']);
    assert.deepEqual(folder.found(['top.py', 'a.gen.py']), ['a.gen.py', 'top.py']);
  }));

  it('of a worktree obey the exclude file of its repository', inFolder({
    'main/.git/info/exclude': 'local.py', 'main/.git/worktrees/w/commondir': '../..\n', 'w/.git': 'gitdir: ../main/.git/worktrees/w\n', 'w/local.py': '', 'w/a.py': '',
  }, (folder) => assert.deepEqual(folder.found(['w']), ['w/a.py'])));

  it('leave out what the configuration excludes, unless told to ignore nothing', inFolder({ '.gitignore': 'a.py', 'a.py': '', 'old/b.py': '', 'old/c.py': '', 'd.py': '' }, (folder) => {
    const exclude = ['old/*', '!old/c.py', 'd.py'];
    assert.deepEqual(folder.found(['.'], { exclude }), ['old/c.py']);
    assert.equal(folder.included('old/b.py', { exclude }), false);
    assert.equal(folder.included('old/c.py', { exclude }), true);
    assert.deepEqual(folder.found(['.'], { exclude, ignore: false }), ['a.py', 'd.py', 'old/b.py', 'old/c.py']);
    assert.deepEqual(folder.found(['d.py', 'a.py'], { exclude }), ['a.py', 'd.py']);
  }));

  const dependencies = ['src/a.ts', 'node_modules/m/i.js', 'packages/p/node_modules/m/i.js', 'lib/python3.12/site-packages/s.py', '.tox/py/t.py', '__pypackages__/p.py',
    'py/_vendor/v.py', 'third_party/t.py', 'bower_components/b.js', '.yarn/r.cjs', '.next/n.js', '.git/hooks/h.py', 'a.egg-info/e.py', '.github/scripts/g.py'];
  it('leave out dependencies, caches and what frameworks put out', inFolder(dependencies, (folder) => {
    finds(folder, dependencies, ['src/a.ts', '.github/scripts/g.py']);
  }));

  const environments = ['env/pyvenv.cfg', 'env/lib/x.py', 'tools/conda-meta/h', 'tools/y.py', 'cache/CACHEDIR.TAG', 'cache/c.py', '.venv/z.py', 'venv/models.py'];
  it('leave out virtual environments, by what is in them', inFolder(environments, (folder) => finds(folder, environments, ['venv/models.py'])));

  const output = ['dist/index.js', 'a/dist/index.ts', 'b/dist/run.py', 'c/dist/index.d.ts', 'c/dist/index.js', 'build/webpack.js', 'd/build/app.js', 'd/build/app.js.map',
    'e/build/index.html', 'e/build/static/m.js', 'f/out/x.d.ts', 'f/out/x.js', 'g/out/x.d.ts', 'g/build/lib/p.py', 'g/build/bdist.linux/x', 'h/build/tasks.py', 'i/target/q.py',
    'coverage/lcov.info', 'coverage/c.js', 'j/coverage/policy.py'];
  it('leave out build output, but not source folders of such names', inFolder(output, (folder) => {
    finds(folder, output, ['a/dist/index.ts', 'b/dist/run.py', 'build/webpack.js', 'g/out/x.d.ts', 'h/build/tasks.py', 'i/target/q.py', 'j/coverage/policy.py']);
  }));

  const vendors = ['package.json', 'vendor/jquery.js', 'app/vendor/models.py', 'static/vendor/x.js', 's/go.mod', 's/vendor/a.py', 't/pyproject.toml', 't/vendor/__init__.py', 't/vendor/views.py'];
  it('leave out a folder vendor beside a manifest, but not one that is a package', inFolder(vendors, (folder) => {
    finds(folder, vendors, ['app/vendor/models.py', 't/vendor/__init__.py', 't/vendor/views.py']);
  }));

  it('are taken from a skipped folder that is named', inFolder(['node_modules/m/i.js', 'dist/x.js'], (folder) => {
    assert.deepEqual(folder.found(['node_modules/m', 'dist']), ['dist/x.js', 'node_modules/m/i.js']);
  }));

  it('are found once however often they are named', inFolder(['a/b.py', 'a/c.py'], (folder) => {
    assert.deepEqual(folder.found(['a', '.', 'a/b.py']), ['a/b.py', 'a/c.py']);
  }));

  it('end at the most that is asked for', inFolder(['a.py', 'b.py', 'c.py'], (folder) => {
    assert.deepEqual(discover([folder.root], folder.limits({ most: 2 })), { files: [folder.path('a.py'), folder.path('b.py')], problems: [], cut: true });
    assert.equal(discover([folder.root], folder.limits()).cut, false);
  }));
});

describe('links and other kinds of files', () => {
  it('links in a circle end', inFolder(['a/b.py'], (folder) => {
    symlinkSync('.', folder.path('a/self'));
    symlinkSync('..', folder.path('a/up'));
    symlinkSync('/', folder.path('a/everything'));
    symlinkSync('ring-b', folder.path('ring-a'));
    symlinkSync('ring-a', folder.path('ring-b'));
    symlinkSync('nowhere', folder.path('broken.py'));
    symlinkSync('a/b.py', folder.path('twin.py'));
    assert.deepEqual(folder.found(), ['a/b.py']);
  }));

  it('links out of the folder are followed, each target once', inFolder(['src/a.py'], (folder) => {
    const outside = new Folder(['lib/x.py', 'lib/inner/y.py', 'lib/node_modules/z.js', 'one.py', 'two.txt']);
    try {
      symlinkSync(outside.path('lib'), folder.path('src/lib'));
      symlinkSync(outside.path('lib'), folder.path('src/lib-again'));
      symlinkSync(outside.path('lib/inner'), folder.path('src/zz-inner'));
      symlinkSync(outside.path('one.py'), folder.path('src/one.py'));
      symlinkSync(outside.path('two.txt'), folder.path('src/two.txt'));
      symlinkSync(folder.root, outside.path('lib/back'));
      assert.deepEqual(folder.found(), ['src/a.py', 'src/lib/inner/y.py', 'src/lib/x.py', 'src/one.py']);
      assert.deepEqual(folder.found(['src/one.py']), ['src/one.py']);
    } finally {
      outside.remove();
    }
  }));

  it('pipes and sockets are left alone in a walk, and a problem where they are named', async () => {
    const folder = new Folder(['a.py']);
    const socket = join(mkdtempSync(join(tmpdir(), 's-')), 's.py');
    const server = createServer().listen(socket);
    try {
      await new Promise((done) => server.once('listening', done));
      execFileSync('mkfifo', [folder.path('pipe.py')]);
      symlinkSync('/dev/zero', folder.path('zero.py'));
      symlinkSync(socket, folder.path('socket.py'));
      assert.deepEqual(folder.found(), ['a.py']);
      const { files, problems } = discover(['pipe.py', 'zero.py', 'socket.py', 'a.py'].map((name) => folder.path(name)), folder.limits());
      assert.deepEqual(files, [folder.path('a.py')]);
      assert.deepEqual(problems.map(({ message }) => message), ['this is a named pipe, not a file', 'this is a device, not a file', 'this is a socket, not a file']);
    } finally {
      server.close();
      rmSync(join(socket, '..'), { recursive: true, force: true });
      folder.remove();
    }
  });

  it('a named file of another kind is a problem, a missing one is wrong use', inFolder(['a.md'], (folder) => {
    symlinkSync('nowhere', folder.path('broken.py'));
    assert.match(discover([folder.path('a.md')], folder.limits()).problems[0]!.message, /not a file of Python, TypeScript or JavaScript/);
    for (const name of ['none.py', 'a.md/b.py', 'broken.py']) assert.throws(() => discover([folder.path(name)], folder.limits()), MissingPath, name);
  }));
});

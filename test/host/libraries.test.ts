import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { packStubs } from '../../scripts/typeshed.mjs';
import { librariesOf } from '../../host/libraries.js';
import { inFolder, type Folder } from './folder.js';

describe('host: libraries', () => {
  const active = process.env['VIRTUAL_ENV'];
  beforeEach(() => void delete process.env['VIRTUAL_ENV']);
  after(() => {
    if (active !== undefined) process.env['VIRTUAL_ENV'] = active;
  });

  /** The folders of packages that a project in the folder `p/app` of a project `p` has, relative to the folder. */
  const found = (folder: Folder, configured?: string): readonly string[] =>
    librariesOf(folder.path('p/app'), folder.path('p'), configured).sitePackages.map((path) => path.slice(folder.root.length + 1));

  it('finds the environment beside the project or above it, of the newest Python', inFolder([
    'p/.venv/pyvenv.cfg', 'p/.venv/lib/python3.9/site-packages/', 'p/.venv/lib/python3.12/site-packages/', 'p/app/venv/notes.txt', 'p/app/a.py',
  ], (folder) => assert.deepEqual(found(folder), ['p/.venv/lib/python3.12/site-packages'])));

  it('prefers the nearest, reads the layout of Windows, and does not look above the project', inFolder([
    'pyvenv.cfg', '.venv/pyvenv.cfg', '.venv/lib/python3.12/site-packages/', 'p/app/env/pyvenv.cfg', 'p/app/env/Lib/site-packages/', 'q/app/a.py',
  ], (folder) => {
    assert.deepEqual(found(folder), ['p/app/env/Lib/site-packages']);
    assert.deepEqual(librariesOf(folder.path('q/app'), folder.path('q'), undefined).sitePackages, []);
  }));

  it('takes the active environment before, and the configured one before all', inFolder([
    'p/.venv/pyvenv.cfg', 'p/.venv/lib/python3.12/site-packages/', 'active/lib/python3.13/site-packages/', 'named/lib/python3.11/site-packages/',
    'p/app/a.py',
  ], (folder) => {
    process.env['VIRTUAL_ENV'] = folder.path('active');
    assert.deepEqual(found(folder), ['active/lib/python3.13/site-packages']);
    assert.deepEqual(found(folder, '../../named'), ['named/lib/python3.11/site-packages']);
  }));

  it('follows what editable installations link to', inFolder({
    'p/.venv/pyvenv.cfg': '', 'p/.venv/lib/python3.12/site-packages/__editable__.shop.pth': '../../../../../shop/src\n# comment\nimport sys; sys.exit()\nnowhere\n',
    'shop/src/shop.py': '', 'p/app/a.py': '',
  }, (folder) => assert.deepEqual(found(folder), ['p/.venv/lib/python3.12/site-packages', 'shop/src'])));

  it('is led out of no folder that is not trusted, neither by settings nor by links, and takes what the user has activated', inFolder({
    'p/.venv/pyvenv.cfg': '', 'p/.venv/lib/python3.12/site-packages/shop.pth': '../../../../../shop/src\n../../../../own\n', 'shop/src/shop.py': '', 'p/own/a.py': '', 'p/app/a.py': '',
    'named/lib/python3.11/site-packages/a.py': '', 'active/lib/python3.13/site-packages/shop.pth': '../../../../shop/src\n',
  }, (folder) => {
    const within = (configured?: string): readonly [readonly string[], string | null] => {
      const { sitePackages, problem } = librariesOf(folder.path('p/app'), folder.path('p'), configured, undefined, folder.path('p'));
      return [sitePackages.map((path) => path.slice(folder.root.length + 1)), problem];
    };
    assert.deepEqual(within()[0], ['p/.venv/lib/python3.12/site-packages', 'p/own']);
    assert.deepEqual(within('../.venv')[0], ['p/.venv/lib/python3.12/site-packages', 'p/own']);
    for (const named of ['../../named', folder.path('named'), '//elsewhere/share', '\\\\elsewhere\\share/../../../../../..']) {
      const [packages, problem] = within(named);
      assert.deepEqual(packages, []);
      assert.match(problem!, /lies outside of a folder that is not trusted/);
    }
    process.env['VIRTUAL_ENV'] = folder.path('active');
    assert.deepEqual(within()[0], ['active/lib/python3.13/site-packages', 'shop/src']);
  }));

  it('tells what is missing: a configured environment, the stubs', inFolder({ 'p/a.py': '', 'stubs': 'no archive' }, (folder) => {
    assert.match(librariesOf(folder.root, folder.root, 'nowhere').problem!, /^there are no Python packages in .*nowhere, which the configuration names as `python.environment`$/);
    for (const stubs of ['stubs', 'none']) {
      const libraries = librariesOf(folder.root, folder.root, undefined, folder.path(stubs));
      assert.match(libraries.problem!, /^the stubs of Python's standard library are missing or broken/);
      assert.equal(libraries.standardStub('asyncio/tasks.pyi'), undefined);
    }
  }));

  it('reads the stubs out of the archive that the build packs', inFolder(['p/'], (folder) => {
    writeFileSync(folder.path('stubs'), packStubs());
    const libraries = librariesOf(folder.root, folder.root, undefined, folder.path('stubs'));
    assert.equal(libraries.problem, null);
    assert.match(libraries.standardStub('VERSIONS')!, /^asyncio: 3\.4-$/m);
    assert.match(libraries.standardStub('asyncio/tasks.pyi')!, /^async def sleep\(/m);
    assert.equal(libraries.standardStub('asyncio/nothing.pyi'), undefined);
  }));
});

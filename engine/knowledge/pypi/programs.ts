import { aliases, each, members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Entry points of other kinds of programs: command lines (click, typer), Flask, tests (pytest); and asgiref's bridges. */

const command: SymbolFact = { decorates: 'register', context: 'main' };
const transparent: SymbolFact = { decorates: 'transparent' };
const test: SymbolFact = { decorates: 'register', context: 'test' };
/** Flask runs a view in the request's thread; an async one on a loop of its own there. */
const view: SymbolFact = { decorates: 'register', context: 'thread' };
const views = `route get post put patch delete before_request after_request teardown_request errorhandler context_processor`;

export const click: Library = {
  language: 'python',
  package: 'click',
  versions: '*',
  source: 'https://click.palletsprojects.com/en/stable/api/; click 8.5.0',
  modules: {
    click: {
      command: { ...command, returns: 'click:Command' },
      group: { ...command, returns: 'click:Group' },
      Command: { class: true },
      Group: { class: true, bases: ['click:Command'] },
      'Group.command': { ...command, returns: 'click:Command' },
      'Group.group': { ...command, returns: 'click:Group' },
      ...each('option argument pass_context pass_obj version_option help_option', transparent),
      ...each('prompt confirm getchar', { blocks: 'input' }),
      ...each('echo secho style', {}),
    },
  },
};

export const typer: Library = {
  language: 'python',
  package: 'typer',
  versions: '*',
  source: 'https://typer.tiangolo.com/tutorial/commands/; typer 0.27.2',
  modules: {
    typer: {
      Typer: { class: true },
      ...members('Typer', 'command callback', command),
      'Typer.add_typer': {},
      run: { context: 'main', calls: [{ name: 'function', position: 0, when: 'now' }] },
      ...each('prompt confirm', { blocks: 'input' }),
    },
  },
};

export const cyclopts: Library = {
  language: 'python',
  package: 'cyclopts',
  versions: '*',
  source: 'https://cyclopts.readthedocs.io/en/stable/api.html; cyclopts 3',
  modules: { cyclopts: { App: { class: true }, ...members('App', 'command default', command) } },
};

export const flask: Library = {
  language: 'python',
  package: 'flask',
  versions: '>=2',
  source: 'https://flask.palletsprojects.com/en/stable/async-await/ and /api/; flask 3.1.3',
  modules: {
    flask: {
      Flask: { class: true },
      ...members('Flask', views, view),
      Blueprint: { class: true },
      ...members('Blueprint', views, view),
    },
    'flask.app': aliases('flask', 'Flask'),
    'flask.blueprints': aliases('flask', 'Blueprint'),
  },
};

export const pytest: Library = {
  language: 'python',
  package: 'pytest',
  versions: '*',
  source: 'https://docs.pytest.org/en/stable/reference/reference.html; https://pytest-asyncio.readthedocs.io/en/stable/reference/decorators/; pytest 9.1.1',
  modules: {
    pytest: { fixture: test, 'mark.*': { decorates: 'transparent', context: 'test' }, raises: {} },
    pytest_asyncio: { fixture: test },
  },
};

export const asgiref: Library = {
  language: 'python',
  package: 'asgiref',
  versions: '*',
  source: 'https://docs.djangoproject.com/en/5.2/topics/async/#async-adapter-functions; asgiref 3.12.1',
  modules: {
    'asgiref.sync': {
      sync_to_async: { decorates: 'async', context: 'thread', calls: [{ name: 'func', position: 0, when: 'thread', many: true }] },
      async_to_sync: { decorates: 'sync' },
    },
  },
};

export const bcrypt: Library = {
  language: 'python',
  package: 'bcrypt',
  versions: '*',
  source: 'https://github.com/pyca/bcrypt/blob/main/README.rst; bcrypt 5.0.0',
  modules: { bcrypt: { ...each('hashpw checkpw kdf', { blocks: 'cpu' }), gensalt: {} } },
};

import assert from 'node:assert/strict';
import { chromiumPath } from './host/chromium.js';
import { chooseHost } from './hosts.js';

describe('tests in VS Code: the host', () => {
  it('is the VS Code that VSCODE_EXE names, before any other', async () => {
    assert.equal((await chooseHost({ VSCODE_EXE: '/opt/code/code' })).name, '/opt/code/code');
  });

  it('is shown in the browser that CHROMIUM_PATH names, else in one on the PATH', () => {
    assert.equal(chromiumPath({ CHROMIUM_PATH: '/opt/chrome', PATH: '' }), '/opt/chrome');
  });

  it('says what helps where there is no browser', () => {
    assert.throws(() => chromiumPath({ PATH: import.meta.dirname }), /apt-get install -y chromium/);
  });
});

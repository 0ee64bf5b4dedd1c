import { members } from '../entries.js';
import type { Library, SymbolFact } from '../knowledge.js';

/** Electron: the main process and its messages. */

const promise: SymbolFact = { awaitable: 'promise', io: true };
/** A failure shows as an event (`did-fail-load`), and the window waits for nobody. */
const shows: SymbolFact = { ...promise, mayBeDropped: true };

export const electron: Library = {
  language: 'typescript',
  package: 'electron',
  versions: '>=12',
  source: 'https://www.electronjs.org/docs/latest/api/browser-window, /ipc-renderer, /ipc-main, /shell, /app, /dialog; electron.d.ts of electron 41.7.1',
  modules: {
    electron: {
      BrowserWindow: { class: true, bases: ['node:events:EventEmitter'] },
      ...members('BrowserWindow', 'loadURL loadFile', shows),
      'BrowserWindow.capturePage': promise,
      ...members('BrowserWindow', 'show hide close destroy focus blur minimize maximize restore setTitle setSize getSize setBounds getBounds isDestroyed isVisible reload', {}),
      'BrowserWindow.webContents': { property: true, is: 'electron:WebContents' },
      WebContents: { class: true, bases: ['node:events:EventEmitter'] },
      ...members('WebContents', 'loadURL loadFile', shows),
      ...members('WebContents', 'executeJavaScript insertCSS printToPDF savePage capturePage', promise),
      ...members('WebContents', 'send openDevTools closeDevTools reload getURL setZoomLevel getZoomLevel', {}),
      'ipcRenderer.invoke': promise,
      ...members('ipcRenderer', 'on once', { calls: [{ position: 1, when: 'loop', many: true }] }),
      ...members('ipcRenderer', 'send sendToHost postMessage', {}),
      // Its promise is the answer of `invoke`.
      ...members('ipcMain', 'handle handleOnce', { calls: [{ position: 1, when: 'loop', many: true, awaited: true }] }),
      ...members('ipcMain', 'on once', { calls: [{ position: 1, when: 'loop', many: true }] }),
      ...members('shell', 'openExternal openPath', shows),
      'shell.trashItem': promise,
      ...members('shell', 'beep showItemInFolder', {}),
      'app.whenReady': { awaitable: 'promise', paces: 'event', neverFails: true },
      ...members('app', 'on once', { calls: [{ position: 1, when: 'loop', many: true }] }),
      ...members('app', 'quit exit getPath getVersion getName getLocale isReady requestSingleInstanceLock', {}),
      'dialog.showMessageBox': shows,
      ...members('dialog', 'showOpenDialog showSaveDialog', { awaitable: 'promise', paces: 'event' }),
      ...members('dialog', 'showMessageBoxSync showOpenDialogSync showSaveDialogSync', { blocks: 'input' }),
      'dialog.showErrorBox': {},
      'desktopCapturer.getSources': promise,
    },
  },
};

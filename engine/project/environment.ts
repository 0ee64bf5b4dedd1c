import type { TypeRef } from '../facts/facts.js';
import { isServerModule } from '../knowledge/node/node-modules.js';
import type { FileState } from './state.js';
import type { FileUnit } from './unit.js';
import type { World } from './world.js';

/**
 * Whether a file's code runs in a browser, where a person watches and the browser gives up on a dead connection by
 * itself: it imports a framework of user interfaces, is written in JSX, defines a hook of React, or uses what only browsers have
 * (jQuery among it, where its package has that), or its package has such a framework and none for servers.
 */
export function runsInBrowser(world: World, state: FileState): boolean {
  const { path, language, facts } = state.unit;
  if (language === 'python') return false;
  if (/\.[jt]sx$/.test(path)) return true;
  if (facts.imports.some((imported) => interfaces.has(imported.module))) return true;
  if (readsGlobal(state, browserGlobals) || isServiceWorker(state)) return true;
  const dependencies = world.modules.typescript.dependenciesOf(path);
  // A hook is for components alone, whatever else its package does (https://react.dev/reference/rules/rules-of-hooks).
  if (dependencies.includes('react') && facts.functions.some(({ name, parent, hasBody }) => parent === 0 && hasBody && /^use[A-Z]/.test(name))) return true;
  // The server of such a package has no use for jQuery.
  if (dependencies.includes('jquery') && (readsGlobal(state, jQuery) || namesJQuery(state))) return true;
  return dependencies.some((name) => interfaces.has(name)) && !dependencies.some((name) => servers.has(name));
}

/**
 * Whether a file runs in browsers and nowhere else. Where pages are rendered on the server, components run there as well, but for
 * those that say otherwise, or need what only a browser has: a state, an effect.
 * Source: https://react.dev/reference/rsc/use-client
 */
export function isOfBrowserAlone(world: World, state: FileState): boolean {
  const { path, text, facts } = state.unit;
  if (!world.modules.typescript.dependenciesOf(path).some((name) => rendersPages.has(name))) return runsInBrowser(world, state);
  if (/^\s*['"]use client['"]/m.test(text)) return true;
  if (facts.exports.some(({ exported }) => loadsPages.has(exported))) return false;
  return readsGlobal(state, browserGlobals) || facts.imports.some(({ module, name, typeOnly }) => !typeOnly && module === 'react' && name !== null && /^use[A-Z]/.test(name));
}

/** Whether the package of a file has pages, and what serves them. A window of Electron is a page, too, but nobody loads it again when a request hangs. */
export function hasPages(world: World, path: string): boolean {
  const dependencies = world.modules.typescript.dependenciesOf(path);
  return dependencies.some((name) => interfaces.has(name)) && !dependencies.includes('electron');
}

/**
 * Whether a file shows that it runs on a server: by what it says, imports or exports, by its folder, or by the place from which a framework loads it.
 * Sources: https://react.dev/reference/rsc/use-server, https://nextjs.org/docs/app/api-reference/file-conventions,
 * https://svelte.dev/docs/kit/server-only-modules
 */
export function isOfServer(world: World, state: FileState): boolean {
  const { path, text, facts, functions } = state.unit;
  if (/^\s*['"]use server['"]/m.test(text)) return true;
  if (facts.imports.some(({ module, typeOnly }) => !typeOnly && (isServerModule(module) || serverImports.test(module)))) return true;
  if (/\/(?:server|backend)\//.test(world.within(path))) return true;
  if (!world.modules.typescript.dependenciesOf(path).some((name) => rendersPages.has(name))) return false;
  if (servedPlaces.test(world.within(path)) || facts.exports.some(({ exported }) => loadsPages.has(exported))) return true;
  // A component that is asynchronous is rendered on the server.
  const page = facts.exports.find(({ exported }) => exported === 'default');
  return /\.[jt]sx$/.test(path) && page !== undefined && functions.some(({ fact }) => fact.async && fact.parent === 0 && (fact.name === page.local || page.local === 'default'));
}

/** What runs a program and goes on after a rejection that nobody handles: Electron, in its main process or a window, or VS Code, for its extensions. */
export type Host = 'electron' | 'vscode';

/** What runs the program of a file and goes on after rejections, by what that depends on; null where nothing is known to. */
export function hostOf(world: World, { path, language }: FileUnit): Host | null {
  if (language !== 'typescript') return null;
  const dependencies = world.modules.typescript.dependenciesOf(path);
  return dependencies.includes('electron') ? 'electron' : dependencies.includes('@types/vscode') ? 'vscode' : null;
}

/** Whether a file reads one of these names that it does not bind. */
function readsGlobal(state: FileState, globals: ReadonlySet<string>): boolean {
  const { text } = state.unit;
  if (![...globals].some((name) => text.includes(name))) return false;
  return state.unit.functions.some(({ flow }) => {
    for (let i = 0; i < flow.length; i++) {
      if (flow.kind(i) !== 'read') continue;
      const step = flow.step(i);
      if (step.kind !== 'read' || step.place.scope !== 'module' || !globals.has(step.place.name)) continue;
      // To set a member of `window` makes no variable of that name.
      if (state.names.variable(0, step.place.name).every(({ keys }) => keys.length > 0)) return true;
    }
    return false;
  });
}

/** Whether an annotation is jQuery's global type. */
function namesJQuery({ unit: { facts } }: FileState): boolean {
  const isJQuery = (type: TypeRef | null): boolean => type?.form === 'name' && type.path.length === 1 && type.path[0] === 'JQuery';
  return facts.types.some(isJQuery) || facts.classes.some(({ members }) => members.some(({ type }) => isJQuery(type)));
}

/** What a service worker listens for, before it answers requests of its pages: https://developer.mozilla.org/en-US/docs/Web/API/ServiceWorkerGlobalScope */
function isServiceWorker(state: FileState): boolean {
  return /\baddEventListener\(\s*['"](?:install|activate)['"]/.test(state.unit.text) && readsGlobal(state, workerGlobals);
}

const workerGlobals: ReadonlySet<string> = new Set(['self', 'addEventListener']);
const jQuery = new Set(['$', 'jQuery']);
const browserGlobals = new Set([
  'window', 'document', 'navigator', 'localStorage', 'sessionStorage', 'FileReader', 'HTMLElement', 'Image', 'DOMParser', 'indexedDB',
  'requestAnimationFrame', 'customElements', 'MutationObserver', 'chrome', 'importScripts', 'postMessage',
]);
const interfaces = new Set([
  'react', 'react-dom', 'preact', 'vue', 'svelte', 'solid-js', '@angular/core', '@nuxtjs/composition-api', '@vue/composition-api', 'lit', 'mobx-react', 'react-native', 'zustand', 'pinia', 'vuex', 'jotai', 'swr',
  '@tanstack/react-query', '@tanstack/vue-query', 'prosemirror-view', 'prosemirror-state', '@tiptap/core', 'obsidian',
]);
const serverImports = new RegExp('^(?:express|koa|fastify|hono|@hapi/hapi|@nestjs/.*|server-only|next/(?:server|headers|cache)'
  + '|pg|mysql2?(?:/.*)?|mongodb|mongoose|ioredis|redis|@prisma/client|typeorm|sequelize(?:-.*)?|knex|drizzle-orm(?:/.*)?|kysely|bull|bullmq|nodemailer|winston|pino|undici)$');
const servedPlaces = /\/app\/(?:.*\/)?route\.[jt]s$|\/pages\/api\/|\/(?:middleware|instrumentation|proxy)\.[jt]s$|[+.]server\.[jt]sx?$/;
/** Frameworks that render pages on the server. */
const rendersPages: ReadonlySet<string> = new Set(['next', 'nuxt', '@remix-run/node', '@sveltejs/kit', 'astro']);
/** What a page exports that is run on the server before it is rendered (Next.js, Remix). */
const loadsPages: ReadonlySet<string> = new Set(['getServerSideProps', 'getStaticProps', 'loader', 'action']);
const servers = new Set([...rendersPages, 'express', 'koa', 'fastify', 'hono', '@nestjs/core', '@hapi/hapi', 'electron']);

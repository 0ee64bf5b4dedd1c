import type { TypeRef } from '../facts/facts.js';
import type { FileState } from './state.js';
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
  if (readsGlobal(state, browserGlobals)) return true;
  const dependencies = world.modules.typescript.dependenciesOf(path);
  // A hook is for components alone, whatever else its package does (https://react.dev/reference/rules/rules-of-hooks).
  if (dependencies.includes('react') && facts.functions.some(({ name, parent, hasBody }) => parent === 0 && hasBody && /^use[A-Z]/.test(name))) return true;
  // The server of such a package has no use for jQuery.
  if (dependencies.includes('jquery') && (readsGlobal(state, jQuery) || namesJQuery(state))) return true;
  return dependencies.some((name) => interfaces.has(name)) && !dependencies.some((name) => servers.has(name));
}

/** Whether a file reads one of these names that it does not bind. */
function readsGlobal(state: FileState, globals: ReadonlySet<string>): boolean {
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

const jQuery = new Set(['$', 'jQuery']);
const browserGlobals = new Set([
  'window', 'document', 'navigator', 'localStorage', 'sessionStorage', 'FileReader', 'HTMLElement', 'Image', 'DOMParser', 'indexedDB',
  'requestAnimationFrame', 'customElements', 'MutationObserver', 'chrome',
]);
const interfaces = new Set([
  'react', 'react-dom', 'preact', 'vue', 'svelte', 'solid-js', '@angular/core', '@nuxtjs/composition-api', '@vue/composition-api', 'lit', 'mobx-react', 'react-native', 'zustand', 'pinia', 'vuex', 'jotai', 'swr',
  '@tanstack/react-query', '@tanstack/vue-query', 'prosemirror-view', 'prosemirror-state', '@tiptap/core', 'obsidian',
]);
const servers = new Set([
  'express', 'koa', 'fastify', 'hono', '@nestjs/core', '@hapi/hapi', 'next', 'nuxt', '@remix-run/node', '@sveltejs/kit', 'astro', 'electron',
]);

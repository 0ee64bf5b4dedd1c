import { checkClaims } from './claims.js';

describe('what a value may be: TypeScript', () => {
  it('follows imports, re-exports, default exports and namespaces', () => checkClaims({
    'a.ts': `
import api, { load, renamed as r } from './b';
import * as b from './b.js';
import fs, { readFileSync } from 'fs';
import * as path from 'node:path';
import axios from 'axios';
api; //? function main
load; //? function load
r; //? function original
b.load; //? function load
fs.readFileSync; //? symbol node:fs:readFileSync
readFileSync; //? symbol node:fs:readFileSync
fs.promises.readFile; //? symbol node:fs/promises:readFile
path.join; //? symbol node:path:join
axios.get; //? symbol axios:AxiosInstance.get
fetch; //? symbol globalThis:fetch
globalThis.fetch; //? symbol globalThis:fetch
`,
    'b.ts': `
export { original as renamed } from './c';
export * from './c';
export default function main() {}
`,
    'c.ts': 'export function original() {}\nexport async function load(): Promise<void> {}\n',
  }));

  it('knows what calls yield, by annotation and by body', () => checkClaims({
    'a.ts': `
class Client {
  private items = [1];
  readonly http = new Http();
  constructor(private readonly store: Store) {}
  async load(): Promise<Client> { return this; }
  later(): Promise<number> { return Promise.resolve(1); }
  get name() { return 'x'; }
  static make() { return new Client(new Store()); }
  use() {
    this.store.save(); //? async of (none)
    this.http.send(); //? promise of (unknown)
    this.items; //? collection of (plain)
    [1].forEach(() => {
      this.load(); //? async of (instance Client)
    });
  }
}
class Store { async save() {} }
class Http { send() { return fetch('u'); } }
new Client(new Store()).load(); //? async of (instance Client)
Client.make().later(); //? promise of (plain)
Client.make().name; //? plain
const arrow = async () => new Store();
arrow(); //? async of (instance Store)
async function main() {
  const c = await arrow();
  c.save(); //? async of (none)
  c?.save(); //? async of (none) or none
}
main().catch(() => 0); //? promise of (none or plain)
main().then; //? settling then
`.replaceAll('promise of (unknown)\n    this.items', 'promise of (external globalThis:Response)\n    this.items'),
  }));

  it('knows the methods of arrays, and what map collects', () => checkClaims({
    'a.ts': `
async function load(id: number): Promise<string> { return ''; }
function f(ids: readonly number[]) {
  ids.forEach; //? symbol globalThis:Array.forEach
  ids.map((id) => load(id)); //? collection of (async of (plain))
  ids.map(load); //? collection of (async of (plain))
}
`,
  }));

  it('keeps static members apart from those of instances', () => checkClaims({
    'a.ts': `
class Cache {
  set(): void {}
  static async set() {}
}
new Cache().set(); //? none
Cache.set(); //? async of (none)
`,
  }));

  it('reads members of object literals, spreads and nested ones', () => checkClaims({
    'a.ts': `
import { api, more } from './b';
api.load(); //? async of (none)
api.inner.save(); //? async of (plain)
more.load(); //? async of (none)
const { load } = api;
load(); //? async of (none)
`,
    'b.ts': `
export const api = { async load() {}, inner: { save: async () => 1 } };
export const more = { ...api, other: 1 };
`,
  }));

  it('takes interfaces, aliases and abstract methods at their word', () => checkClaims({
    'a.ts': `
import type { Repo, Later } from './types';
abstract class Base { abstract run(): Promise<void>; abstract size(): number; }
function f(repo: Repo, later: Later, base: Base, maybe?: Repo) {
  repo.find(); //? promise of (plain)
  repo.count; //? plain
  later; //? promise of (plain)
  base.run(); //? promise of (none)
  base.size(); //? plain
}
`,
    'types.ts': `
export interface Repo { find(): Promise<string>; count: number }
export type Later = Promise<number>;
export type Json = string | Json[];
`,
  }));

  it('understands CommonJS', () => checkClaims({
    'a.js': `
const { helper } = require('./b');
const whole = require('./c');
const fs = require('fs');
helper(); //? async of (none)
whole(); //? async of (none)
fs.readFileSync; //? symbol node:fs:readFileSync
`,
    'b.js': 'async function helper() {}\nmodule.exports = { helper };\n',
    'c.js': 'module.exports = async function main() {};\n',
  }));

  it('uses JSDoc where there is no annotation', () => checkClaims({
    'a.js': `
/** @returns {Promise<number>} */
function later() { return unknownThing(); }
later(); //? promise of (plain)
`,
  }));
});

describe('what types written in TypeScript promise', () => {
  it('of functions: parameters, members, destructured ones, aliases', () => checkClaims({
    'a.ts': `
import type { Handler, Options } from './types';
class Processor {
  constructor(private send: (m: string) => Promise<void>, private readonly log: Handler, private plain: () => void) {}
  run() {
    this.send('x'); //? promise of (none)
    this.log('x'); //? promise of (plain)
    this.plain(); //? none
    const { send } = this;
    send('y'); //? promise of (none)
  }
}
function f({ save, load }: Options, { inner: { go } }: { inner: { go(): Promise<number> } }, g?: () => Promise<void> | void) {
  save(); //? promise of (plain)
  load('u'); //? promise of (instance Options)
  go(); //? promise of (plain)
  g?.(); //? promise of (none) or none
}
`,
    'types.ts': `
export type Handler = (text: string) => Promise<number>;
export interface Options { save: () => Promise<string>; load(url: string): Promise<Options> }
`,
  }));

  it('a function is more than its type', () => checkClaims({
    'a.ts': `
type Handler = () => Promise<void>;
const known: Handler = async () => {};
known; //? function known
class Store {
  move: Handler = async () => {};
  other: Handler;
  f() {
    this.move; //? function Store.move
    this.other; //? callable of (promise of (none))
  }
}
`,
  }));

  it('casts, typeof and what is made of types', () => checkClaims({
    'a.ts': `
import stores from './stores';
import { useContext } from 'react';
function useStores() { return useContext(null) as typeof stores; }
const { documents } = useStores();
documents.move(); //? async of (none)
(globalThis as unknown as Holder).stores.documents.move(); //? async of (none)
interface Holder { stores: typeof stores; maybe: Partial<Holder> }
function f(h: Holder, r: ReturnType<typeof useStores>, a: Awaited<Promise<Holder>>) {
  h.maybe.stores; //? instance RootStore
  r; //? instance RootStore
  a; //? instance Holder
  h as any; //? instance Holder
}
`,
    'stores.ts': `
class DocumentsStore { async move() {} }
class RootStore { documents: DocumentsStore; constructor() { this.documents = new DocumentsStore(); } }
export default new RootStore();
`,
  }));

  it('what is passed through, and functions of the platform by their types', () => checkClaims({
    'a.ts': `
import load from './load';
load(); //? async of (plain)
function f(get: typeof fetch, made: ReturnType<typeof fetch>, { constructor }: Job) {
  get(''); //? promise of (external globalThis:Response)
  made; //? promise of (external globalThis:Response)
}
class Job { f() {
  this.constructor; //? class Job
} }
`,
    'load.ts': `
const traced = (name: string) => <F extends Function>(target: F): F => wrap(target) as any;
function wrap(target: Function) { return target; }
async function load() { return 1; }
export default traced('load')(load);
`,
  }));

  it('merged declarations, imported types and what is awaited together', () => checkClaims({
    'a.ts': `
interface Repo { find(): Promise<string> }
interface Repo { count(): Promise<number> }
class Job { async run() {} }
interface Job { later(): Promise<void> }
async function f(r: Repo, j: Job, s: import('./b').Saw, make: () => Promise<Job>) {
  r.find(); //? promise of (plain)
  r.count(); //? promise of (plain)
  j.later(); //? promise of (none)
  s.go(); //? async of (none)
  const [one, saw] = await Promise.all([make(), s]);
  one; //? instance Job
  saw; //? instance Saw
  await Promise.all([1, 2].map(() => make())); //? collection of (instance Job)
}
`,
    'b.ts': 'export class Saw { async go() {} }\n',
    'c.js': `
/** @param {import('./b').Saw} saw */
function f(saw) {
  saw.go(); //? async of (none)
}
`,
  }));

  it('a cast does not undo a promise', () => checkClaims({
    'a.ts': `
interface User { name: string }
async function load() { return fetch('u'); }
load() as any as User; //? async of (external globalThis:Response)
`,
  }));
});

describe('what callbacks are given: TypeScript', () => {
  it('what type parameters extend, and what type arguments say of members', () => checkClaims({
    'a.ts': `
class Entity { async save(): Promise<void> {} }
class User extends Entity { name = 'x'; }
interface Store<K, V> { get(key: K): Promise<V>; readonly last: V; all(): V[]; map<V>(f: () => V): V; }
abstract class Repository<T extends Entity> {
  items!: T[];
  async find(): Promise<T[]> { return this.items; }
  one(): Promise<T> { return load(); }
  get first(): T { return this.items[0]; }
  use(item: T) {
    item.save(); //? async of (none)
  }
}
class Users extends Repository<User> {}
declare function load(): any;
async function main(users: Repository<User>, mine: Users, plain: Repository<any>, store: Store<string, User>) {
  users.find(); //? async of (collection of (instance User))
  (await users.find())[0].save(); //? async of (none)
  users.one(); //? promise of (instance User)
  mine.one(); //? promise of (instance User)
  mine.items; //? collection of (instance User)
  plain.one(); //? promise of (instance Entity)
  store.get('x'); //? promise of (instance User)
  store.last.save(); //? async of (none)
  store.all(); //? collection of (instance User)
  store.map(() => 1); //? unknown
}
function saved<T extends Entity>(item: T, other: T | null): T {
  item.save(); //? async of (none)
  other?.save(); //? async of (none) or none
  return item;
}
function loop<T extends Array<T>>(x: T) {
  x; //? collection of (collection of (unknown) or unknown)
}
function open<T extends object, U>(x: T, y: U) {
  x; //? unknown
  y; //? unknown
}
`,
  }));

  it('records and maps by what they hold', () => checkClaims({
    'a.ts': `
type Handler = (x: string) => Promise<void>;
const handlers: Record<string, Handler> = {};
const known: Record<'a' | 'b', Handler> = { a: async () => {}, b: async () => {} };
const sync: Record<string, (x: string) => void> = {};
const pending = new Map<string, Promise<number>>();
declare const waiting: Map<string, Promise<number>>;
function main(name: string) {
  handlers[name]('x'); //? promise of (none)
  handlers.first('x'); //? promise of (none)
  known.a('x'); //? promise of (none)
  sync[name]('x'); //? none
  waiting.get(name); //? promise of (plain) or none
  Object.keys(handlers); //? unknown
}
`,
  }));

  it('elements of arrays, sets and maps, and results of promises', () => checkClaims({
    'a.ts': `
class Job { async run(): Promise<Job> { return this; } }
class Queue {
  private byName: Map<string, Job> = new Map();
  private readonly made = new Map<string, Job>();
  f(jobs: Job[], set: ReadonlySet<Job>) {
    jobs.forEach((job) => {
      job.run(); //? async of (instance Job)
    });
    jobs.filter(Boolean).map(async (job, i) => {
      job; //? instance Job
      i; //? unknown
    });
    set.forEach((job) => {
      job; //? instance Job
    });
    this.byName.forEach((job) => {
      job; //? instance Job
    });
    this.made.get('a'); //? instance Job or none
    for (const [name, job] of this.made) {
      job; //? instance Job
      name; //? unknown
    }
    for (const job of this.byName.values()) {
      job; //? instance Job
    }
    jobs[0].run().then((job) => {
      job; //? instance Job
    });
    jobs[0].run().then((job) => job.run()); //? promise of (instance Job)
    jobs.find((job) => true)?.run(); //? async of (instance Job) or none
  }
}
`,
  }));

  it('what the project declares of a function that it takes', () => checkClaims({
    'a.ts': `
import { transaction, each } from './b';
transaction(async (manager) => {
  manager; //? instance Manager
});
transaction('SERIALIZABLE', (manager) => {
  manager; //? instance Manager
});
each((x) => {
  x; //? unknown
});
`,
    'b.ts': `
export class Manager {}
type Work = (manager: Manager) => Promise<void>;
export function transaction(work: Work): Promise<void>;
export function transaction(level: string, work: Work): Promise<void>;
export function transaction(level: any, work?: any) { return Promise.resolve(); }
export function each<Manager>(f: (x: Manager) => void): void {}
`,
  }));
});

describe('where an import leads: TypeScript', () => {
  it('reads paths and baseUrl of tsconfig.json, with extends and comments', () => checkClaims({
    'tsconfig.base.json': '{ "compilerOptions": { "baseUrl": ".", /* roots */ "paths": { "@app/*": ["src/app/*"], "~core": ["src/core/index.ts"], } } }',
    'tsconfig.json': '{ "extends": "./tsconfig.base.json" }',
    'src/main.ts': `
import { f } from '@app/util';
import { g } from '~core';
import { f as h } from 'src/app/util';
f; //? function f
g; //? function g
h; //? function f
`,
    'src/app/util.ts': 'export function f() {}\n',
    'src/core/index.ts': 'export function g() {}\n',
  }));

  it('finds packages of the workspace by name, their exports and the source of what they build', () => checkClaims({
    'packages/one/package.json': '{ "name": "@acme/one", "exports": { ".": { "types": "./dist/index.d.ts", "default": "./dist/index.js" }, "./sub/*": "./src/sub/*.ts" } }',
    'packages/one/src/index.ts': 'export function f() {}\n',
    'packages/one/src/sub/x.ts': 'export function x() {}\n',
    'packages/two/package.json': '{ "name": "two", "main": "lib/main.js", "imports": { "#own": "./src/own.ts" } }',
    'packages/two/src/main.ts': `
import { f } from '@acme/one';
import { x } from '@acme/one/sub/x';
import { own } from '#own';
f; //? function f
x; //? function x
own; //? function own
export function g() {}
`,
    'packages/two/src/own.ts': 'export function own() {}\n',
    'packages/three/use.ts': "import { g } from 'two';\ng; //? function g\n",
  }));
});

import { folderOf, joinPath } from '../paths.js';

/**
 * Where the declaration file of an import lies, among the packages that are installed.
 * Source: the TypeScript handbook on modules, "Reference" (5.9); the Node.js documentation on packages (20).
 */
export class Packages {
  private readonly named = new Map<string, string | undefined>();
  private readonly manifests = new Map<string, Manifest | null>();
  /** The public name of each file that was found, and its package. */
  private readonly names = new Map<string, { readonly name: string; readonly package: string }>();
  private searched: readonly string[] | undefined;

  constructor(private readonly readText: (path: string) => string | undefined, private readonly folders: () => readonly string[]) {}

  /** The file of a module as the project names it, or by the name that `nameOf` gave. */
  fileOf(name: string): string | undefined {
    if (this.named.has(name)) return this.named.get(name);
    this.named.set(name, undefined);
    if (/^[./]/.test(name)) return undefined;
    this.searched ??= this.folders();
    for (const folder of this.searched) {
      const found = this.inFolder(folder, name);
      if (found === undefined) continue;
      this.named.set(name, found.file);
      return this.note(found, name);
    }
    return undefined;
  }

  /** The file that a specifier means in a file of a library. */
  resolve(from: string, specifier: string): string | undefined {
    const folder = folderOf(from);
    if (specifier.startsWith('.')) {
      const file = this.declaration(joinPath(folder, specifier));
      return file === undefined ? undefined : this.note({ file, package: this.packageOf(from) });
    }
    const folders: string[] = [];
    for (let at = folder; at.includes('/'); at = folderOf(at)) if (!at.endsWith('/node_modules')) folders.push(at);
    // What pnpm links for the packages of its store lies in a folder of its own.
    for (const at of [...folders, ...(this.searched ?? []).map((path) => `${path}/node_modules/.pnpm`)]) {
      const found = this.inFolder(at, specifier);
      // The project may have another version of the package, or none: then this one goes by its place.
      if (found !== undefined) return this.fileOf(specifier) === found.file ? found.file : this.note(found);
    }
    // Modules of Node itself.
    if (!specifier.startsWith('node:')) return this.resolve(from, `node:${specifier}`);
    return undefined;
  }

  /** How symbols of a file are named: by the module as the project names it, else by the place within its package. */
  nameOf(file: string): string {
    return this.names.get(file)?.name ?? file;
  }

  packageOf(file: string): string {
    return this.names.get(file)?.package ?? file;
  }

  private inFolder(folder: string, name: string): Place | undefined {
    if (name.startsWith('node:')) {
      const file = this.declaration(`${folder}/node_modules/@types/node/${name.slice('node:'.length)}.d.ts`);
      return file === undefined ? undefined : { file, package: name };
    }
    const parts = name.split('/');
    const length = name.startsWith('@') ? 2 : 1;
    const base = parts.slice(0, length).join('/');
    const rest = parts.slice(length).join('/');
    const types = `@types/${base.startsWith('@') ? base.slice(1).replace('/', '__') : base}`;
    for (const candidate of [base, types]) {
      const root = `${folder}/node_modules/${candidate}`;
      const manifest = this.manifest(root);
      const file = manifest === null ? undefined : this.typesOf(manifest, rest);
      if (file !== undefined) return { file, package: base };
    }
    return undefined;
  }

  /** The declaration file of a package, or of a path within it. */
  private typesOf({ root, json }: Manifest, rest: string): string | undefined {
    const { exports } = json;
    if (exports !== undefined && exports !== null) {
      for (const target of exported(exports, rest === '' ? '.' : `./${rest}`)) {
        const file = this.declaration(joinPath(root, target));
        if (file !== undefined) return file;
      }
    }
    if (rest !== '') return this.declaration(`${root}/${rest}`);
    for (const key of ['types', 'typings', 'main']) {
      const file = typeof json[key] === 'string' ? this.declaration(joinPath(root, json[key])) : undefined;
      if (file !== undefined) return file;
    }
    return this.declaration(`${root}/index`);
  }

  /** The declaration file for a path: itself, or the one beside the file or folder that it names. */
  private declaration(path: string): string | undefined {
    const bare = path.replace(/\.([mc]?)js$/, '');
    const kind = /\.([mc]?)js$/.exec(path)?.[1] ?? '';
    const candidates = /\.d\.[mc]?ts$/.test(path) ? [path]
      : bare !== path ? [`${bare}.d.${kind}ts`, `${bare}.d.ts`]
      : [`${path}.d.ts`, `${path}.d.mts`, `${path}.d.cts`, `${path}/index.d.ts`, `${path}/index.d.mts`];
    return candidates.find((candidate) => this.readText(candidate) !== undefined);
  }

  /** Gives a file its name: the module's, or its place in the packages. */
  private note({ file, package: owner }: Place, module?: string): string {
    if (this.names.has(file)) return file;
    const place = file.slice(file.lastIndexOf('/node_modules/') + '/node_modules/'.length);
    const name = module ?? (this.named.has(place) ? file : place);
    this.names.set(file, { name, package: owner });
    this.named.set(name, file);
    return file;
  }

  private manifest(root: string): Manifest | null {
    let manifest = this.manifests.get(root);
    if (manifest === undefined) {
      const text = this.readText(`${root}/package.json`);
      manifest = text === undefined ? null : { root, json: object(parsed(text)) };
      this.manifests.set(root, manifest);
    }
    return manifest;
  }
}

/** A declaration file and the name of its package. */
interface Place {
  readonly file: string;
  readonly package: string;
}

interface Manifest {
  readonly root: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Conditions under which a package offers a file to a module's import. */
const conditions = new Set(['types', 'import', 'module', 'node', 'default']);

/** The files that a package offers for a subpath. */
function exported(exports: unknown, subpath: string): readonly string[] {
  const map = object(exports);
  const isMap = Object.keys(map).some((key) => key.startsWith('.'));
  if (!isMap) return subpath === '.' ? targets(exports) : [];
  for (const [pattern, target] of Object.entries(map)) {
    const [head, tail] = pattern.split('*') as [string, string | undefined];
    if (tail === undefined ? pattern !== subpath : !(subpath.startsWith(head) && subpath.endsWith(tail) && subpath.length >= head.length + tail.length)) continue;
    const star = tail === undefined ? '' : subpath.slice(head.length, subpath.length - tail.length);
    return targets(target).map((path) => path.replaceAll('*', star));
  }
  return [];
}

function targets(target: unknown): readonly string[] {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return target.flatMap(targets);
  // The first condition that holds counts; where it leads to no declarations, another one may.
  const entries = Object.entries(object(target));
  return [...entries.filter(([key]) => conditions.has(key)), ...entries.filter(([key]) => key === 'require')].flatMap(([, inner]) => targets(inner));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

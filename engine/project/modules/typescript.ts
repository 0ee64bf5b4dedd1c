import { parse, type ParseError } from 'jsonc-parser';
import { nodeModules } from '../../knowledge/node/node-modules.js';
import { folderOf, joinPath } from '../../paths.js';
import { dependencies, isBuiltOutside, isOfProgram, isStep, object, type Manifest } from './manifests.js';
import { resolvedAnew, type ModuleHost, type Modules, type Resolution } from './modules.js';

/**
 * How Node and bundlers find modules, as far as the project's own files go: relative imports with their extensions,
 * `paths` and `baseUrl` of the nearest tsconfig.json (with `extends`), workspaces by the names in their package.json,
 * `exports`, `imports` and `main`. A built file that a package points to is led back to the source that it is built from.
 * Source: the Node.js documentation on packages (20), the TypeScript handbook on module resolution (5.9).
 */
export class TypeScriptModules implements Modules {
  private readonly resolved = new Map<string, Resolution>();
  private readonly configs = new Map<string, Config | null>();
  private readonly manifests = new Map<string, Manifest | null>();
  private readonly programs = new Map<string, readonly Manifest[]>();
  private workspaces: Map<string, Manifest> | undefined;

  constructor(private readonly host: ModuleHost) {}

  resolve(from: string, module: string): Resolution {
    const folder = folderOf(from);
    const key = `${folder}\n${module}`;
    let resolution = this.resolved.get(key);
    if (resolution === undefined) this.resolved.set(key, (resolution = this.find(folder, module)));
    return resolution;
  }

  refresh(): ReadonlySet<Resolution> {
    this.workspaces = undefined;
    return resolvedAnew(this.resolved, (folder, module) => this.find(folder, module));
  }

  dependenciesOf(path: string): readonly string[] {
    return this.program(folderOf(path)).flatMap(dependencies);
  }

  hasCommand(path: string): boolean {
    return this.program(folderOf(path)).some(({ json }) => 'bin' in json);
  }

  programOf(path: string): string {
    return this.program(folderOf(path)).at(-1)?.folder ?? this.host.root;
  }

  /**
   * The manifests of the program that a folder belongs to: the nearest that is one of a program, else the nearest of all, and that
   * around it which only builds an application of Electron of it.
   */
  private program(folder: string): readonly Manifest[] {
    let found = this.programs.get(folder);
    if (found === undefined) this.programs.set(folder, (found = this.findProgram(folder)));
    return found;
  }

  private findProgram(folder: string): readonly Manifest[] {
    const nearest = this.nearest(folder);
    for (let at = nearest; at !== null; at = this.nearest(folderOf(at.folder))) {
      if (!isOfProgram(at)) continue;
      const builder = isBuiltOutside(at) ? this.nearest(folderOf(at.folder)) : null;
      return builder !== null && dependencies(builder).includes('electron') && !this.isWorkspace(builder) ? [at, builder] : [at];
    }
    return nearest === null ? [] : [nearest];
  }

  isStep(path: string): boolean {
    for (let at = this.nearest(folderOf(path)); at !== null; at = this.nearest(folderOf(at.folder))) if (isStep(at, path)) return true;
    return false;
  }

  /** Whether the packages below a manifest are programs of their own. */
  private isWorkspace({ folder, json }: Manifest): boolean {
    return 'workspaces' in json || ['pnpm-workspace.yaml', 'lerna.json'].some((file) => this.host.readText(`${folder}/${file}`) !== undefined);
  }

  /** The nearest package.json at or above a folder. */
  private nearest(folder: string): Manifest | null {
    for (let at = folder; at.length >= this.host.root.length && at !== ''; at = folderOf(at)) {
      const manifest = this.manifest(at);
      if (manifest !== null) return manifest;
    }
    return null;
  }

  private find(folder: string, module: string): Resolution {
    if (module.startsWith('node:') || nodeModules.has(module)) return outside(`node:${module.replace(/^node:/, '')}`);
    if (module.startsWith('.') || module.startsWith('/')) {
      const path = this.file(module.startsWith('/') ? module : joinPath(folder, module));
      return path === undefined ? outside(module) : { form: 'file', path };
    }
    const path = this.byConfig(folder, module) ?? this.byImports(folder, module) ?? this.byWorkspace(module);
    return path === undefined ? outside(module) : { form: 'file', path };
  }

  /** A file by its path without or with any of the extensions that stand for it. */
  private file(base: string): string | undefined {
    const { paths } = this.host;
    if (paths.has(base)) return base;
    const bare = base.replace(/\.([mc]?)jsx?$/, '');
    const kind = /\.([mc]?)jsx?$/.exec(base)?.[1] ?? '';
    const stems = bare === base ? [] : [`${bare}.${kind}ts`, `${bare}.${kind}tsx`, `${bare}.d.${kind}ts`];
    const candidates = [...stems, ...extensions.map((e) => base + e), ...extensions.map((e) => `${base}/index${e}`)];
    return candidates.find((path) => paths.has(path));
  }

  private byConfig(folder: string, module: string): string | undefined {
    const config = this.config(folder);
    if (config === null) return undefined;
    for (const [pattern, targets] of config.paths) {
      const star = matchStar(pattern, module);
      if (star === undefined) continue;
      for (const target of targets) {
        const path = this.file(joinPath(config.pathsBase, target.replace('*', star)));
        if (path !== undefined) return path;
      }
    }
    return config.baseUrl === undefined ? undefined : this.file(joinPath(config.baseUrl, module));
  }

  /** The nearest tsconfig.json or jsconfig.json at or above a folder. */
  private config(folder: string): Config | null {
    const cached = this.configs.get(folder);
    if (cached !== undefined) return cached;
    const own = this.readConfig(`${folder}/tsconfig.json`, 0) ?? this.readConfig(`${folder}/jsconfig.json`, 0);
    const config = own ?? (folder.length > this.host.root.length ? this.config(folderOf(folder)) : null);
    this.configs.set(folder, config);
    return config;
  }

  private readConfig(path: string, depth: number): Config | null {
    const text = this.host.readText(path);
    if (text === undefined || depth > 8) return null;
    const json = object(readJson(text));
    const options = object(json['compilerOptions']);
    const folder = folderOf(path);
    const parents = [json['extends']].flat().filter((e): e is string => typeof e === 'string' && e.startsWith('.'));
    let result: Config = { paths: [], pathsBase: folder, baseUrl: undefined };
    for (const parent of parents) {
      const target = joinPath(folder, parent);
      result = this.readConfig(target, depth + 1) ?? this.readConfig(`${target}.json`, depth + 1) ?? result;
    }
    if (typeof options['baseUrl'] === 'string') {
      const baseUrl = joinPath(folder, options['baseUrl']);
      result = { ...result, baseUrl, pathsBase: baseUrl };
    }
    if (options['paths'] !== undefined) {
      const paths = Object.entries(object(options['paths'])).map(([p, t]) => [p, strings(t)] as const);
      paths.sort(([a], [b]) => Number(a.includes('*')) - Number(b.includes('*')) || b.length - a.length);
      result = { ...result, paths, pathsBase: result.baseUrl ?? folder };
    }
    return result;
  }

  /** `#name` by the `imports` of the nearest package.json. */
  private byImports(folder: string, module: string): string | undefined {
    if (!module.startsWith('#')) return undefined;
    const manifest = this.nearest(folder);
    return manifest === null ? undefined : this.byMap(manifest, object(manifest.json['imports']), module);
  }

  private byWorkspace(module: string): string | undefined {
    const parts = module.split('/');
    const length = module.startsWith('@') ? 2 : 1;
    const manifest = this.packages().get(parts.slice(0, length).join('/'));
    if (manifest === undefined) return undefined;
    const rest = parts.slice(length).join('/');
    const { exports } = manifest.json;
    if (exports !== undefined) {
      const map = typeof exports === 'string' || !Object.keys(object(exports)).some((key) => key.startsWith('.')) ? { '.': exports } : object(exports);
      const found = this.byMap(manifest, map, rest === '' ? '.' : `./${rest}`);
      if (found !== undefined) return found;
    }
    if (rest !== '') return this.built(joinPath(manifest.folder, rest));
    const entries = ['source', 'types', 'typings', 'module', 'main'].map((key) => manifest.json[key]);
    for (const entry of [...entries, 'src/index', 'index']) {
      const found = typeof entry === 'string' ? this.built(joinPath(manifest.folder, entry)) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private byMap(manifest: Manifest, map: Readonly<Record<string, unknown>>, name: string): string | undefined {
    for (const [pattern, target] of Object.entries(map)) {
      const star = matchStar(pattern, name);
      if (star === undefined) continue;
      for (const path of targetsOf(target)) {
        const found = this.built(joinPath(manifest.folder, path.replace('*', star)));
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** A file, or the source of a file that is built: `dist/x.js` comes from `src/x.ts` or `x.ts`. */
  private built(path: string): string | undefined {
    const source = path.replace(/\.d\.([mc]?)ts$/, '.$1js');
    const folders = ['/src/', '/source/', '/lib/', '/'];
    for (const candidate of [path, source, ...folders.map((f) => source.replace(/\/(?:dist|build|lib|out|esm|cjs)\/(?:(?:esm|cjs|types)\/)?/, f))]) {
      const found = this.file(candidate);
      if (found !== undefined && !found.endsWith('.d.ts')) return found;
    }
    return this.file(path);
  }

  /** The packages whose files are part of the project, by name. */
  private packages(): ReadonlyMap<string, Manifest> {
    if (this.workspaces !== undefined) return this.workspaces;
    this.workspaces = new Map();
    const seen = new Set<string>();
    for (const path of this.host.paths) {
      for (let folder = folderOf(path); !seen.has(folder) && folder.length >= this.host.root.length && folder !== ''; folder = folderOf(folder)) {
        seen.add(folder);
        const manifest = this.manifest(folder);
        const name = manifest?.json['name'];
        const known = typeof name === 'string' ? this.workspaces.get(name) : undefined;
        // Of two of one name the same wins whatever the order of the files.
        if (manifest !== null && typeof name === 'string' && (known === undefined || known.folder > folder)) this.workspaces.set(name, manifest);
      }
    }
    return this.workspaces;
  }

  private manifest(folder: string): Manifest | null {
    let manifest = this.manifests.get(folder);
    if (manifest === undefined) {
      const text = this.host.readText(`${folder}/package.json`);
      manifest = text === undefined ? null : { folder, json: object(readJson(text)) };
      this.manifests.set(folder, manifest);
    }
    return manifest;
  }
}

interface Config {
  readonly paths: readonly (readonly [string, readonly string[]])[];
  readonly pathsBase: string;
  readonly baseUrl: string | undefined;
}

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.d.ts', '.js', '.jsx', '.mjs', '.cjs'];
const conditions = ['source', 'development', 'import', 'module', 'node', 'default', 'require', 'types'];

function outside(module: string): Resolution {
  return { form: 'outside', module };
}

/** What the `*` of a pattern stands for in a name; '' where the pattern has none and equals it. */
function matchStar(pattern: string, name: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === name ? '' : undefined;
  const head = pattern.slice(0, star);
  const tail = pattern.slice(star + 1);
  const fits = name.length >= head.length + tail.length && name.startsWith(head) && name.endsWith(tail);
  return fits ? name.slice(head.length, name.length - tail.length) : undefined;
}

function targetsOf(target: unknown): readonly string[] {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return target.flatMap(targetsOf);
  const map = object(target);
  return conditions.flatMap((condition) => (condition in map ? targetsOf(map[condition]) : []));
}

/** A broken configuration counts as far as it can be read. */
function readJson(text: string): unknown {
  const errors: ParseError[] = [];
  return parse(text, errors, { allowTrailingComma: true });
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
}

import { standardModules, builtinModules } from '../../knowledge/python/standard-modules.js';
import { folderOf } from '../../paths.js';
import { resolvedAnew, type ModuleHost, type Modules, type Resolution } from './modules.js';

/**
 * Python's import system as far as it can be told from the files alone. The import roots of a project are the folders
 * that hold top-level packages or modules: the parent of every outermost folder with `__init__.py`, `src` folders, and
 * the folder of every file that lies in no package; where such a folder lies within a package all the same, only its own files
 * find by their bare names what stands in it. An absolute import is looked for in the importing file's own root
 * first, then in the roots nearest to it.
 *
 * A module of the standard library is never hidden by a file of the project, except as Python itself does it: for a
 * script (a file in no package) whose own folder holds a file of that name, unless the module is built in.
 */
export class PythonModules implements Modules {
  private readonly folders = new Set<string>();
  /** The import roots that hold a module or package of this name at their top. */
  private readonly rootsOf = new Map<string, string[]>();
  private readonly rootOf = new Map<string, string>();
  private readonly resolved = new Map<string, Resolution>();
  private readonly programs = new Map<string, string>();

  constructor(private readonly host: ModuleHost) {
    this.lookAround();
  }

  refresh(): ReadonlySet<Resolution> {
    this.folders.clear();
    this.rootsOf.clear();
    this.rootOf.clear();
    this.lookAround();
    return resolvedAnew(this.resolved, (folder, module) => this.find(folder, module));
  }

  private lookAround(): void {
    const { host } = this;
    const roots = new Set<string>();
    for (const path of host.paths) {
      if (!path.endsWith('.py') && !path.endsWith('.pyi')) continue;
      for (let folder = folderOf(path); !this.folders.has(folder) && folder.length >= host.root.length; folder = folderOf(folder)) {
        this.folders.add(folder);
        if (folder === '') break;
      }
      roots.add(this.importRoot(folderOf(path)));
    }
    for (const folder of this.folders) if (folder.endsWith('/src')) roots.add(folder);
    roots.add(host.root);
    const hold = (folder: string, name: string): void => {
      const known = this.rootsOf.get(name);
      if (!roots.has(folder) || known?.includes(folder)) return;
      if (known === undefined) this.rootsOf.set(name, [folder]);
      else known.push(folder);
    };
    for (const path of host.paths) hold(folderOf(path), path.slice(path.lastIndexOf('/') + 1).replace(/\.pyi?$/, ''));
    for (const folder of this.folders) hold(folderOf(folder), folder.slice(folder.lastIndexOf('/') + 1));
  }

  resolve(from: string, module: string): Resolution {
    const folder = folderOf(from);
    const key = `${folder}\n${module}`;
    let resolution = this.resolved.get(key);
    if (resolution === undefined) this.resolved.set(key, (resolution = this.find(folder, module)));
    return resolution;
  }

  private find(folder: string, module: string): Resolution {
    return module.startsWith('.') ? this.relative(folder, module) : this.absolute(folder, module);
  }

  programOf(path: string): string {
    return this.program(folderOf(path));
  }

  private program(folder: string): string {
    if (folder.length <= this.host.root.length) return this.host.root;
    const cached = this.programs.get(folder);
    if (cached !== undefined) return cached;
    const isProgram = manifests.some((name) => this.host.paths.has(`${folder}/${name}`) || this.host.readText(`${folder}/${name}`) !== undefined);
    const program = isProgram ? folder : this.program(folderOf(folder));
    this.programs.set(folder, program);
    return program;
  }

  private relative(folder: string, module: string): Resolution {
    let dots = 0;
    while (module[dots] === '.') dots++;
    let base = folder;
    for (let i = 1; i < dots; i++) base = folderOf(base);
    const rest = module.slice(dots);
    if (rest === '') return this.within(base, []) ?? { form: 'outside', module };
    return this.within(base, rest.split('.')) ?? { form: 'outside', module };
  }

  private absolute(folder: string, module: string): Resolution {
    const parts = module.split('.');
    const top = parts[0]!;
    const own = this.importRoot(folder);
    if (standardModules.has(top)) {
      const mayHide = own === folder && !builtinModules.has(top) && parts.length === 1;
      const script = mayHide ? this.within(folder, parts) : undefined;
      return script?.form === 'file' ? script : { form: 'outside', module };
    }
    const near = (root: string): number => (root === own ? -1 : distance(root, folder));
    const roots = [...this.rootsOf.get(top) ?? []].sort((a, b) => near(a) - near(b) || a.length - b.length || (a < b ? -1 : 1));
    const folders: string[] = [];
    for (const root of roots) {
      if (this.liesInPackage(root) && (root !== own || this.within(root, [top])?.form !== 'file')) continue;
      const found = this.within(root, parts);
      if (found?.form === 'file') return found;
      if (found?.form === 'folder') folders.push(...found.paths.filter((path) => !folders.includes(path)));
    }
    return folders.length > 0 ? { form: 'folder', paths: folders } : { form: 'outside', module };
  }

  private within(root: string, parts: readonly string[]): Resolution | undefined {
    const base = [root, ...parts].join('/');
    const candidates = parts.length === 0 ? [] : [`${base}.py`, `${base}.pyi`];
    for (const path of [`${base}/__init__.py`, `${base}/__init__.pyi`, ...candidates]) {
      if (this.host.paths.has(path)) return { form: 'file', path };
    }
    return this.folders.has(base) ? { form: 'folder', paths: [base] } : undefined;
  }

  /** Whether a package lies around a folder: it is a part of that (PEP 420), and a root only for scripts and tests that stand in it. */
  private liesInPackage(folder: string): boolean {
    for (let around = folderOf(folder); around.length > this.host.root.length; around = folderOf(around)) if (this.isPackage(around)) return true;
    return false;
  }

  /** The folder that has to be on Python's path for a file in this folder to be imported. */
  private importRoot(folder: string): string {
    const cached = this.rootOf.get(folder);
    if (cached !== undefined) return cached;
    const root = this.isPackage(folder) && folder.length > this.host.root.length ? this.importRoot(folderOf(folder)) : folder;
    this.rootOf.set(folder, root);
    return root;
  }

  private isPackage(folder: string): boolean {
    return this.host.paths.has(`${folder}/__init__.py`) || this.host.paths.has(`${folder}/__init__.pyi`);
  }
}

/** What makes a folder one that is installed or deployed by itself. Source: the Python packaging guide, setuptools' and Poetry's documentation. */
const manifests = ['pyproject.toml', 'setup.py', 'setup.cfg'];

/** How many steps up and down the tree lie between two folders. */
function distance(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  let common = 0;
  while (common < left.length && left[common] === right[common]) common++;
  return left.length + right.length - 2 * common;
}

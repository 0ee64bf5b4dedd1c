import { joinPath } from '../../paths.js';

/** A package.json, as far as it can be read. */
export interface Manifest {
  readonly folder: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** The names of the packages that it names, development included. */
export function dependencies({ json }: Manifest): readonly string[] {
  return ['dependencies', 'devDependencies', 'peerDependencies'].flatMap((key) => Object.keys(object(json[key])));
}

/**
 * Whether a package.json is one of a program: it names what it depends on, what it holds or how it is started. One that only says of
 * which kind its modules are, or describes a plugin, belongs to the program around it, which finds its imports.
 */
export function isOfProgram({ json }: Manifest): boolean {
  const names = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies', 'workspaces', 'bin'].some((key) => {
    const value = json[key];
    return typeof value === 'string' || (typeof value === 'object' && value !== null && Object.keys(value).length > 0);
  });
  return names || 'start' in object(json['scripts']);
}

/**
 * Whether a manifest of a program names neither tools nor a start: those of an application of Electron may stand in the one around
 * it, of which nothing is shipped (https://www.electron.build/docs/tutorials/two-package-structure).
 */
export function isBuiltOutside({ json }: Manifest): boolean {
  return Object.keys(object(json['devDependencies'])).length === 0 && !('bin' in json) && !('start' in object(json['scripts']));
}

/**
 * Whether a manifest's scripts run a file by name, and only as a step on the way to what is shipped: to install, build or publish it.
 * Their names are those of npm's life cycle (https://docs.npmjs.com/cli/v11/using-npm/scripts), and the common ones that tell as much.
 */
export function isStep({ folder, json }: Manifest, path: string): boolean {
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]s$/, '');
  // A folder's index is run by the folder's name. Few commands name the file, and only these are taken apart.
  const name = stem === 'index' ? '' : stem;
  const running = Object.entries(object(json['scripts'])).filter(([, command]) => (
    typeof command === 'string' && command.includes(name) && filesRunBy(command).some((file) => isFile(joinPath(folder, file), path))
  ));
  return running.length > 0 && running.every(([name]) => steps.test(name));
}

const steps = /^(?:pre|post)?(?:install|prepare|prepublish|prepublishOnly|pack|build|bundle|compile|generate|codegen|clean|lint|format|version|release|publish|dist|package)(?:[:._-].*)?$/;

/** The files that the commands of a script run by Node or what runs TypeScript as Node does. */
function filesRunBy(command: string): readonly string[] {
  return command.split(/&&|\|\||[;|&]/).flatMap((part) => {
    const words = part.trim().split(/\s+/);
    const runner = words.findIndex((word) => /^(?:node|tsx|ts-node|bun)$/.test(word));
    const file = runner < 0 ? undefined : words.slice(runner + 1).find((word) => !word.startsWith('-'));
    return file === undefined ? [] : [file.replace(/^['"]|['"]$/g, '')];
  });
}

function isFile(named: string, path: string): boolean {
  return named === path || (path.startsWith(named) && /^(?:\/index)?\.[cm]?[jt]s$/.test(path.slice(named.length)));
}

/** A value of JSON as an object; an empty one where it is none. */
export function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

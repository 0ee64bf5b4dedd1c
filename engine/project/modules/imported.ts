import type { FileFacts } from '../../facts/facts.js';
import type { Modules } from './modules.js';

/** The paths of the project's files that a file imports or exports from; in Python a name may be a module of its own (`from app import models`). */
export function filesImported({ path, language, imports, exports }: FileFacts, modules: Modules): readonly string[] {
  const names = new Set<string>();
  for (const { module, name } of imports) {
    names.add(module);
    if (language === 'python' && name !== null && name !== '*') names.add(module.endsWith('.') ? module + name : `${module}.${name}`);
  }
  for (const { module } of exports) if (module !== null) names.add(module);
  return [...names].flatMap((module) => {
    const resolution = modules.resolve(path, module);
    return resolution.form === 'file' ? [resolution.path] : [];
  });
}

import type { Place } from '../../engine/flow/step.js';
import type { FileUnit, FunctionUnit } from '../../engine/project/unit.js';

/**
 * The variables of a file that more than the function that owns them gets to see: captured ones, and those of the
 * module that others read. They are looked for when somebody first asks.
 */
export class SharedVariables {
  private names: ReadonlySet<string> | undefined;

  constructor(private readonly file: FileUnit) {}

  has(fn: FunctionUnit, { scope, name }: Place): boolean {
    // The body of a class keeps its variables as attributes.
    if (fn.fact.form === 'class') return true;
    return (this.names ??= sharedIn(this.file)).has(`${scope === 'module' ? 0 : fn.index} ${name}`);
  }
}

/** The shared variables as the index of the function that owns them and their name. */
function sharedIn(file: FileUnit): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { index, flow } of file.functions) {
    for (let i = 0; i < flow.length; i++) {
      if (flow.kind(i) !== 'read' && flow.kind(i) !== 'write') continue;
      const step = flow.step(i);
      if (step.kind !== 'read' && step.kind !== 'write') continue;
      const { scope, owner, name } = step.place;
      if (scope === 'captured') names.add(`${owner} ${name}`);
      if (scope === 'module' && index !== 0) names.add(`0 ${name}`);
    }
  }
  for (const { local } of file.facts.exports) if (local !== null) names.add(`0 ${local}`);
  return names;
}

import type { Project } from '../engine/project/project.js';
import type { FileUnit } from '../engine/project/unit.js';

/** What a program of Node is given by who starts it, or tells it: https://nodejs.org/api/process.html. */
const ofProcess = /^(?:globalThis:process\.|(?:node:)?process:(?:default\.)?)(?:argv|exit|exitCode)\b/;

/**
 * Whether a file of TypeScript or JavaScript is run by hand or in a pipeline and deals with the process itself: it takes
 * arguments or says how the process ends, on which others may count.
 */
export function isOfCommand(project: Project, file: FileUnit): boolean {
  if (!project.isTooling(file) || project.environment(file) === 'browser') return false;
  return file.functions.some((fn) => {
    for (let i = 0; i < fn.flow.length; i++) {
      if (fn.flow.kind(i) === 'read' && project.origins(fn, i).of.some((origin) => origin.form === 'symbol' && ofProcess.test(origin.symbol))) return true;
    }
    return false;
  });
}

import type { CallStep, Value } from '../../engine/flow/step.js';
import type { Project } from '../../engine/project/project.js';
import type { FileUnit, FunctionUnit } from '../../engine/project/unit.js';

/**
 * Whether a call belongs to a script that somebody runs by hand: a file by itself, of which others import nothing and which
 * calls nothing of theirs, takes no arguments, and does its few steps once. What takes arguments is there for other programs
 * too, and what sends requests in a loop runs for long, with nobody who looks.
 */
export function isOfScript(project: Project, fn: FunctionUnit, at: Value): boolean {
  return isWithinMain(fn, at) || (isScript(project, fn.file) && isReachedFrom(project, fn, ({ index }) => index === 0, new Set()));
}

/** Whether a call of Python stands, or its function is defined, only where its module runs as a script. */
function isWithinMain(fn: FunctionUnit, at: Value): boolean {
  if (fn.file.language !== 'python') return false;
  for (let up = at; up >= 0; up = fn.flow.parent(up)) {
    const arm = fn.flow.step(up);
    const branch = arm.kind === 'arm' && arm.role === 'then' ? fn.flow.step(arm.parent) : undefined;
    if (branch?.kind === 'branch' && isMain.test(fn.file.text.slice(fn.flow.start(branch.test), fn.flow.end(branch.test)))) return true;
  }
  const around = fn.file.functions[fn.fact.parent];
  const literal = around === undefined ? undefined : [...around.flow].find((step) => step.kind === 'fn' && step.function === fn.index);
  return around !== undefined && literal !== undefined && isWithinMain(around, literal.index);
}

/** A step of GitHub's pipelines ends with its job, whose limit is six hours unless it sets one (`timeout-minutes`, workflow syntax). */
export function isOfPipeline({ facts, language }: FileUnit): boolean {
  return language === 'typescript' && facts.imports.some(({ module, typeOnly }) => module === '@actions/core' && !typeOnly);
}

/** Whether the function, or one that it stands in, asks a person at the terminal. */
export function asksAtTerminal(project: Project, fn: FunctionUnit): boolean {
  for (let at: FunctionUnit | undefined = fn; at !== undefined; at = fn.file.functions[at.fact.parent]) {
    const asker = at;
    if (callsOf(asker).some((call) => project.known(asker, call.index)?.fact.blocks === 'input')) return true;
  }
  return false;
}

/**
 * Whether a function is a command of a command line (click, typer) that says something at the terminal and comes to an end, or is called by such of its file alone.
 */
export function isOfCommandLine(project: Project, fn: FunctionUnit): boolean {
  return isReachedFrom(project, fn, (start) => isCommand(project, start) && says(project, start) && !project.neverEnds(start), new Set());
}

function isCommand(project: Project, fn: FunctionUnit): boolean {
  const around = fn.file.functions[fn.fact.parent];
  return around !== undefined && fn.fact.decorators.some((decorator) => (
    around.flow.kind(decorator) === 'call' && project.known(around, decorator)?.fact.context === 'main'
  ));
}

function says(project: Project, fn: FunctionUnit): boolean {
  return callsOf(fn).some((call) => prints.test(project.calleeText(fn, call.index)));
}

function isScript(project: Project, file: FileUnit): boolean {
  const { facts, functions, text } = file;
  if (takesArguments.test(text) || facts.imports.some(({ module }) => commandLines.has(module.split('.', 1)[0]!) || module.startsWith('.'))) return false;
  const doesItsSteps = functions.every((fn) => {
    const { perRequest, serves, thread } = project.contexts(fn);
    return !perRequest && !serves && !thread && callsOf(fn).every((call) => !lasts(project, fn, call));
  });
  return doesItsSteps && isRunByItself(project, file);
}

/**
 * Whether a file is there to be run. Functions of Python can be imported from any file: one that has some must run as a script, no
 * other file may import it, and nothing of it be registered or run for ever. Any other has to say something at the terminal, for it
 * may be settings.
 */
function isRunByItself(project: Project, file: FileUnit): boolean {
  const { facts, functions, language, path, text } = file;
  if (/\/__(?:init|main)__\.py$/.test(path)) return false;
  if (language === 'python' && functions.length > 1) {
    return runsAsScript.test(text) && functions.every((fn) => fn.fact.decorators.length === 0 && !project.neverEnds(fn)) && !project.isImported(file);
  }
  return facts.exports.length === 0 && functions.some((fn) => says(project, fn));
}

/** Source: https://docs.python.org/3/library/__main__.html#name-main */
const isMain = /^__name__ == (?:"__main__"|'__main__')$/;
const runsAsScript = /^if __name__ == (?:"__main__"|'__main__')/m;
const takesArguments = /\bsys\.argv\b|\bprocess\.argv\b|\bDeno\.args\b|\bBun\.argv\b/;
const prints = /^(?:print|console\.\w+|(?:click|typer)\.s?echo)$/;
/** Modules that read the arguments of a program, by the first part of their names. */
const commandLines: ReadonlySet<string> = new Set([
  'argparse', 'optparse', 'getopt', 'click', 'typer', 'fire', 'docopt', 'absl', 'cyclopts', 'commander', 'yargs', 'minimist', 'cac', 'meow',
]);

/** Whether a call makes more of the file than a script: it runs another file, serves, has something called later, or does input or output again and again. */
function lasts(project: Project, fn: FunctionUnit, call: CallStep): boolean {
  const { targets } = project.callee(fn, call.index);
  if (targets.some((target) => (target.form === 'function' ? target.function.file : target.form === 'class' ? target.file : fn.file) !== fn.file)) return true;
  const waits = targets.some((target) => (
    target.form === 'function' ? project.doesIo(target.function) : target.form === 'symbol' && (target.fact?.io === true || target.fact?.timeout?.kind === 'network')
  ));
  const fact = project.known(fn, call.index)?.fact;
  return fact?.serves === true || fact?.calls?.some(({ many, when }) => when === 'loop' && many === true) === true
    || (waits && project.index(fn).enclosing(call.index).some(({ kind }) => kind === 'loop'));
}

/** Whether starts alone run a function, directly or through others of the file, and nobody else may. */
function isReachedFrom(project: Project, fn: FunctionUnit, isStart: (fn: FunctionUnit) => boolean, above: ReadonlySet<FunctionUnit>): boolean {
  if (isStart(fn)) return true;
  if (above.has(fn) || fn.fact.form !== 'function' || fn.fact.decorators.length > 0 || isHandedOn(project, fn)) return false;
  const { calls, unsure } = project.callers(fn);
  return !unsure && calls.length > 0 && calls.every(({ path, function: name }) => {
    const caller = path === fn.file.path ? fn.file.functions.find(({ qualifiedName }) => qualifiedName === name) : undefined;
    return caller !== undefined && isReachedFrom(project, caller, isStart, new Set([...above, fn]));
  });
}

/** Whether the function's name is read for anything but a call. */
function isHandedOn(project: Project, fn: FunctionUnit): boolean {
  return fn.file.functions.some((other) => [...other.flow].some((step) => (
    step.kind === 'read' && step.place.name === fn.fact.name && step.place.keys.length === 0
    && project.index(other).uses(step.index).some(({ role }) => role !== 'callee')
  )));
}

function callsOf(fn: FunctionUnit): readonly CallStep[] {
  return [...fn.flow].filter((step) => step.kind === 'call');
}

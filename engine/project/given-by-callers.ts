import { callSitesOf, constructions, initializations, type CallSite } from './call-sites.js';
import { definitionsAt, definitionsText } from './definitions.js';
import { mentionsOf, type Mention } from './mentions.js';
import { joinAll, one, textOf, unknown, type Origin, type Origins } from './origins.js';
import type { FileState } from './state.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * What a parameter of Python without an annotation holds by all that the project's own code gives to it. That others may call a
 * function of a package tells nothing against it: what is wrong for one that calls it is wrong, as with an annotation that not
 * everybody keeps to. So only what an annotation might say is taken over, an object of a class, a plain value or nothing: of a
 * function or a class others may well hand in another. Nothing is known where a call can't be seen, or nobody calls it.
 */
export function givenByCallers(values: Values, state: FileState, fn: FunctionUnit, position: number): Origins {
  if (state.unit.language === 'typescript' || fn.fact.parameters[position]?.annotation !== null) return unknown;
  return values.world.answer(state, state.cell(`given ${fn.index} ${position}`), () => {
    const sites = callSitesOf(values, state, fn);
    if (sites === null || sites.length === 0) return unknown;
    return joinAll(sites.map((site) => asDeclared(givenAt(values, state, fn, position, site))));
  });
}

/** What one call gives to a parameter: an argument, or its default. */
function givenAt(values: Values, state: FileState, fn: FunctionUnit, position: number, site: CallSite): Origins {
  const { name, form, hasDefault, default: byDefault } = fn.fact.parameters[position]!;
  const named = site.arguments.find((argument) => argument.name === name);
  if (named !== undefined) return values.origins(site.fn, named.value);
  const positional = site.arguments.filter((argument) => argument.name === null);
  const at = form === 'named' ? undefined : positional[position - site.bound];
  const isHidden = positional.slice(0, position - site.bound + 1).some(({ spread }) => spread);
  if (at !== undefined && !isHidden) return values.origins(site.fn, at.value);
  if (site.arguments.some(({ spread }) => spread)) return unknown;
  return hasDefault ? values.origins(state.unit.functions[fn.fact.parent]!, byDefault) : unknown;
}

/** Of an object of which one call gives one, others may be of a subclass. */
function asDeclared({ of, unknown: open }: Origins): Origins {
  const declared = of.map((origin: Origin): Origins => {
    switch (origin.form) {
      case 'instance': return one({ ...origin, exact: false });
      case 'external':
      case 'none':
      case 'plain': return one(origin);
      default: return unknown;
    }
  });
  return joinAll(open ? [...declared, unknown] : declared);
}

/** What a file gives to functions and classes of the names that other files' answers have asked for, without positions: what they see of it. */
export function givingText(values: Values, state: FileState): readonly string[] {
  const given = (site: CallSite): string => `${site.bound} ${site.arguments.map(({ name, spread, value }) => `${name}:${spread}:${textOf(values.origins(site.fn, value))}`).join()}`;
  const used = ({ fn, use }: Mention): string => {
    if (use.form === 'call') {
      const step = fn.flow.step(use.call);
      return given({ fn, arguments: step.kind === 'call' ? step.arguments : [], bound: 1 });
    }
    if (use.form !== 'base') return use.form;
    const { decorators, function: around } = state.unit.facts.classes[use.class]!;
    const calls = initializations(state, use.class).map((site) => `${site.by.name}.${site.by.keys.join('.')} ${definitionsText(definitionsAt(values, state, site.fn, site.by))} ${given(site)}`);
    return `${state.classNames[use.class]} ${decorators.length} ${around} ${state.methods(use.class, '__init__').length} ${calls.join()}`;
  };
  // A name is told of even where all that is read under it is something else: a text from before it was asked for must not look the same.
  const mentions = values.world.mentionsAskedOf(state).flatMap((name) => [`m ${name}`, ...mentionsOf(values, state, name).map((mention) => (
    `m ${definitionsText(mention.of)} ${used(mention)}`
  ))]);
  const made = state.unit.language === 'typescript' ? [] : state.unit.facts.classes.flatMap((_, index) => constructions(state, index).map((site) => `n ${state.classNames[index]} ${given(site)}`));
  return [...mentions, ...made];
}

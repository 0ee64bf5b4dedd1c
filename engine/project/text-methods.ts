import type { CallStep, Value } from '../flow/step.js';
import type { SymbolFact } from '../knowledge/knowledge.js';
import type { Language } from '../text.js';
import { plainOrigins, unknown, wrap, type Origins } from './origins.js';
import type { FunctionUnit } from './unit.js';
import type { Values } from './values.js';

/**
 * Methods of texts and numbers, whose receivers nothing can change: a call of one changes nothing and waits for nothing.
 * Sources: https://docs.python.org/3/library/stdtypes.html (string, bytes and numeric methods) and ECMAScript's
 * String.prototype and Number.prototype (https://tc39.es/ecma262/). A method is one of these where its receiver is surely a
 * plain value and has a method of the name.
 */
const ofTexts: Readonly<Record<Language, ReadonlySet<string>>> = {
  python: words('capitalize casefold center count decode encode endswith expandtabs find format format_map hex index isalnum isalpha isascii isdecimal '
    + 'isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix replace '
    + 'rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill bit_count bit_length '
    + 'conjugate is_integer to_bytes'),
  typescript: words('at charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf localeCompare match matchAll normalize padEnd padStart '
    + 'repeat replace replaceAll search slice split startsWith substring substr toExponential toFixed toLocaleLowerCase toLocaleString '
    + 'toLocaleUpperCase toLowerCase toPrecision toString toUpperCase trim trimEnd trimStart valueOf'),
};

/** Those that yield a list of texts, and those whose parts are not followed. */
const lists: ReadonlySet<string> = words('rsplit split splitlines');
const others: ReadonlySet<string> = words('match matchAll partition rpartition');

/** JavaScript's `replace` may be given a function, which it calls. */
const replacing: SymbolFact = { calls: [{ position: 1, when: 'now', many: true }] };
const nothing: SymbolFact = {};

/** What dicts, lists, sets and members of enumerations have besides, and numbers and bytes. */
const ofOthers = words('append clear copy extend fromkeys get insert items keys pop popitem remove reverse setdefault sort update values add discard '
  + 'difference intersection union issubset issuperset name value imag real numerator denominator as_integer_ratio from_bytes fromhex hex maketrans '
  + 'cast obj release tobytes tolist shape strides ndim nbytes itemsize readonly');

/** Whether none of Python's plain values has a member of this name, so that of `str | Path` the other is meant. */
export function noPlainHas(name: string): boolean {
  return !name.startsWith('_') && !ofTexts.python.has(name) && !ofOthers.has(name);
}

/** The symbol of the text's method that a callee is, with what is known of it; null where it is none, or not surely. */
export function textMethod(values: Values, fn: FunctionUnit, callee: Value): { readonly symbol: string; readonly fact: SymbolFact } | null {
  const name = methodName(fn, callee);
  const { language } = fn.file;
  if (name === null || !ofTexts[language].has(name)) return null;
  const { of, unknown: open } = values.receiver(fn, callee);
  if (open || of.length === 0 || of.some(({ form }) => form !== 'plain')) return null;
  if (language === 'python') return { symbol: `builtins:str.${name}`, fact: nothing };
  return { symbol: `globalThis:String.${name}`, fact: name === 'replace' || name === 'replaceAll' ? replacing : nothing };
}

/** What a call of a plain value's member yields: a text or a list of texts, where it is a text's method. */
export function resultOfText(values: Values, fn: FunctionUnit, call: CallStep): Origins {
  const name = methodName(fn, call.callee) ?? '';
  if (textMethod(values, fn, call.callee) === null || others.has(name)) return unknown;
  return lists.has(name) ? wrap('collection', plainOrigins) : plainOrigins;
}

function methodName({ flow }: FunctionUnit, callee: Value): string | null {
  return flow.kind(callee) === 'read' ? flow.placeOf(callee)!.keys.at(-1) ?? null : null;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

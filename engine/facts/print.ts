import type { Argument, Place, Step } from '../flow/step.js';
import { positionAt, type Span } from '../text.js';
import { flowOf, type ClassFact, type FileFacts, type FunctionFact, type ImportFact, type ParameterFact, type TypeRef } from './facts.js';

/**
 * Facts as text, for people who look at them: the imports, exports and classes of a file, then each function with its
 * flow, one step a line, indented by region. Nothing reads this back. Places are 1-based `line:column-column`.
 *
 * @returns the whole text, lines ended by `\n`.
 */
export function printFacts(facts: FileFacts): string {
  const at = (span: Span): string => printSpan(facts, span);
  const lines = [`file ${facts.path} (${facts.language})`];
  for (const problem of facts.problems) lines.push(`problem ${problem.message}  ${at(problem)}`);
  for (const directive of facts.directives) lines.push(`directive ${directive.text}  ${at(directive)}`);
  for (const comment of facts.unawaited) lines.push(`unawaited comment  ${at(comment)}`);
  facts.imports.forEach((fact, i) => lines.push(`import ${i} ${printImport(fact)}  ${at(fact)}`));
  for (const fact of facts.exports) {
    const origin = fact.module === null ? '' : ` from ${JSON.stringify(fact.module)}`;
    lines.push(`export ${fact.local ?? fact.name ?? '*'} as ${fact.exported}${origin}  ${at(fact)}`);
  }
  facts.classes.forEach((fact, i) => {
    lines.push(`${printClassHeader(fact, i)}  ${at(fact)}`);
    for (const member of fact.members) {
      const what = (member.static ? 'static ' : '') + member.name + (member.type === null ? '' : `: ${printType(member.type)}`);
      lines.push(`  member ${what}${member.method < 0 ? '' : ` = function ${member.method}`}  ${at(member)}`);
    }
  });
  for (const { function: owner, value, type } of facts.casts) lines.push(`cast function ${owner} value ${value}: ${printType(type)}`);
  facts.functions.forEach((fact, i) => {
    lines.push('', `function ${i} ${printFunctionHeader(fact)}  ${at(fact)}`, ...printFlow(facts, fact));
  });
  return lines.join('\n') + '\n';
}

/** The steps of one function, a line each, indented by two spaces and by two more per region around them. */
export function printFlow(facts: FileFacts, fact: FunctionFact): string[] {
  const flow = flowOf(facts, fact);
  const depths = new Int32Array(flow.length);
  const lines: string[] = [];
  for (const step of flow) {
    const depth = step.parent < 0 ? 0 : depths[step.parent]! + 1;
    depths[step.index] = depth;
    lines.push(`${'  '.repeat(depth + 1)}${step.index} ${printStep(facts, step)}  ${printSpan(facts, step)}`);
  }
  return lines;
}

/** What a step does, without its index and place: `call 1(2, key=3)`. */
export function printStep(facts: FileFacts, step: Step): string {
  switch (step.kind) {
    case 'arm': {
      const catches = step.catches.length === 0 ? '' : ` catches ${step.catches.join(', ')}`;
      return `arm ${step.role}${catches}${step.result < 0 ? '' : ` = ${step.result}`}`;
    }
    case 'branch': return `branch ${step.form}${step.test < 0 ? '' : ` ${step.test}`}`;
    case 'loop': {
      const over = step.over < 0 ? '' : ` over ${step.over}`;
      const test = step.test < 0 ? '' : ` test ${step.test}`;
      const makes = step.makes === null ? '' : ` makes ${step.makes}`;
      return `loop ${step.async ? 'async ' : ''}${step.form}${over}${test}${makes}`;
    }
    case 'try': return 'try';
    case 'scope': return `scope ${step.async ? 'async ' : ''}${step.item}`;
    case 'const': return printConst(facts, step);
    case 'read': return `read ${printPlace(step.place)}`;
    case 'element': {
      const at = step.at < 0 ? '' : ` at ${step.at}`;
      return `element ${step.form} of ${step.of}${at}${step.key === null ? '' : ` key ${JSON.stringify(step.key)}`}`;
    }
    case 'make': return `make ${step.form}(${printArguments(step.items)})`;
    case 'fn': return `fn ${step.function}`;
    case 'operate': return `operate ${step.operator} (${step.of.join(', ')})`;
    case 'call': return `call ${step.new ? 'new ' : ''}${step.callee}(${printArguments(step.arguments)})`;
    case 'await': return `await ${step.of}`;
    case 'yield': return `yield${step.all ? ' all' : ''}${step.of < 0 ? '' : ` ${step.of}`}`;
    case 'write': {
      const form = step.form === 'bind' ? '' : ` ${step.form}`;
      const type = step.annotation < 0 ? '' : `: ${printType(facts.types[step.annotation]!)}`;
      return `write${form} ${printPlace(step.place)}${type}${step.from < 0 ? '' : ` ← ${step.from}`}`;
    }
    case 'drop': return `drop ${step.void ? 'void ' : ''}${step.of}`;
    case 'exit': {
      return `exit ${step.form}${step.of < 0 ? '' : ` ${step.of}`}${step.target < 0 ? '' : ` to ${step.target}`}`;
    }
  }
}

function printConst(facts: FileFacts, step: Step & { kind: 'const' }): string {
  switch (step.form) {
    case 'import': return `const import ${step.import} (${printImport(facts.imports[step.import]!)})`;
    case 'string': return `const ${JSON.stringify(step.text.length > 60 ? `${step.text.slice(0, 60)}…` : step.text)}`;
    case 'none': return 'const none';
    default: return `const ${step.form}${step.text === '' ? '' : ` ${step.text}`}`;
  }
}

function printPlace(place: Place): string {
  const keys = place.keys.map((key) => `.${key}`).join('');
  switch (place.scope) {
    case 'value': return `(${place.of})${keys}`;
    case 'captured': return `captured ${place.name}${keys} of function ${place.owner}`;
    default: return `${place.scope} ${place.name}${keys}`;
  }
}

function printArguments(items: readonly Argument[]): string {
  return items.map(({ value, name, spread }) => `${spread ? '*' : ''}${name === null ? '' : `${name}=`}${value}`).join(', ');
}

function printImport(fact: ImportFact): string {
  const name = fact.name === null ? '' : ` ${fact.name}`;
  const flags = (fact.root ? ' root' : '') + (fact.dynamic ? ' dynamic' : '') + (fact.typeOnly ? ' type-only' : '');
  return `${JSON.stringify(fact.module)}${name}${fact.local === '' ? '' : ` as ${fact.local}`}${flags}`;
}

function printClassHeader(fact: ClassFact, index: number): string {
  const parameters = printTypeParameters(fact);
  const bases = fact.bases.length === 0 ? '' : `(${fact.bases.map(printType).join(', ')})`;
  const alias = fact.alias === null ? '' : ` = ${printType(fact.alias)}`;
  const values = fact.baseValues.length === 0 ? '' : ` bases ${fact.baseValues.join(', ')}`;
  const body = fact.body < 0 ? '' : ` body ${fact.body}`;
  return `class ${index} ${fact.abstract ? 'abstract ' : ''}${fact.form} ${fact.name}${parameters}${bases}${alias}${body} in ${fact.function}${values}${printDecorators(fact.decorators)}`;
}

function printTypeParameters({ typeParameters, typeBounds }: Pick<ClassFact, 'typeParameters' | 'typeBounds'>): string {
  const printed = typeParameters.map((name) => (typeBounds?.[name] === undefined ? name : `${name}: ${printType(typeBounds[name])}`));
  return printed.length === 0 ? '' : `[${printed.join(', ')}]`;
}

function printFunctionHeader(fact: FunctionFact): string {
  const flags = (fact.static ? 'static ' : '') + (fact.async ? 'async ' : '') + (fact.generator ? 'generator ' : '') + (fact.hasBody ? '' : 'bodiless ');
  const signature = fact.form === 'module' || fact.form === 'class' ? '' : `(${fact.parameters.map(printParameter).join(', ')})`;
  const returns = fact.returns === null ? '' : `: ${printType(fact.returns)}`;
  const owner = fact.class < 0 ? '' : ` of class ${fact.class}`;
  return `${flags}${fact.form} ${fact.name}${signature}${returns}${owner}${fact.parent < 0 ? '' : ` in ${fact.parent}`}${printDecorators(fact.decorators)}`;
}

function printDecorators(values: readonly number[]): string {
  return values.length === 0 ? '' : ` decorators ${values.join(', ')}`;
}

function printParameter(parameter: ParameterFact): string {
  const prefix = { plain: '', positional: '/', named: 'named ', rest: '*', namedRest: '**' }[parameter.form];
  const type = parameter.annotation === null ? '' : `: ${printType(parameter.annotation)}`;
  const initial = !parameter.hasDefault ? '' : parameter.default < 0 ? ' = …' : ` = ${parameter.default}`;
  return prefix + parameter.name + type + initial;
}

/** A type as the facts hold it: `list[int]`, `A | None`. */
export function printType(type: TypeRef): string {
  switch (type.form) {
    case 'name': return type.path.join('.') + (type.arguments.length === 0 ? '' : `[${type.arguments.map(printType).join(', ')}]`);
    case 'union': return type.of.map(printType).join(' | ');
    case 'none': return 'None';
    case 'function': return `(… → ${printType(type.returns)})`;
    case 'typeof': return `typeof ${type.path.join('.')}`;
    case 'literal': return type.text;
    case 'unknown': return '?';
  }
}

function printSpan(facts: FileFacts, span: Span): string {
  const start = positionAt(facts.lineStarts, span.start);
  const end = positionAt(facts.lineStarts, span.end);
  const to = start.line === end.line ? `${end.character + 1}` : `${end.line + 1}:${end.character + 1}`;
  return `${start.line + 1}:${start.character + 1}-${to}`;
}

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { holdsFor } from './ranges.js';
import { argumentsOf, entries } from './symbols.js';

/**
 * Compares what the data says of Python's standard library with the library itself: each symbol exists, is a coroutine
 * function exactly where the data says so, is a class where it says so, and has the arguments it speaks of.
 */
const inspection = String.raw`
import importlib, inspect, json, re, sys, types

def found(owner, name):
    """A member of a class, of an instance of it, or an attribute that its source assigns to self."""
    if hasattr(owner, name):
        return getattr(owner, name)
    if isinstance(owner, types.BuiltinFunctionType):   # threading.Lock was a factory before 3.13
        return getattr(owner(), name)
    if inspect.isfunction(owner):                      # threading.RLock is a Python function that makes one
        return getattr(owner(), name)
    if inspect.isclass(owner):
        for base in owner.__mro__:
            try: source = inspect.getsource(base)
            except (OSError, TypeError): continue
            if re.search(r'\bself\.' + name + r'\b[^=\n]*=', source):
                return instance_attribute
    raise AttributeError(name)

instance_attribute = object()

def resolve(module, path):
    value = importlib.import_module(module)
    for name in path.split('.'):
        value = found(value, name)
    return value

def parameters(value, member):
    try: signature = inspect.signature(value)
    except (ValueError, TypeError): return None
    names = list(signature.parameters.values())
    if member and names and names[0].name in ('self', 'cls'): names = names[1:]
    return names

def problems(entry):
    path, fact = entry['path'], entry['fact']
    try: value = resolve(entry['module'], path)
    except (ImportError, AttributeError) as error: return ['does not exist: %s' % error]
    if isinstance(fact, str):
        module, _, name = fact.rpartition(':')
        same = resolve(module, name) is value
        return [] if same else ['is not the same as ' + fact]
    result = []
    if 'is' in fact and ':' not in fact['is'] and value is not importlib.import_module(fact['is']):
        result.append('is not the module ' + fact['is'])
    if fact.get('property'):
        if inspect.isfunction(value): result.append('is a function, not a property')
        return result
    if 'is' in fact: return result
    if value is instance_attribute: return result
    if not callable(value): result.append('can not be called')
    factory = isinstance(value, (types.BuiltinFunctionType, types.FunctionType)) and entry['module'] == 'threading'
    if bool(fact.get('class')) != inspect.isclass(value) and not factory and not inspect.isclass(value):
        result.append('is no class')
    if isinstance(value, (types.FunctionType, types.MethodType)):
        coroutine = fact.get('awaitable') == 'coroutine'
        if coroutine != inspect.iscoroutinefunction(value):
            result.append('is %sa coroutine function' % ('not ' if coroutine else ''))
    names = parameters(value, '.' in path and not inspect.isclass(value))
    if names is not None:
        open_ended = any(p.kind is p.VAR_KEYWORD for p in names)
        many = any(p.kind is p.VAR_POSITIONAL for p in names)
        positional = [p.name for p in names if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        for argument in entry['arguments']:
            name, position = argument.get('name'), argument.get('position')
            if name is not None and position is not None and name in [p.name for p in names]:
                if positional[position:position + 1] != [name]: result.append('%s does not stand at %d' % (name, position))
            elif name is not None and name not in [p.name for p in names] and not open_ended:
                result.append('has no argument %s' % name)
            elif name is None and position is not None and position >= len(positional) and not many:
                result.append('has no argument %d' % position)
    return result

if sys.stdin is not None:
    given = json.load(sys.stdin)
    print(json.dumps([['%s:%s %s' % (e['module'], e['path'], p) for p in problems(e)] for e in given]))
`;

function python(code: string, input: string): string {
  const run = spawnSync('python3', ['-c', code], { input, encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal((run.error as NodeJS.ErrnoException | undefined)?.code, undefined, 'python3 is needed for this test: apt-get install python3');
  assert.equal(run.status, 0, run.stderr);
  return run.stdout;
}

describe('knowledge of Python\'s standard library', () => {
  it('agrees with the library of this machine', () => {
    const [major, minor] = JSON.parse(python('import sys; print(list(sys.version_info[:2]))', '')) as [number, number];
    const said = [...entries()].filter(({ library }) => library.package === 'python' && holdsFor(library.versions, major, minor));
    assert.ok(said.length > 500, `only ${said.length} symbols were compared`);
    const input = said.map(({ module, path, fact }) => ({ module, path, fact, arguments: typeof fact === 'string' ? [] : argumentsOf(fact) }));
    const problems = (JSON.parse(python(inspection, JSON.stringify(input))) as string[][]).flat();
    assert.deepEqual(problems, []);
  });
});

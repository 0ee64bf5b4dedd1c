"""Describes the functions of Python files as CPython sees them, for the test that compares our reader with it.

Usage: python3 describe-library.py [folder]        (default: this interpreter's standard library)

Writes one line of JSON per file that CPython accepts: its path; `functions`, each as [line, name, async, generator]
(lambdas have the name ''); `classes`, each as [line, name]; and for every `SYMTABLE_EVERY`-th file `scopes`, each as
[line, name, form, {variable: how}], where `how` is param, local, captured or module. Comprehensions are no scopes in
that list: their targets are left out of the scope around them, since they may hide one of its variables.
"""

import ast
import json
import os
import symtable
import sys
import sysconfig
import tokenize
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)

SYMTABLE_EVERY = 4
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = ("listcomp", "setcomp", "dictcomp", "genexpr")
# Scopes of type parameters and lazily evaluated annotations, which newer versions have.
UNREAL = ("__annotate__", "__annotations__")


def yields(function):
    """Whether a function's own body has a yield."""
    waiting = list(function.body) if isinstance(function.body, list) else [function.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if isinstance(node, FUNCTIONS):
            arguments = node.args
            waiting.extend(d for d in arguments.defaults + arguments.kw_defaults if d)
            waiting.extend(getattr(node, "decorator_list", []))
        elif isinstance(node, ast.ClassDef):
            waiting.extend(node.decorator_list + node.bases + [k.value for k in node.keywords])
        else:
            waiting.extend(ast.iter_child_nodes(node))
    return False


def how(symbol):
    if symbol.is_parameter():
        return "param"
    if symbol.is_global():
        return "module"
    if symbol.is_free():
        return "captured"
    return "local" if symbol.is_local() else "module"


def scopes_of(table, found):
    for child in table.get_children():
        kind = str(child.get_type()).rsplit(".", 1)[-1].lower()
        name = child.get_name()
        if kind in ("function", "class") and name not in COMPREHENSIONS and name not in UNREAL:
            hidden = {s.get_name() for c in comprehensions(child) for s in c.get_symbols() if s.is_local()}
            variables = {s.get_name(): how(s) for s in child.get_symbols() if s.get_name() not in hidden}
            found.append([child.get_lineno(), "" if name == "lambda" else name, kind, variables])
        scopes_of(child, found)
    return found


def comprehensions(table):
    for child in table.get_children():
        if child.get_name() in COMPREHENSIONS:
            yield child
            yield from comprehensions(child)


def describe(path, with_scopes):
    with tokenize.open(path) as file:
        text = file.read()
    tree = ast.parse(text)
    nodes = list(ast.walk(tree))
    functions = [
        [n.lineno, getattr(n, "name", ""), isinstance(n, ast.AsyncFunctionDef), yields(n)] for n in nodes if isinstance(n, FUNCTIONS)
    ]
    classes = [[n.lineno, n.name] for n in nodes if isinstance(n, ast.ClassDef)]
    scopes = scopes_of(symtable.symtable(text, path, "exec"), []) if with_scopes else None
    return {"path": path, "functions": sorted(functions), "classes": sorted(classes), "scopes": scopes}


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else sysconfig.get_paths()["stdlib"]
    paths = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in ("site-packages", "dist-packages", "__pycache__"))
        paths.extend(os.path.join(folder, name) for name in sorted(names) if name.endswith(".py"))
    for i, path in enumerate(paths):
        try:
            print(json.dumps(describe(path, i % SYMTABLE_EVERY == 0)), flush=True)
        except (SyntaxError, UnicodeDecodeError, ValueError):
            continue


main()

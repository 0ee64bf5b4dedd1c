"""Dumps CPython's own reading of Python files, for the test that compares our parser with it.

Usage: python3 dump-ast.py [folder]        (default: this interpreter's standard library)

Writes to standard output a line of JSON with the interpreter's version and the names of the node kinds, then for each
file a line of JSON {path, accepted, reason, count}, followed by `count` records of five 32-bit integers: the kind's
number, then lineno, col_offset, end_lineno, end_col_offset as in `ast` (columns in UTF-8 bytes; all 0 for kinds
without a place of their own). Before Python 3.12 the places inside f-strings are not reliable, so what is beneath a
JoinedStr is left out there.
"""

import array
import ast
import json
import os
import sys
import sysconfig
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(20000)

LEFT_OUT = ("expr_context", "operator", "unaryop", "cmpop", "boolop", "arguments", "type_ignore")
F_STRINGS_HAVE_PLACES = sys.version_info >= (3, 12)


def kinds():
    bases = tuple(getattr(ast, name) for name in LEFT_OUT)
    found = {}
    for name in sorted(dir(ast)):
        kind = getattr(ast, name)
        if isinstance(kind, type) and issubclass(kind, ast.AST) and not issubclass(kind, bases):
            found.setdefault(kind, len(found))
    return found


def records(tree, number):
    out = array.array("i")
    stack = [tree]
    while stack:
        node = stack.pop()
        kind = number.get(type(node))
        if kind is not None:
            place = getattr(node, "lineno", None)
            if place is None:
                out.extend((kind, 0, 0, 0, 0))
            else:
                out.extend((kind, place, node.col_offset, node.end_lineno, node.end_col_offset))
            if not F_STRINGS_HAVE_PLACES and isinstance(node, ast.JoinedStr):
                continue
        stack.extend(ast.iter_child_nodes(node))
    return out


def files(folder):
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in ("site-packages", "__pycache__"))
        for name in sorted(names):
            if name.endswith(".py"):
                yield os.path.join(parent, name)


def main():
    number = kinds()
    out = sys.stdout.buffer

    def line(value):
        out.write(json.dumps(value).encode("utf-8") + b"\n")

    line({"version": list(sys.version_info[:2]), "kinds": [kind.__name__ for kind in number]})
    for path in files(sys.argv[1] if len(sys.argv) > 1 else sysconfig.get_paths()["stdlib"]):
        with open(path, "rb") as file:
            source = file.read()
        try:
            dumped = records(ast.parse(source), number)
            line({"path": path, "accepted": True, "reason": "", "count": len(dumped) // 5})
            out.write(dumped.tobytes())
        except (SyntaxError, ValueError, UnicodeError, MemoryError, RecursionError) as error:
            line({"path": path, "accepted": False, "reason": f"{type(error).__name__}: {error}", "count": 0})


main()

"""Reads a JSON list of texts from standard input; writes a JSON list that says which of them CPython's parser accepts."""

import ast
import json
import sys
import warnings

warnings.simplefilter("ignore")


def accepts(text):
    try:
        ast.parse(text)
        return True
    except (SyntaxError, ValueError):
        return False


json.dump([accepts(text) for text in json.load(sys.stdin)], sys.stdout)

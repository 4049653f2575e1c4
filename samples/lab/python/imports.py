#!/usr/bin/python3
"""Prints the files of the standard library that scripts need: what a guest must hold to run them.

usage: imports.py SCRIPT...
"""
import ast
import importlib
import os
import sys
import sysconfig


def load_imports(script):
    with open(script, encoding="utf-8") as source:
        tree = ast.parse(source.read())
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                importlib.import_module(name.name)
        elif isinstance(node, ast.ImportFrom):
            importlib.import_module(node.module)


def main(*scripts):
    for script in scripts:
        load_imports(script)
    library = sysconfig.get_path("stdlib") + "/"
    for module in list(sys.modules.values()):
        for file in (getattr(module, "__file__", None), getattr(module, "__cached__", None)):
            if file and file.startswith(library) and os.path.exists(file):
                print(file)


if __name__ == "__main__":
    main(*sys.argv[1:])

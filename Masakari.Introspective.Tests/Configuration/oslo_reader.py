"""Reads the cases on stdin with the real oslo.config and prints what it makes of them.

Input: {"options": [{"group", "name", "type", "default", "min", "max", "choices", "old", "cli"}],
        "cases": [{"args": [...], "env": {...}}]}
Output: one list entry per case: {"error": text} when loading fails, else {"values": {"group.name": value}} where a
value is "type:text", or "error:..." when reading that option fails.
"""
import json
import os
import sys

from oslo_config import cfg
from oslo_config import types


def make(spec):
    kinds = {
        "str": lambda **kw: cfg.StrOpt(**kw),
        "int": lambda **kw: cfg.IntOpt(min=spec.get("min"), max=spec.get("max"), **kw),
        "float": lambda **kw: cfg.FloatOpt(**kw),
        "bool": lambda **kw: cfg.BoolOpt(**kw),
        "list": lambda **kw: cfg.ListOpt(**kw),
        "intlist": lambda **kw: cfg.ListOpt(item_type=types.Integer(), **kw),
        "dict": lambda **kw: cfg.DictOpt(**kw),
        "port": lambda **kw: cfg.PortOpt(**kw),
        "choice": lambda **kw: cfg.StrOpt(choices=spec["choices"], **kw),
        "multi": lambda **kw: cfg.MultiStrOpt(**kw),
    }
    old = []
    for name in spec.get("old") or []:
        group, _, plain = name.rpartition("/")
        old.append(cfg.DeprecatedOpt(plain, group=group or None))
    return kinds[spec["type"]](
        # oslo.config derives the flag from the name as declared, and the key in files from the same with underscores.
        name=spec["name"].replace("_", "-") if spec.get("cli") else spec["name"],
        default=spec.get("default"),
        deprecated_opts=old or None,
    )


def read(options, case):
    for name in [n for n in os.environ if n.startswith("OS_")]:
        del os.environ[name]
    os.environ.update(case["env"])
    conf = cfg.ConfigOpts()
    for spec in options:
        group = None if spec["group"] == "DEFAULT" else spec["group"]
        if spec.get("cli"):
            conf.register_cli_opt(make(spec), group=group)
        else:
            conf.register_opt(make(spec), group=group)
    try:
        conf(case["args"], project="masakarimonitors", prog="masakari-instancemonitor")
    except BaseException as e:
        return {"error": "%s: %s" % (type(e).__name__, e)}
    values = {}
    for spec in options:
        key = "%s.%s" % (spec["group"], spec["name"])
        holder = conf if spec["group"] == "DEFAULT" else conf[spec["group"]]
        try:
            value = getattr(holder, spec["name"])
            text = "" if value is None else str(value)
            values[key] = "%s:%s" % (type(value).__name__, text)
        except (Exception, RecursionError) as e:
            values[key] = "error:%s: %s" % (type(e).__name__, e)
    return {"values": values}


def main():
    request = json.load(sys.stdin)
    json.dump([read(request["options"], case) for case in request["cases"]], sys.stdout)


if __name__ == "__main__":
    main()

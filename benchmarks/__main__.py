"""``python -m benchmarks [MODULE…]``: runs every module here that has ``run`` and prints one JSON object.

A figure is ``{"what", "value", "unit", "bar", "ok", "peer"?}``; ``bar`` and ``ok`` are null where nothing is claimed. A
module that fails is reported under ``errors`` and the others go on. Exits 1 when a figure misses its bar or a module
fails, 2 for a module that does not exist.
"""

import importlib
import json
import os
import pkgutil
import platform
import sys
import time
import traceback
from typing import Any

import benchmarks


def names() -> list[str]:
    """The modules that measure something."""
    found = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")]
    return sorted(name for name in found if hasattr(importlib.import_module(f"benchmarks.{name}"), "run"))


def main(asked: list[str]) -> int:
    """Runs the modules asked for, all of them without an argument."""
    known = names()
    unknown = sorted(set(asked) - set(known))
    if unknown:
        print(f"unknown: {', '.join(unknown)}; known: {', '.join(known)}", file=sys.stderr)
        return 2
    figures: dict[str, Any] = {}
    seconds: dict[str, float] = {}
    errors: dict[str, str] = {}
    for name in asked or known:
        print(f"{name} …", file=sys.stderr, flush=True)
        started = time.perf_counter()
        try:
            figures[name] = importlib.import_module(f"benchmarks.{name}").run()
        except Exception:
            errors[name] = traceback.format_exc()
            print(errors[name], file=sys.stderr)
        seconds[name] = round(time.perf_counter() - started, 1)
    missed = [figure["what"] for listed in figures.values() for figure in listed if figure.get("ok") is False]
    answer = {"machine": machine(), "figures": figures, "seconds": seconds, "missed": missed, "errors": errors}
    print(json.dumps(answer, ensure_ascii=False, indent=1, default=str))
    return 1 if missed or errors else 0


def machine() -> dict[str, Any]:
    """What the figures were measured on, and how loaded it was."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count(), "load": load}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

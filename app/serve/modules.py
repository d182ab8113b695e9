"""A page's ES modules: its entry, and every module that it imports.

A browser learns of an import only once it has read the file that names it. So the page names them all in its head, and
the browser fetches them at once.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

# Folders below `assets/` whose scripts are modules. Dash would put every script that it finds there into every page.
FOLDERS = ("lib", "plot", "stage", "player", "parts", "lab", "networks", "hike", "practice", "lesson", "teach")
_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^"';]*["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)


def entry_of(page: str) -> str:
    """The name of the module that a page begins with."""
    return f"assets/pages/{page}/main.js"


def imported(sources: Mapping[str, Path], entry: str) -> tuple[str, ...]:
    """The names of all modules that a module imports, and those that these import, each once, the nearest first.

    Raises:
        FileNotFoundError: a module imports one that is not there.
    """
    found, waiting = [entry], [entry]
    while waiting:
        name = waiting.pop(0)
        there = sources[name].stat()
        for target in _imports(sources[name], there.st_mtime_ns, there.st_size):
            other = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            if other not in sources:
                raise FileNotFoundError(f"{name} imports {target}, and there is no {other}")
            if other not in found:
                found.append(other)
                waiting.append(other)
    return tuple(found[1:])


@lru_cache(maxsize=512)  # read again once it is written anew
def _imports(path: Path, _written: int, _size: int) -> tuple[str, ...]:
    return tuple(_IMPORT.findall(path.read_text(encoding="utf-8")))

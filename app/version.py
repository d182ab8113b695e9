"""Which code this is: part of every key of the cache, so that an upgrade never shows what the version before made."""

from __future__ import annotations

import hashlib
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_KINDS = ("*.py", "*.md", "*.csv")


def _digest() -> str:
    """Of every source of the app and of the engine."""
    total = hashlib.sha256()
    for folder in ("app", "losscore"):
        for kind in _KINDS:
            for path in sorted((_ROOT / folder).rglob(kind)):
                total.update(f"{path.relative_to(_ROOT)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return total.hexdigest()[:16]


CODE = _digest()

"""Add golden links: ``python -m tests.golden ADDRESS ...``. What is there already is never written anew.

A run whose end hangs on the last digits of its start is refused: another processor may round those otherwise.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from tests.golden.opened import ends, meaning

FILE = Path(__file__).with_name("links.json")
_NUDGE, _MOST = 1e-13, 1e-10


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description="Add golden links.")
    parser.add_argument("addresses", nargs="+", help="path and query, such as “/?problem=bowl”")
    links: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else []
    known = {link["address"] for link in links}
    bad = 0
    for address in dict.fromkeys(parser.parse_args().addresses):
        if address in known:
            print(f"is there already, and stays as it is: {address}")
        elif chaotic(address):
            print(f"hangs on the last digits, so it is no golden link: {address}")
            bad += 1
        else:
            links.append({"address": address, "meaning": meaning(address), "ends": ends(address)})
            print(f"added: {address}")
    lines = (json.dumps(link, ensure_ascii=False) for link in links)
    FILE.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    return bad


def chaotic(address: str) -> bool:
    """Whether the start's last digits decide where a run of the lab ends."""
    if address.partition("?")[0] != "/":
        return False
    pairs = zip(ends(address), ends(address, nudge=_NUDGE), strict=True)
    return any(
        abs(a - b) > _MOST * max(1, abs(a))
        for one, other in pairs
        for a, b in zip(one["weights"], other["weights"], strict=True)
    )


if __name__ == "__main__":
    sys.exit(main())

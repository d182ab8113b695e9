"""Where the parts of the lab stand, with any of them left out: the rows of its grid, for each width of the page."""

from __future__ import annotations

from collections.abc import Collection

_PICTURES, _CURVES = ("surface", "contour"), ("curve", "model")
_NARROW = ("surface", "contour", "said", "curve", "model", "rail", "below", "player")


def areas(there: Collection[str]) -> dict[str, str]:
    """The grid of the lab as CSS custom properties: of a wide page, a middling one and a narrow one.

    Args:
        there: which of ``rail, surface, contour, player, said, curve, model, below`` are shown.
    """
    rows = [_pair(_PICTURES, there), _alone("player", there), _alone("said", there), _pair(_CURVES, there)]
    shown = [row for row in rows if row]
    rail, below = "rail" in there, _alone("below", there)
    wide = [f"rail {row}" for row in shown] or ["rail rail rail"] if rail else shown
    whole = "below below below" if rail else "below below"
    middle = [*shown, *(["rail rail"] if rail else []), *([below] if below else [])]
    return {
        "--wide": _grid([*wide, *([whole] if below else [])]),
        # The rail is taller than what stands beside it: the last row beside it takes up the rest.
        "--wide-rows": " ".join(["auto"] * (len(wide) - 1) + ["1fr"] + ["auto"] * bool(below)),
        "--wide-columns": "288px 1fr 1fr" if rail else "1fr 1fr",
        "--middle": _grid(middle),
        "--narrow": _grid([name for name in _NARROW if name in there]),
    }


def _pair(names: tuple[str, str], there: Collection[str]) -> str:
    shown = [name for name in names if name in there]
    return " ".join(shown * (2 // len(shown))) if shown else ""


def _alone(name: str, there: Collection[str]) -> str:
    return f"{name} {name}" if name in there else ""


def _grid(rows: list[str]) -> str:
    return " ".join(f'"{row}"' for row in rows) or "none"

"""What each page's components send, and things nearly like it, so that garbage comes deep into the code."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from typing import Any

import losscore as ls
from app.lesson.steps import steps
from app.networks.presets import PRESETS
from app.practice.sequence import KINDS
from app.practice.textbook import TEXTBOOK

MARK = "mArK7q9"  # in everything that is sent: it must be nowhere in the log

_NUMBERS = ("0", "1", "0.5", "-1", "1e-9", "1e400", "nan", "∞", "1,5", "٣", "0x10", "9" * 400, "", " ", "−2", "1/3")
_ODD = ("", MARK, "\x00", "\u202e", "é😀", "../../etc/passwd", "<script>alert(1)</script>", "~" * 60, "%00", "'; --")

Chance = random.Random
Maker = Callable[[Chance], Any]


def number(chance: Chance) -> str:
    """A number as somebody types it, or nearly."""
    return chance.choice((*_NUMBERS, f"{chance.uniform(-10, 400):.3g}", str(chance.randrange(1000))))


def odd(chance: Chance) -> Any:
    """Nothing that this component ever sends."""
    things: tuple[Any, ...] = (None, True, 0, -1, 2**63, 1.5, [], {}, [[]], {"a": MARK}, *_ODD, "x" * 5000)
    return chance.choice(things)


def spoilt(chance: Chance, value: Any) -> Any:
    """A value with one thing in it changed, left out or added."""
    if isinstance(value, dict) and value:
        key = chance.choice(list(value))
        kept = {name: each for name, each in value.items() if name != key}
        turn = chance.random()
        if turn < 0.3:
            return kept
        return kept | {key: spoilt(chance, value[key]) if turn < 0.8 else odd(chance)}
    if isinstance(value, list) and value:
        at = chance.randrange(len(value))
        return [*value[:at], spoilt(chance, value[at]), *value[at + 1 :]] * chance.choice((1, 1, 1, 5))
    if isinstance(value, str) and value and chance.random() < 0.6:
        at = chance.randrange(len(value))
        return value[:at] + chance.choice((*string.printable, "é", "😀", "")) + value[at + 1 :]
    return odd(chance)


def query(chance: Chance, names: dict[str, tuple[str, ...]]) -> str:
    """A query with some of these names."""
    some = chance.sample(list(names), min(len(names), chance.randrange(6)))
    return "&".join(f"{name}={chance.choice((*names[name], number(chance), chance.choice(_ODD)))}" for name in some)


_RULES = ("Adam,learning_rate:0.1", "Momentum,momentum:2", "GradientDescent~Adam~Adam~Adam~Adam", "~", ",,", "X:1")
LAB = {
    "problem": (*ls.PROBLEMS, "own"),
    "data": ("x,0|1;1,0;2,1", "1,0;2,0", "x,y,0|1;1,2,0;2,2,1", ";;;", "x\t1"),
    "scaling": ("given", "standardised"),
    "start": ("0,0", "1;1", "1e9,1e9", "nan,1"),
    "rules": _RULES,
    "optimizer": tuple(ls.OPTIMIZERS),
    "schedule": tuple(ls.SCHEDULES),
    "learning_rate": ("0.3", "100", "1e-300"),
    "changes": ("40@learning_rate@0.1", "1@momentum@0.5/2@eps@1", "@@", "/" * 50),
    "batch_size": ("all", "8", "2000"),
    "steps": ("1", "64", "300", "600"),
    "seed": ("0", "999999"),
    "height": ("linear", "log"),
    "cut": ("0.02", "1"),
    "arrows": ("step", "field", "none"),
    "camera": ("10,20,2",),
    "chosen": ("1", "4", "5"),
    "lesson": tuple(step.slug for step in steps()),
    "embed": ("0", "1", "2"),
    "panels": ("surface,player", "surface", ","),
    "hide": ("controls", "learning_rate", "all"),
    "lock": ("start", "all", "landscape"),
    "locale": ("en", "xx"),
    "preset": ("one-valley", "moons", "nobody"),
    "theme": ("dark", "light", "auto"),
    "v": ("1", "2"),
}
PRACTICE = {
    "seed": ("0", "7", "999999", "1000000"),
    "problem": (*TEXTBOOK, "1", "12", "9999", "10000"),
    "view": ("problems", "sheet", "key"),
    "theme": ("dark",),
}
HIKE = {
    "seed": ("1", "7", "4711", "999999"),
    "walk": ("225:0.5", "0:0.1~90:0.2", "0:9999", "~", ":", "1:1~" * 200),
    "guess": ("yes", "no", "unsure", "perhaps"),
}
# Small ones: training is work, and this test is of what the server bears.
NETWORK = {
    "layers": ("1", "2", "99"),
    "width": ("2", "4", "0"),
    "steps": ("1", "20", "10000"),
    "data": ("moons", "iris", "own"),
    "table": ("0,0,1~1,1,0", "~~", "1,1"),
    "slice": ("path", "random", "line", "three"),
    "compare": ("none", "skips", "optimizer"),
    "batch": ("all", "10", "0"),
    "preset": tuple(PRESETS),
    "several": ("yes", "no"),
}


def address(chance: Chance) -> tuple[str, str]:
    """A page and a query for it, or for another."""
    path, names = chance.choice(
        (("/", LAB), ("/", LAB), ("/practice", PRACTICE), ("/hike", HIKE), ("/networks", NETWORK))
    )
    return chance.choice((path, path, path, "/teach", "/")), chance.choice(("?", "")) + query(chance, names)


def _opened(chance: Chance) -> Any:
    path, search = address(chance)
    return {"path": path, "search": search, "dark": chance.random() < 0.5}


def _place(chance: Chance) -> Any:
    problem = chance.choice(PRACTICE["problem"])
    return {"seed": 7, "problem": problem, "query": query(chance, PRACTICE), "focus": True}


def _visit(chance: Chance) -> Any:
    entry = {
        "seed": 7,
        "problem": chance.choice(PRACTICE["problem"]),
        "state": chance.choice(("open", "solved", "shown")),
    }
    more = {"tries": chance.choice((0, 1, 10**9)), "hints": 0, "lines": 1, "kind": chance.choice(list(KINDS))}
    return [entry | more for _ in range(chance.choice((0, 1, 3, 300)))]


_TABLES = (
    "x,0|1\n1,0\n2,1",
    "hours\tpassed\n0,5\tja\n1.299\tnein\n2,5\tja\n",
    "id;a;b;y\n1;1'299;5 %;no\n2;980;6 %;yes\n3;NA;7 %;Yes\n",
    "sep=;\r\nx;y\r\n1;0\r\n2;1\r\n",
    f'"{MARK}\n<","",y\n1,2,0\n3,4,1\n',
    "<html><table>",
    "1,0\n" * 700 + "2,1",
    "1,2,0\n1e400,5,1",
)


def _table_asked(chance: Chance) -> Any:
    """A table as its box sends it: its text, and the ways to read it."""
    text = chance.choice((*_TABLES, *LAB["data"]))
    ways = {
        "features": chance.choice((None, [0], [1, 0], [0, 0], [29], [-1], "01")),
        "label": chance.choice((None, 0, 1, 2, 99, True)),
        "one": chance.choice((None, "ja", "0", MARK)),
        "decimal": chance.choice((None, ",", ".", ";")),
        "plain": chance.random() < 0.5,
    }
    return {"text": text, "ways": chance.choice((None, ways)), "at": 1}


def _wish(chance: Chance) -> Any:
    field = chance.choice(list(LAB))
    return _table_asked(chance) | {
        "kind": chance.choice(("values", "values", "pick", "add", "remove", "scene", "random", "copy", "read")),
        "values": {field: chance.choice((*LAB[field], number(chance)))},
        "asked": [field],
        "scene": query(chance, LAB),
        "link": query(chance, LAB),
        "chosen": chance.choice((1, 2, 9)),
        "run": chance.choice((1, 2, "1")),
        "step": chance.choice((0, 50, 10**12)),
        "onward": chance.random() < 0.5,
        "clean": True,
        "unveil": chance.random() < 0.2,
        "at": 1,
    }


def _net_request(chance: Chance) -> Any:
    link = query(chance, NETWORK | {"steps": ("20",), "layers": ("1",), "width": ("2",)})
    return {
        "kind": chance.choice(("pieces", "part", "minima", "pictures", "facts", "way", "several", "look")),
        "scene": link,
        "pieces": [{"run": link, "first": chance.choice((0, 64, -1))}],
        "run": chance.choice((0, 1, 99)),
        "size": chance.choice((0, 31, 51, 7)),
        "first": chance.choice((0, 10, 10**9)),
        "which": chance.choice((None, 0, 3, -1)),
        "step": chance.choice((0, 20, 21)),
        "mode": chance.choice(("light", "dark", MARK)),
        "at": 1,
    }


def _run(chance: Chance) -> str:
    return "v=1&" + query(
        chance, {name: LAB[name] for name in ("problem", "optimizer", "learning_rate", "steps", "seed")}
    )


BY_COMPONENT: dict[str, Maker] = {
    "store-address": _opened,
    "store-lesson": lambda chance: chance.choice(LAB["lesson"]),
    "store-lesson_answered": lambda chance: chance.choice(LAB["lesson"]),
    "store-lesson_watched": lambda chance: [query(chance, LAB) for _ in range(chance.randrange(5))],
    "input-lesson_given": number,
    "store-place": _place,
    "store-visit": _visit,
    "form-answer": lambda chance: {
        "problem": query(chance, PRACTICE),
        "texts": [number(chance) for _ in range(chance.randrange(4))],
        "at": 1,
    },
    "div-calculator": lambda chance: {"text": number(chance), "at": 1},
    "location-address": lambda chance: f"http://x/practice?{query(chance, PRACTICE)}",
    "store-hike": lambda chance: query(chance, HIKE),
    "store-wish": _wish,
    "store-landscape": lambda chance: chance.choice(("", "veiled ", "hidden ")) + query(chance, LAB),
    "store-mode": lambda chance: chance.choice(("light", "dark")),
    "store-request": lambda chance: {
        "pieces": [{"run": _run(chance), "first": chance.choice((0, 64, 320, -1))}],
        "at": 1,
    },
    "store-look": lambda chance: {
        "run": _run(chance),
        "weights": [[0.5, -1.0]] * chance.choice((1, 2, 5)),
        "chosen": chance.choice((0, 1)),
        "step": chance.choice((0, 5, 300)),
        "at": 1,
    },
    "store-basin-request": lambda chance: {"run": _run(chance), "row": chance.choice((0, 3, 33, -3)), "at": 1},
    "store-code-request": lambda chance: {"run": _run(chance), "at": 1},
    "store-net-request": _net_request,
    "store-net-run": lambda chance: {"scene": query(chance, NETWORK)},
    "input-net-preset": lambda chance: chance.choice(NETWORK["preset"]),
}


def sent(chance: Chance, identity: str, prop: str) -> Any:
    """What a component's property sends, or nearly; numbers and texts for what is not listed here."""
    made = _table_asked if prop == "asked" else BY_COMPONENT.get(identity)
    if prop == "n_clicks":
        value: Any = chance.choice((0, 1, 1, 7))
    elif made:
        value = made(chance)
    else:
        names = {**LAB, **NETWORK}
        field = identity.removeprefix("input-").removeprefix("net-")
        value = chance.choice((*names.get(field, ("",)), number(chance)))
    return spoilt(chance, value) if chance.random() < 0.3 else value

"""The page as the server sees it: which requests the lab's scripts make, and when. No browser, no network of its own.

`Lab` does as ``assets/player.js`` and ``assets/pages/lab/`` do: pieces are asked for when less than three seconds of
playing are left, one request at a time; a look at the model is taken each second while it plays, whether or not the one
before was answered, and once when it comes to rest; a slider that is moved sends a wish at each place. Needs the
standard library only: locust runs in an environment of its own. `tests/load/test_page.py` holds it to a real page.
"""

from __future__ import annotations

import base64
import json
import random
from array import array
from collections.abc import Callable, Iterator
from typing import Any

STEPS_PER_SECOND, AHEAD, LOOK = 20, 3, 1.0  # as in player.js and lab.js
FRAME = 0.2  # seconds: how often the scripts look whether there is something to ask for; in a browser at each frame
SLIDE = 0.1  # seconds between two places of a slider under the hand

# Sends a callback's output, its values, what changed, and a name for the statistics; gives the reply's parts by id.
Ask = Callable[..., dict[str, Any]]


def body_of(one: dict[str, Any], values: dict[str, Any], changed: str = "") -> dict[str, Any]:
    """A callback's body, from its entry in ``_dash-dependencies``: these values, and nothing for the others."""
    output = one["output"]
    named = [part.rsplit(".", 1) for part in output.strip(".").split("...")]
    outputs = [{"id": identity, "property": name} for identity, name in named]

    def filled(parts: list[dict[str, str]]) -> list[dict[str, Any]]:
        return [{**part, "value": values.get(f"{part['id']}.{part['property']}")} for part in parts]

    prop = changed or next(iter(values))
    body = {
        "output": output,
        "outputs": outputs if output.startswith("..") else outputs[0],
        "inputs": filled(one["inputs"]),
        "changedPropIds": [prop],
        "parsedChangedPropsIds": [prop],
    }
    return body | ({"state": filled(one["state"])} if one["state"] else {})


def components(tree: Any) -> Iterator[dict[str, Any]]:
    """The properties of every component in Dash's JSON."""
    if isinstance(tree, dict):
        if isinstance(tree.get("props"), dict):
            yield tree["props"]
            tree = [tree["props"].get("children")]
        else:
            tree = list(tree.values())
    if isinstance(tree, list):
        for each in tree:
            yield from components(each)


class Path:
    """A run as far as it is known."""

    def __init__(self, run: str) -> None:
        self.run, self.rows, self.next, self.done = run, 0, 0, False
        self.weights = array("d")

    def take(self, piece: dict[str, Any]) -> bool:
        """Whether this was the piece that was missing."""
        if "error" in piece:
            raise ValueError(piece["error"])
        if piece["run"] != self.run or self.done or piece["first"] != self.next:
            return False
        self.weights.frombytes(base64.b64decode(piece["weights"]["bdata"]))
        self.rows = len(self.weights) // 2
        self.done = piece["next"] is None
        self.next = piece["next"] or self.next
        return True


class Lab:
    """A lab that somebody has open. ``spawn`` runs a function beside all others; ``clock`` gives seconds."""

    def __init__(self, ask: Ask, spawn: Callable[..., Any], clock: Callable[[], float], chance: random.Random) -> None:
        self.ask, self.spawn, self.clock, self.chance = ask, spawn, clock, chance
        self.counted = {"pieces": 0, "steps": 0}
        self.clear()

    def clear(self) -> None:
        self.run: dict[str, Any] = {"runs": []}
        self.paths: list[Path] = []
        self.playing = self.asking = False
        self.place, self.before = 0.0, self.clock()
        self.looked, self.shown, self.watched, self.slug = 0.0, "", "", ""
        self.links: list[str] = []

    # ---- the address and its page ----

    def open(self, path: str, search: str) -> None:
        """The page of an address."""
        self.clear()
        address = {"path": path, "search": search, "dark": False}
        tree = self.ask("div-page.children", {"store-address.data": address}, name="open")["div-page"]["children"]
        found = list(components(tree))
        by_id = {each["id"]: each for each in found if "id" in each}
        self.links = [each["href"][1:] for each in found if "?lesson=" in str(each.get("href", ""))]
        self.card = by_id
        if "store-run" in by_id:
            self.load(by_id["store-run"]["data"], restart=True)
        self.slug = by_id["store-lesson"]["data"] if "store-lesson" in by_id else ""

    @property
    def veiled(self) -> bool:
        """Whether a question is open."""
        return bool(self.run.get("veiled"))

    def load(self, run: dict[str, Any], *, restart: bool) -> None:
        """What the server said of the runs."""
        known = {path.run: path for path in self.paths}
        self.run = run
        if self.veiled:
            return
        self.paths = [known.get(link) or Path(link) for link in run["runs"]]
        self.asking = False
        if restart:
            self.place, self.playing, self.before = 0.0, True, self.clock()
        self.receive([json.loads(text) for text in run.get("pieces", ())])

    # ---- the player ----

    @property
    def ended(self) -> bool:
        """Whether every run has been played to its end."""
        return all(path.done for path in self.paths) and self.place >= self.last

    @property
    def last(self) -> int:
        """The last step there is, as far as is known."""
        return max((path.rows - 1 if path.done else int(self.run["steps"]) for path in self.paths), default=0)

    @property
    def step(self) -> int:
        """The step on the screen: never beyond what is known."""
        known = min((path.rows - 1 for path in self.paths if not path.done), default=self.last)
        self.place = max(0.0, min(self.place, known, self.last))
        self.playing = self.playing and not self.ended
        return int(self.place)

    def receive(self, pieces: list[dict[str, Any]]) -> None:
        for piece in pieces:
            if any(path.take(piece) for path in self.paths):
                self.counted["pieces"] += 1
                self.counted["steps"] += (piece["next"] or piece["first"]) - piece["first"]

    def frame(self) -> None:
        """What the scripts do now and then: play on, ask for pieces, look, and tell the lesson what was watched."""
        now = self.clock()
        if self.playing:
            self.place += min(now - self.before, 0.25) * STEPS_PER_SECOND
        self.before = now
        if not self.paths:
            return
        ahead = AHEAD * STEPS_PER_SECOND
        wants = [path for path in self.paths if not path.done and path.rows - 1 - self.step < ahead]
        missing = [path for path in wants if self.playing or path.rows == 0]
        if missing and not self.asking:
            self.asking = True
            self.spawn(self._pieces, [{"run": path.run, "first": path.next} for path in missing])
        if all(path.rows for path in self.paths) and now - self.looked >= (LOOK if self.playing else 0.12):
            self._look(now)
        if self.slug and self.ended and self.watched != self.run["scene"]:
            self.watched = self.run["scene"]
            values = {"store-lesson_watched.data": [self.watched], "store-lesson.data": self.slug}
            self.spawn(self.ask, "div-lesson_noticed.children", values, name="watched")

    def _pieces(self, wanted: list[dict[str, Any]]) -> None:
        request = {"pieces": wanted, "at": int(self.clock() * 1000)}
        said = self.ask("store-piece.data", {"store-request.data": request}, name="piece")
        self.receive(json.loads(said["store-piece"]["data"]))
        self.asking = False

    def _look(self, now: float) -> None:
        chosen = min(self.run["chosen"], len(self.paths)) - 1
        rows = [min(self.step, path.rows - 1) for path in self.paths]
        weights = [[*path.weights[2 * row : 2 * row + 2]] for path, row in zip(self.paths, rows, strict=True)]
        asked = {"run": self.paths[chosen].run, "weights": weights, "chosen": chosen, "step": rows[chosen]}
        shown = json.dumps(asked)
        if shown == self.shown:
            return
        self.shown, self.looked = shown, now
        look = {"at": int(now * 1000), **asked}
        self.spawn(self.ask, "..store-sight.data...div-why.children..", {"store-look.data": look}, name="look")

    # ---- what a learner does ----

    def play(self) -> None:
        """The button Play, or Pause; a run that has ended plays from its start."""
        if self.playing:
            self.playing = False
        elif self.paths:
            self.place = 0.0 if self.ended else self.place
            self.playing, self.before = True, self.clock()

    def wish(self, **what: Any) -> None:
        """A change of the scene, and what comes of it."""
        wish = {"at": int(self.clock() * 1000), "step": self.step, "playing": self.playing, "clean": True}
        wish |= {"scene": self.run["scene"], "chosen": self.run["chosen"], **what}
        said = self.ask("store-run.data", {"store-wish.data": wish}, name="change")
        run = said.get("store-run", {}).get("data")
        if run:
            moved = run["ground"] != self.run.get("ground") or self.veiled
            self.load(run, restart=moved or run["start"] != self.run["start"])
        ground = said.get("store-landscape", {}).get("data")
        if ground:
            values = {"store-landscape.data": ground, "store-mode.data": "light"}
            self.ask("store-figures.data", values, changed="store-landscape.data", name="pictures")

    def set(self, field: str, value: str) -> None:
        """A control, set once."""
        self.wish(kind="values", values={field: value}, asked=[field])

    def slide(self, sleep: Callable[[float], Any]) -> None:
        """The learning rate's slider under the hand: five places, one after the other."""
        at = self.chance.uniform(0.3, 0.8)
        for _ in range(5):
            at = min(max(at + self.chance.choice((-0.01, 0.01, 0.02)), 0), 1)
            self.set("learning_rate", f"{0.001 * 10_000**at:.2g}")
            sleep(SLIDE)

    def answer(self) -> None:
        """A guess at the step's question, and then what it had held back."""
        buttons = [f"button-lesson_choice_{i}" for i in (1, 2, 3, 4)]
        choices = [name for name in buttons if not self.card[name].get("hidden")]
        typed = self.card["input-lesson_given"]
        values = {"store-lesson.data": self.slug}
        if typed["hidden"]:
            pressed = self.chance.choice(choices)
        else:
            pressed = "button-lesson_answer"
            values["input-lesson_given.value"] = "1, 1" if "w1" in typed["label"] else "1"
        said = self.ask("div-lesson_said.children", {f"{pressed}.n_clicks": 1, **values}, name="guess")
        answered = said["store-lesson_answered"]["data"]
        address = {"path": "/", "search": f"?lesson={self.slug}", "dark": False}
        self.spawn(
            self.ask,
            "div-lesson_stage.children",
            {"store-lesson_answered.data": answered, "store-address.data": address},
            name="stage",
        )
        if self.run.get("scene"):
            link = f"{self.run['scene']}&chosen={self.run['chosen']}"
            self.wish(kind="scene", link=link, unveil=True)

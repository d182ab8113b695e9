"""An address in words: which page, which scene, and how both are told to whoever is shown the link.

Any text gives words, without any work of the engine, and none of the text's own: what is told is looked up by what the
address was understood as. In a step of the lesson, and on a hike, only what the page itself says before the learner has
answered, or has walked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from app.hike.link import GUESSES, LOWEST_SEED, read_seed, read_walk
from app.hike.link import write as write_hike
from app.hike.walk import Hike, Move
from app.kit.header import PAGES
from app.kit.numbers import number
from app.kit.text import load
from app.lesson import check
from app.lesson.address import KEY, opened
from app.lesson.steps import Step, steps
from app.link.fields import read_query
from app.link.frame import read as read_frame
from app.networks.controls import run_names
from app.networks.presets import PRESETS, SCENES, preset_of
from app.networks.scene import from_link as network_link
from app.networks.scene import to_link as network_to_link
from app.practice import read_place
from app.practice.address import write_place
from app.runs.names import rule_name
from app.runs.scene import LONGEST, OWN, THEMES, Scene, from_link, to_link
from app.teach.presets import expanded

Value = TypeVar("Value")
SITE = "Loss Landscape"
MOST_TITLE, MOST_WORDS = 90, 300  # characters, beyond which whoever shows a link cuts them off anyway
_WELCOME = "Turn the loss landscape of a real model on real data, drop a ball, and watch an optimizer walk it downhill."
_CHECK = load("words/check").meta
_STEP = "A step of the lesson on loss landscapes: a short text, a guess to make first, and one thing to try."
# Pages without a scene.
_PLAIN = {
    "/teach": (
        "For teachers",
        "Links and frames for your course page that open exactly the scene you want, without accounts or cookies.",
    ),
}


@dataclass(frozen=True, slots=True)
class About:
    """What is told of an address.

    Attributes:
        path: of the page.
        query: the scene as the page itself would write it, without ``?``; empty for the page as it opens by itself.
        title: in a few words.
        words: one or two sentences.
        picture: what the picture shows, for those who cannot see it.
        step: the step of the lesson, whose question nothing may answer.
        theme: light, dark, or the system's wish.
        away: parts of the page that are not shown.
    """

    path: str
    query: str
    title: str
    words: str
    picture: str
    step: Step | None = None
    theme: str = "auto"
    away: frozenset[str] = frozenset()

    @property
    def full_title(self) -> str:
        """As it stands in the browser's tab."""
        return self.title if SITE in self.title else f"{self.title} · {SITE}"


def about(path: str, query: str) -> About:
    """What is told of a page's address; of a path that is no page's, what is told of the lab's."""
    page = path if path in PAGES else "/"
    frame, rest, _ = read_frame(page, query if len(query) <= LONGEST else "")
    told = _TOLD.get(page, _plain)(page, expanded(page, rest)[0])
    # A frame shows what its teacher chose, and so does the link; only the page's own head line comes back.
    whole = "&".join(part for part in (told.query, replace(frame, embed=False).link) if part)
    if len(whole) > LONGEST:  # data of one's own that only just fitted
        return about(page, "")
    return replace(
        told, query=whole, title=_cut(told.title, MOST_TITLE), words=_cut(told.words, MOST_WORDS), away=frame.away
    )


def _cut(text: str, most: int) -> str:
    """At most so many characters, cut between words where there are any."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return f"{kept[: kept.rfind(' ')] if ' ' in kept else kept} …"[:most]


def _lab(path: str, query: str) -> About:
    if (checked := check.opened(query)) is not None:
        link = replace(checked, given=(0,) * check.COUNT, answers="").query
        theme = _theme(_given(query))
        themed = link if theme == "auto" else f"{link}&theme={theme}"
        return About(path, themed, _CHECK["title"], _CHECK["preview"], _CHECK["preview_picture"], None, theme)
    step, rest, _ = opened(query)
    scene, _ = from_link(rest)
    if step is not None:
        return _lesson(path, step, scene.theme, _lesson_query(step, scene))
    link = to_link(scene)
    if replace(scene, theme="auto") == Scene():
        plain = "" if link == "v=1" else link
        return About(
            path, plain, f"{SITE}: see what a learning model walks on", _WELCOME, _seen(scene), None, scene.theme
        )
    named = f"{_title(scene)}: {_named(scene)}"
    runs = "; ".join(rule_name(rule) for rule in scene.rules)
    words = f"{_teaches(scene)} {runs}. {scene.steps} steps from ({_start(scene)})."
    return About(path, link, named, words, _seen(scene), None, scene.theme)


def _title(scene: Scene) -> str:
    """The landscape's name; of data of one's own none of their words."""
    return "Own data" if scene.problem == OWN else scene.problem_shown.title


def _teaches(scene: Scene) -> str:
    data = scene.problem_shown.dataset
    if scene.problem == OWN and data is not None:
        return f"The landscape of a table of one's own, {len(data)} examples."
    return scene.problem_shown.teaches


def _named(scene: Scene) -> str:
    if len(scene.rules) == 1:
        return rule_name(scene.rule)
    return f"{('', '', 'two', 'three', 'four')[len(scene.rules)]} runs from one start"


def _start(scene: Scene) -> str:
    return ", ".join(number(value) for value in scene.start_weights)


def _seen(scene: Scene) -> str:
    runs = "the path of its run" if len(scene.rules) == 1 else "the path of each run"
    return f"{_title(scene)}: the loss from above with level lines, a star on every lowest point there is, and {runs}."


def _lesson(path: str, step: Step, theme: str, query: str) -> About:
    title = f"Lesson, step {step.number} of {len(steps())}: {step.title}"
    shown = "the number of the step" if step.hides_ground or path != "/" else "the loss from above, without any path"
    return About(path, query, title, _STEP, f"{step.title}: {shown}.", step, theme)


def _lesson_query(step: Step, scene: Scene) -> str:
    """The address of a step with a scene of its own, where it has one."""
    own, _ = from_link(step.query)
    start = f"{KEY}={step.slug}"
    if replace(scene, theme=own.theme) == own:
        return start if scene.theme == "auto" else f"{start}&theme={scene.theme}"
    link = to_link(scene)
    # A step with nothing of a scene behind it would be the step's own.
    return f"{start}&{link}" + ("" if "problem=" in link else f"&problem={scene.problem}")


def _hike(path: str, query: str) -> About:
    given = _given(query)
    nowhere: tuple[Move, ...] = ()
    hike = Hike(_or(lambda: read_seed(given.get("seed", "")), LOWEST_SEED), (0.0, 0.0))
    guess = given.get("guess", "")
    walk = _or(lambda: read_walk(given.get("walk", "")), nowhere)
    hike = replace(hike, moves=walk, guess=guess if guess in GUESSES else "")
    link = write_hike(hike) if "seed" in given or walk else ""
    theme = _theme(given)
    return About(
        path,
        "&".join(part for part in (link, "" if theme == "auto" else f"theme={theme}") if part),
        f"Hike {hike.seed}: find the valley with your eyes closed",
        "You are on a loss landscape, blindfolded: you feel the slope underfoot and the altitude, as gradient descent "
        "does, and nothing else. How few steps do you need?",
        "A compass whose needle points downhill from the start of the hike. The landscape stays hidden.",
        None,
        theme,
    )


def _networks(path: str, query: str) -> About:
    step, rest, _ = opened(query)
    scene, _ = network_link(rest, SCENES)
    link = network_to_link(scene)
    if step is not None:
        own, _ = network_link(step.query, SCENES)
        start = f"{KEY}={step.slug}"
        themed = start if scene.theme == "auto" else f"{start}&theme={scene.theme}"
        same = replace(scene, theme=own.theme) == own
        return _lesson(path, step, scene.theme, themed if same else f"{start}&{link}")
    preset = preset_of(scene)
    if preset:
        title, words = PRESETS[preset].title, PRESETS[preset].claim
    else:
        title = f"Networks: {' against '.join(run_names(scene))}"
        words = (
            f"A network of {scene.network.size} weights ({scene.network.formula}), trained on the spot, and its loss "
            "landscape in slices, with what a slice leaves out."
        )
    seen = "a slice through its landscape with the path of the training, or the data that it learns"
    return About(path, "" if link == "v=1" else link, title, words, f"{title}: {seen}.", None, scene.theme)


def _practice(path: str, query: str) -> About:
    place, _ = read_place(query)
    link = write_place(place)
    titles = {"sheet": f"Worksheet {place.seed}: losses by hand", "key": f"Worksheet {place.seed} with its key"}
    return About(
        path,
        "" if link == "v=1" else link,
        titles.get(place.view, "Practice: losses, slopes and steps by hand"),
        "Work out a cross-entropy, a slope, a step of descent; a wrong answer is told which mistake it is.",
        "The loss of one example against the probability that the model gives to its label: it grows without bound.",
        None,
        place.theme,
    )


def _plain(path: str, query: str) -> About:
    theme = _theme(_given(query))
    title, words = _PLAIN.get(path, (PAGES.get(path, SITE), _WELCOME))
    return About(path, "" if theme == "auto" else f"theme={theme}", title, words, _seen(Scene()), None, theme)


def _given(query: str) -> dict[str, str]:
    """The first value of each name of a query."""
    try:
        return dict(reversed(read_query(query)))
    except ValueError:
        return {}


def _theme(given: Mapping[str, str]) -> str:
    theme = given.get("theme", "auto")
    return theme if theme in THEMES else "auto"


def _or(read: Callable[[], Value], otherwise: Value) -> Value:
    try:
        return read()
    except ValueError:
        return otherwise


_TOLD: Mapping[str, Callable[[str, str], About]] = MappingProxyType(
    {"/": _lab, "/hike": _hike, "/networks": _networks, "/practice": _practice}
)

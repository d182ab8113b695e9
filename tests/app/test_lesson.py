"""Each step's scene is run by the engine: claim, prediction and goal are what really happens."""

from __future__ import annotations

import itertools
import json
import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import numpy as np
import orjson
import pytest
from dash import no_update
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st
from plotly.utils import PlotlyJSONEncoder

import losscore as ls
from app.kit.components import Formula, plain
from app.kit.ids import Id, lesson_control
from app.kit.text import FOLDER, heard
from app.lesson import check
from app.lesson.address import address, opened, read_answers, write_answers
from app.lesson.card import lesson_card
from app.lesson.conditions import Facts, holds, read_condition
from app.lesson.diagram import drawing
from app.lesson.facts import facts_of, network_facts, scene_facts
from app.lesson.figure import figure
from app.lesson.judge import WORDS, answer, noticed, place, tried, truth
from app.lesson.steps import Step, beside, by_slug, every, steps
from app.lesson.wiring import checked_now, guessed, seen
from app.pages import page
from app.runs.scene import BY_NAME, from_link
from tests.app.reading import grade, syllables
from tests.app.test_results import results

SOURCE = results()
STEPS = steps()
every_step = pytest.mark.parametrize("step", every(), ids=lambda step: step.slug)  # those of old links too
LAB = [step for step in STEPS if step.page == "/"]


def part(slug: str) -> Step:
    step = by_slug(slug)
    assert step is not None
    return step


def path_of(step: Step, run: int = 0) -> ls.Path:
    scene, _ = from_link(step.query)
    rule = scene.rules[run].make(scene.steps)
    return ls.descend(scene.problem_shown.objective, rule, scene.start_weights, scene.steps)


def formulas(component: object) -> int:
    """How many formulas a component holds."""
    if isinstance(component, Formula):
        return 1
    children = component.children if isinstance(component, Component) else component
    return sum(map(formulas, children)) if isinstance(children, list | tuple) else 0


# What a link of the first version called its steps, and the subject that it must still lead to.
OLD = {
    "loss": "loss", "surface": "point", "slope": "step", "valleys": "valleys", "momentum": "momentum",
    "schedules": "schedules", "rugged": "hard land", "many": "network", "remember": "remember",
}  # fmt: skip


def test_there_are_eleven_steps_in_their_order() -> None:
    assert [step.number for step in STEPS] == list(range(1, 12))
    assert [step.slug for step in STEPS] == [
        "loss", "curve", "slope", "bold", "valleys", "momentum", "schedules", "noise", "rugged", "many", "remember",
    ]  # fmt: skip
    assert beside(STEPS[0]) == (None, STEPS[1])
    assert beside(STEPS[10]) == (STEPS[9], None)
    assert by_slug("nothing") is None


@pytest.mark.parametrize("slug", OLD)
def test_an_old_link_leads_to_the_step_with_its_subject(slug: str) -> None:
    step, _, complaints = opened(f"?lesson={slug}")
    assert step is not None
    assert complaints == ()
    assert OLD[slug] in step.title.lower()


# Each step


@every_step
def test_its_claim_is_so(step: Step) -> None:
    assert holds(step.claim, facts_of(SOURCE, step))


@every_step
def test_its_prediction_has_one_true_answer_and_it_is_accepted(step: Step) -> None:
    facts = facts_of(SOURCE, step)
    true = truth(step.prediction, facts)
    said = answer(SOURCE, step, true)
    assert said.right
    assert said.sentence.startswith("Right: ")
    assert said.sentence.endswith(step.told)


@every_step
def test_a_wrong_prediction_is_told_the_truth_and_a_skipped_one_too(step: Step) -> None:
    facts, asked = facts_of(SOURCE, step), step.prediction
    true = truth(asked, facts)
    wrong = {
        "choice": str(int(true) % len(asked.choices) + 1) if asked.choices else "",
        "point": "-4, -4",
        "number": "7",
    }
    for given_, right in ((wrong[asked.kind], False), ("", None)):
        said = answer(SOURCE, step, given_)
        assert said.right is right
        assert said.understood
        shown = place([float(part) for part in true.split(",")]) if asked.kind == "point" else true
        assert (asked.choices[int(true) - 1].label if asked.choices else shown) in said.sentence


def test_a_point_is_told_with_two_decimals_and_a_true_minus() -> None:
    said = answer(SOURCE, part("curve"), "1.57, -0.484")
    assert said.sentence.startswith("Right: it comes to rest at (1.09, −0.62). You pointed at (1.57, −0.48).")
    assert place((-0.001, 2)) == "0.00, 2.00"


@every_step
@pytest.mark.parametrize("nonsense", ["a bit", "1e999", "0", "1,2,3,4", "½", "99", "NaN", "-"])
def test_nonsense_is_answered_kindly_and_shows_nothing(step: Step, nonsense: str) -> None:
    said = answer(SOURCE, step, nonsense)
    if not said.understood:
        assert said.right is None
        assert step.told not in said.sentence
        assert said.sentence.endswith(".")
    else:
        assert step.prediction.kind == "number"


@every_step
def test_what_there_is_to_try_has_not_happened_yet_and_can_happen(step: Step) -> None:
    assert not noticed(SOURCE, step, step.query)
    assert noticed(SOURCE, step, step.solution)


@every_step
def test_its_links_open_without_complaint(step: Step) -> None:
    assert step.page in ("/", "/networks")
    for query in (step.query, step.solution):
        if step.page == "/":
            assert from_link(query)[1] == ()
        else:
            assert re.fullmatch(r"(layers=\d+&width=\d+)", query)


@every_step
def test_it_is_short_has_one_formula_at_most_and_reads_easily(step: Step) -> None:
    asked = step.prediction
    own = f"{step.words}\n{heard(asked.question)}\n{heard(step.goal)}"
    assert len(own.split()) <= 90, len(own.split())
    assert sum(map(formulas, step.body)) <= 1
    said = [heard(words) for words in (step.told, f"Yes, because {step.because}", step.hint, step.recap)]
    read = "\n".join([own, *(choice.label for choice in asked.choices), *said])
    assert grade(read) <= 10
    for words in said:
        assert grade(words) <= 10, words
    assert "{" not in read


# Of the old kind: what nobody would say aloud.
RIDDLES = ("so much does it", "on its way", "for ever", "who feels", "nowhere:", "the one between", "price of a coin")


def test_no_text_speaks_in_riddles_or_uses_a_second_symbol() -> None:
    for path in FOLDER.joinpath("en").rglob("*.md"):
        words = path.read_text(encoding="utf-8").lower()
        assert not [riddle for riddle in RIDDLES if re.search(rf"\b{riddle}(?!\w)", words)], path
        assert not re.search(r"\bmu\b|\\mu", words), path


@every_step
def test_a_word_in_a_run_s_colour_speaks_of_a_run_that_there_is(step: Step) -> None:
    runs = len(from_link(step.query)[0].rules) if step.page == "/" else 1
    coloured = re.findall(r"\{run=(\d)\}", f"{step.prediction.question} {step.told} {step.goal}")
    assert all(int(number) <= runs for number in coloured)
    if runs > 1:
        assert coloured


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    # Counted by hand: 10 words, 12 syllables, 2 sentences; then 8 words of 28 syllables in one sentence.
    assert grade("The cat sat on the mat. It was very happy.") == pytest.approx(0.39 * 5 + 11.8 * 1.2 - 15.59)
    assert grade("Multidimensional optimisation necessitates mathematical sophistication.") > 20
    assert [syllables(word) for word in ("many", "loss", "table", "slope", "valley", "gradient", "momentum")] == [
        2, 1, 2, 1, 2, 3, 3,
    ]  # fmt: skip


def test_all_three_kinds_of_prediction_are_made() -> None:
    assert {step.prediction.kind for step in STEPS} == {"choice", "point", "number"}


def test_every_symbol_of_the_first_formula_is_explained() -> None:
    symbols = part("loss").symbols
    assert [symbol.tex for symbol in symbols] == ["L", "N", "p_i"]
    assert all(symbol.spoken and symbol.meaning.endswith(".") for symbol in symbols)


# What the words say beside the conditions: every number in them, from the engine.


def numbers(step: Step) -> set[float]:
    """The numbers in a step's words, which the tests below account for."""
    words = (step.words, *map(heard, (step.told, step.because, step.hint, step.recap)))
    said = re.sub(r"w\d|run \d", " ", " ".join(words).lower()).replace("−", "-")
    return {float(number.replace(",", "")) for number in re.findall(r"-?\d+(?:,\d{3})*(?:\.\d+)?", said)}


def grid(problem: ls.Problem) -> np.ndarray:
    axes = [np.linspace(low, high, 31) for low, high in problem.window]
    return np.stack(np.meshgrid(*axes), axis=-1)


def test_the_numbers_of_what_loss_is() -> None:
    weights = np.zeros(2)
    terms = ls.PROBLEMS["tiny"].objective.examples(weights)
    assert terms.losses == pytest.approx(np.full(5, 0.693), abs=5e-4)
    assert terms.probabilities == pytest.approx(np.full(5, 0.5))
    # "Each step changed the weights so that the true answers got more probability."
    (run,) = from_link(part("loss").solution)[0].runs()
    assert (np.diff(SOURCE.path(run).losses) < 0).all()
    assert len(SOURCE.path(run)) == 20, "as the hint says"
    assert numbers(part("loss")) == {1, 0, 0.5, 0.693, 20}


def test_the_numbers_of_points_and_models() -> None:
    problem = ls.PROBLEMS["tiny"]
    assert len(ls.minima(problem.critical_points)) == 1
    assert ls.basins(problem, ls.GradientDescent(1.0), size=31, steps=300).share_lowest == 1
    assert numbers(part("curve")) == {1, 3, 2}


def test_the_numbers_of_the_second_step_of_old_links() -> None:
    problem = ls.PROBLEMS["bowl"]
    assert problem.dataset is not None
    assert len(problem.dataset) == 569
    assert len(ls.minima(problem.critical_points)) == 1
    # "Every way down leads to the same floor."
    assert ls.basins(problem, ls.GradientDescent(2.0), size=31, steps=300).share_lowest == 1
    assert numbers(part("surface")) == {569, 5, -3}


def test_the_numbers_of_one_step() -> None:
    assert facts_of(SOURCE, part("slope")).get("arrived_2") == 19
    # "Each step now covers a good part of the distance that's left": at every rate that is praised.
    (floor,) = ls.minima(ls.PROBLEMS["bowl"].critical_points)
    praised = []
    for rate in np.arange(1, 20, 0.25):
        query = f"?problem=bowl&optimizer=GradientDescent&learning_rate={rate}"
        if noticed(SOURCE, part("slope"), query):
            praised.append(rate)
            (run,) = from_link(query)[0].runs()
            weights = SOURCE.path(run).weights[: int(facts_of(SOURCE, part("slope"), query).get("arrived_1") or 0) + 1]
            away = np.linalg.norm(weights - floor.weights, axis=1)
            assert (away[1:] < 0.7 * away[:-1]).all(), rate
    assert {6, 7, 8} <= {*praised} <= {*np.arange(4, 10, 0.25)}, "the hint's rates are"
    assert numbers(part("slope")) == {0.02, 20, 2, 19, 6, 7, 8}


def test_the_numbers_of_too_bold() -> None:
    """A step near the floor is rate x curvature x distance, so its length needs no path: by plain arithmetic."""
    (floor,) = ls.minima(ls.PROBLEMS["bowl"].critical_points)
    assert round(float(floor.eigenvalues[-1]), 4) == 0.1335
    assert round(2 / 0.1335, 1) == 15
    assert [1 - product for product in (0.5, 1, 1.5)] == [0.5, 0, -0.5]
    # And by a walk of our own along the steepest direction, with the gradient alone.
    objective = ls.PROBLEMS["bowl"].objective
    direction = np.linalg.eigh(objective.hessian(floor.weights))[1][:, -1]
    for rate, share in ((14.2, 1 - 14.2 * 0.1335), (16.0, 1 - 16 * 0.1335)):
        at = floor.weights + 1e-3 * direction
        after = at - rate * objective.gradient(at)
        assert float((after - floor.weights) @ direction) / 1e-3 == pytest.approx(share, abs=2e-3)
    # "Each jump is a little shorter than the last", and there are many; at 16 none is.
    start = BY_NAME["start"].write(from_link(part("bold").query)[0].start_weights)
    for rate in (14.25, 14.3, 14.5, 14.6, 14.8, 16):
        query = f"?problem=bowl&start={start}&optimizer=GradientDescent&learning_rate={rate}"
        assert noticed(SOURCE, part("bold"), query) is (rate < 16)
        (run,) = from_link(query)[0].runs()
        arrived = int(facts_of(SOURCE, part("bold"), query).get("arrived_1") or 30)
        jumps = np.linalg.norm(np.diff(SOURCE.path(run).weights, axis=0), axis=1)[:arrived]
        assert arrived >= 10, "so that the zigzag is seen"
        ratios = jumps[1:] / jumps[:-1]
        assert ((ratios > 0.75) & (ratios < 1)).all() if rate < 16 else (ratios > 0.999).all(), rate
    assert numbers(part("bold")) == {0.5, 1, 1.5, 2, 0.1335, 15, 14, 16, 14.3, 14.8}


def test_the_numbers_of_valleys() -> None:
    valleys = ls.minima(ls.PROBLEMS["trap"].critical_points)
    assert len(valleys) == 3
    assert len(ls.lowest(ls.PROBLEMS["trap"].critical_points)) == 1
    assert [round(valley.loss, 3) for valley in valleys] == [0.141, 0.617, 0.617]
    assert numbers(part("valleys")) == {0, 0.617, 0.141, 4}


def test_the_numbers_of_momentum() -> None:
    band = ls.PROBLEMS["band"]
    starts = grid(band)
    assert starts.shape[:2] == (31, 31)
    rules = (ls.GradientDescent(1.0), ls.Momentum(1.0))
    ends = [ls.descend(band.objective, rule, starts, 300).losses[-1] for rule in rules]
    # Which starts bounce where may differ from processor to processor: "about 20 in 100" is what can be said.
    assert [100 * float((end < 0.4498).mean()) for end in ends] == pytest.approx([20, 20], abs=1.5)
    # "From w1 = 1, w2 = 1 it rolls right out of the lowest valley": it was on the best floor's ground, and left it.
    plain, heavy = (ls.descend(band.objective, rule, (1.0, 1.0), 300) for rule in rules)
    assert plain.losses[-1] == pytest.approx(0.4488, abs=1e-3)
    assert heavy.losses.min() < band.critical_points[1].loss, "so low it is in the best valley alone"
    assert heavy.weights[0, 1] < 2.895 < band.window[1][1] < heavy.weights[-1, 1], "through it, and out of the picture"
    # "Along the floor of a ravine": between the last steps of plain descent the slopes agree.
    ravine = ls.PROBLEMS["ravine"]
    walk = ls.descend(ravine.objective, ls.GradientDescent(1.0), (0.0, 0.0), 300)
    late = [ravine.objective.gradient(at) for at in walk.weights[-20:]]
    assert all(float(one @ other) > 0 for one, other in itertools.pairwise(late))
    assert numbers(part("momentum")) == {1, 961, 20, 100}


def test_the_numbers_of_schedules() -> None:
    losses = path_of(part("schedules")).losses[-50:]
    assert losses.min() < 0.24 < losses.max()
    assert round(float(path_of(part("schedules"), 1).losses[-1]), 3) == 0.141
    curvature = ls.lowest(ls.PROBLEMS["trap"].critical_points)[0].eigenvalues[-1]
    assert round(float(curvature), 2) == 1.29
    assert 1.6 * curvature > 2
    # The run that keeps its rate does leave its valley and come into the lowest one, as the question says.
    assert path_of(part("schedules")).losses.min() < 0.616, "lower than the side valleys' floors"
    assert numbers(part("schedules")) == {0, 1.29, 1.6, 2, 0.24, 0.141}


def test_the_numbers_of_noise() -> None:
    trap = ls.PROBLEMS["trap"]
    assert trap.dataset is not None
    assert len(trap.dataset) == 150
    ends, caught = [], []
    for seed in range(12):
        for size, found in ((2, ends), (20, caught)):
            query = f"?problem=trap&optimizer=GradientDescent&learning_rate=0.3&batch_size={size}&seed={seed}"
            run = from_link(query)[0]
            found.append((float(SOURCE.path(run).losses[-1]), str(SOURCE.verdict(run).kind)))
    # A share, not a single run: noise gets nearly all out of the side valley, and lets none of them rest.
    assert sum(loss < 0.5 for loss, _ in ends) >= 10
    assert not any(kind in ("lowest", "local minimum") for _, kind in ends)
    assert sum(loss > 0.5 for loss, _ in caught) >= 11
    # "It's also 0 on a saddle."
    saddle = next(point for point in trap.critical_points if point.kind == "saddle")
    assert np.abs(trap.objective.gradient(saddle.weights)).max() < 1e-8
    assert numbers(part("noise")) == {0, 20}


def test_the_numbers_of_hard_land() -> None:
    for name, expected in (("ravine", 3859), ("scaled", 192)):
        problem = ls.PROBLEMS[name]
        losses = ls.descend(problem.objective, ls.GradientDescent(1.0), (0.0, 0.0), expected + 200).losses
        above = np.flatnonzero(losses - problem.critical_points[0].loss > 1e-3)
        assert above[-1] + 1 == expected
    slope = ls.PROBLEMS["plateau"].objective.gradient(ls.PROBLEMS["plateau"].start)
    assert np.hypot(*slope) < 1e-3
    path = path_of(part("rugged"))
    assert np.abs(path.weights[-1] - path.weights[0]).max() < 0.5
    # "Rugged land is full of local minima": the problem of that name is.
    assert len(ls.minima(ls.PROBLEMS["rugged"].critical_points)) > 24
    assert numbers(part("rugged")) == {3859, 0.001, 192, 0, 1}


def test_the_numbers_of_many_weights() -> None:
    network = ls.Network(features=2, layers=2, width=8)
    assert network.shapes == ((8, 3), (8, 9), (1, 9))
    assert network.size == 8 * (2 + 1) + 8 * (8 + 1) + 1 * (8 + 1)
    assert part("many").diagram == (2, 8, 8, 1)
    drawn = drawing(part("many").diagram)
    assert drawn.count("<circle") == 2 + 8 + 8 + 1
    assert drawn.count("M") == 2 * 8 + 8 * 8 + 8 * 1
    assert numbers(part("many")) == {2, 8, 1, 4, 18}


def test_the_printed_paths_climb() -> None:
    """Heights of both printed paths, by the printed formula, worked out here."""
    heights = facts_of(SOURCE, part("remember"))

    def f(x: float, y: float) -> float:
        return (x * x + y * y) / 10 + 0.5 * float(np.sin(x) * np.sin(y)) + 2

    for number, at in enumerate(((-1, 1), (-0.5, 0.5), (1, -1), (0, 0)), start=1):
        assert heights.get(f"height_{number}") == pytest.approx(f(*at), abs=1e-12)
    assert [round(f(-1, 1), 3), round(f(-0.5, 0.5), 3)] == [1.846, 1.935]
    assert f(0, 0) > f(1, -1)
    path = path_of(part("remember"))
    assert (path.weights[:, 0] < 0).all()
    assert (np.diff(path.losses) <= 1e-12).all()
    first, second = ls.lowest(ls.PROBLEMS["textbook"].critical_points)
    assert first.loss == pytest.approx(second.loss)
    assert numbers(part("remember")) == {1.846, 1.935, 1, -1, 0.5, -0.5}


# The figures


def of_figure(slug: str) -> dict[str, Any]:
    return dict(orjson.loads(figure(part(slug))))


def test_a_figure_says_what_it_draws_and_has_all_its_words() -> None:
    assert [step.slug for step in STEPS if figure(step)] == ["loss", "curve", "slope", "bold"]
    said: set[str] = set()
    for slug in ("loss", "curve", "slope", "bold"):
        about = of_figure(slug)
        script = Path("assets/pages/lab", f"{about['kind']}.js").read_text(encoding="utf-8")
        needed = set(re.findall(r"words\.(\w+)", script))
        assert needed <= set(about["words"]), slug
        said |= {f"figure_{name}" for name in needed}
    assert said == {name for name in WORDS if name.startswith("figure_") and "_along_" not in name}


def test_the_figure_on_cost_shows_the_model_of_the_question_once_it_is_answered() -> None:
    asked, answered = (orjson.loads(figure(part("loss"), answered=each)) for each in (False, True))
    assert asked["predictions"] != asked["answered"] == pytest.approx([0.5] * 5)
    assert answered["predictions"] == answered["answered"]
    assert float(ls.bce(np.ones(5), answered["predictions"])) == pytest.approx(
        facts_of(SOURCE, part("loss")).get("start_loss_1")
    )


def test_a_line_of_one_weight_is_a_line_of_the_land() -> None:
    """Along w1 it begins at the start; along the steepest direction its floor is as curved as is said."""
    along_w1, steepest = of_figure("slope"), of_figure("bold")
    place = np.add(along_w1["origin"], np.multiply(along_w1["start"], along_w1["direction"]))
    assert tuple(place) == from_link(part("slope").query)[0].start_weights
    objective = ls.PROBLEMS["bowl"].objective

    def height(t: float) -> float:
        return float(objective(np.add(steepest["origin"], np.multiply(3 + t, steepest["direction"]))))

    h = 1e-3
    assert (height(h) - height(-h)) / (2 * h) == pytest.approx(0, abs=1e-6)
    assert (height(h) - 2 * height(0) + height(-h)) / h**2 == pytest.approx(0.1335, abs=1e-4)


# The address and the card


@every_step
def test_its_address_opens_its_scene(step: Step) -> None:
    page, _, query = address(step).partition("?")
    assert page == step.page
    found, shown, complaints = opened(query)
    assert (found, complaints) == (step, ())
    if page == "/":
        assert from_link(shown) == from_link(step.query)
    dark = opened(f"?{query}&theme=dark")[1]
    assert "theme=dark" in dark
    assert facts_of(SOURCE, step, dark) == facts_of(SOURCE, step)


def test_an_address_in_the_middle_of_a_step_shows_what_was_seen() -> None:
    step, shown, complaints = opened("?lesson=valleys&problem=bowl&steps=5")
    assert (step, complaints) == (part("valleys"), ())
    assert (from_link(shown)[0].problem, from_link(shown)[0].steps) == ("bowl", 5)


def test_an_unknown_step_is_said_and_costs_nothing() -> None:
    step, shown, (sentence,) = opened("?lesson=flying&problem=bowl")
    assert step is None
    assert from_link(shown)[0].problem == "bowl"
    assert "“flying”" in sentence
    assert "valleys" in sentence


@given(st.text(max_size=60) | st.text("lesson=valleys&%", max_size=60))
def test_any_text_is_an_address(text: str) -> None:
    opened(text)


@every_step
def test_before_the_answer_the_card_holds_nothing_that_gives_it_away(step: Step) -> None:
    """Neither what is told afterwards, nor the goal's solution, nor a condition, nor a true number."""
    card = _text(lesson_card(step))
    assert step.told not in card
    assert step.solution not in card
    for choice in step.prediction.choices:
        assert choice.label in card
    assert not re.search(r"outcome_|loss_\d|height_\d|any run", card)
    if step.prediction.kind == "number":
        assert truth(step.prediction, facts_of(SOURCE, step)) not in card
    if step.prediction.kind == "point":
        w1, w2 = truth(step.prediction, facts_of(SOURCE, step)).split(", ")
        assert w1 not in card
        assert w2 not in card


def test_a_guess_is_answered_once_it_is_understood() -> None:
    said = guessed(SOURCE, Id.LESSON_CHOICE_2, "valleys", "")
    assert (said["answered"], said["form"]) == ("valleys", True)
    assert "Right: " in repr(said["said"])
    empty = guessed(SOURCE, Id.LESSON_ANSWER, "many", " ")
    assert empty["message"] == WORDS["first"]
    assert empty["answered"] is no_update
    wrong = guessed(SOURCE, Id.LESSON_ANSWER, "many", "a lot")
    assert "“a lot”" in wrong["message"]
    assert wrong["answered"] is no_update
    assert guessed(SOURCE, Id.LESSON_SKIP, "many", "7")["said"][0].children[0].startswith("Skipped.")


@given(*[st.none() | st.integers() | st.text(max_size=9) | st.lists(st.integers(), max_size=2)] * 2)
def test_junk_is_no_guess_and_no_scene(slug: object, given_: object) -> None:
    guessed(SOURCE, Id.LESSON_ANSWER, slug, given_)
    seen(SOURCE, given_, slug)


def test_a_scene_that_was_watched_is_praised_if_it_is_what_was_to_be_tried() -> None:
    step = part("valleys")
    assert set(seen(SOURCE, [step.query], step.slug).values()) == {no_update}
    praise = seen(SOURCE, [step.query, step.solution], step.slug)
    assert "Yes, because your start lies in the basin" in repr(praise["noticed"])
    assert praise["hint"] == []


@every_step
def test_the_third_try_in_vain_brings_a_hint(step: Step) -> None:
    vain = "?problem=bowl&steps=7" if step.page == "/" else "?layers=1&width=3"
    assert tried(step, vain)
    for number in (1, 2, 3, 4):
        heard_ = seen(SOURCE, [step.query, *[vain] * number], step.slug)
        assert heard_["noticed"] is no_update
        assert (heard_["hint"] is no_update) is (number < 3)
    assert heard(step.hint).strip()[:20] in repr(plain(heard_["hint"]))
    assert seen(SOURCE, [vain, vain, step.query], step.slug)["hint"] is no_update, "the step's own scene is no try"


@every_step
def test_the_control_that_a_try_needs_stands_in_its_sentence(step: Step) -> None:
    card = lesson_card(step)
    (goal,) = (each for each in card._traverse() if getattr(each, "className", "") == "lesson-goal")
    fields = re.findall(r"\{control=(\w+)\}", step.goal)
    assert fields
    read = ""
    for part in goal.children:
        control = getattr(part, "children", None)
        if hasattr(control, "label"):
            assert control.id == lesson_control(fields.pop(0))
            assert control.value
            assert not getattr(control, "hidden", False)
            read += "" if part.className.endswith("unnamed") else control.label
        else:
            read += part
    assert fields == []
    assert not re.search(r"[{}]|[.,?:;] *[.,;]|\s[.,:;?]|^\W|\w\s*$|  ", read.replace(": .", ".")), read
    fields = re.findall(r"\{control=(\w+)\}", step.goal)
    # It takes no more than these controls to get from the step's scene to one in which the try works.
    changed = {*from_link_differs(step)}
    assert changed <= {*fields}, changed


def from_link_differs(step: Step) -> set[str]:
    """What of the chosen run, or of the scene, the solution has changed."""
    if step.page == "/networks":
        one, other = (dict(parse_qsl(query)) for query in (step.query, step.solution))
        return {name for name in one if one[name] != other[name]}
    one_, other_ = (from_link(query)[0] for query in (step.query, step.solution))
    found = {name for name in ("problem", "steps") if getattr(one_, name) != getattr(other_, name)}
    found |= {"start"} if one_.start_weights != other_.start_weights and one_.problem == other_.problem else set()
    settings = ("optimizer", "learning_rate", "schedule", "batch_size")
    near = min(
        ({name for name in settings if getattr(rule, name) != getattr(other_.rules[-1], name)} for rule in one_.rules),
        key=len,
    )
    return found | near - ({"learning_rate"} if "problem" in found else set())


# Answers that stay, and the check


def test_answers_stand_in_the_address_and_come_back() -> None:
    said = guessed(SOURCE, Id.LESSON_CHOICE_2, "valleys", "", "loss:2~nothing:3~many:")
    assert said["answers"] == "loss:2~valleys:2"
    assert said["untried"] is False
    links = [each.href for each in said["progress"]._traverse() if getattr(each, "href", None)]
    assert all(link.endswith("&answers=loss:2~valleys:2") for link in links)
    ticked = [each.children for each in said["progress"]._traverse() if getattr(each, "className", None) == "done"]
    assert ticked == ["1", "5"]
    skipped = guessed(SOURCE, Id.LESSON_SKIP, "loss", "")
    assert skipped["answers"] == "loss:-"
    assert "done" not in {getattr(each, "className", None) for each in skipped["progress"]._traverse()}
    point = guessed(SOURCE, Id.LESSON_ANSWER, "surface", "1.06, 0.98")
    assert point["answers"] == "surface:1.06,0.98"
    assert read_answers("surface:1.06,0.98~loss:2") == {"loss": "2", "surface": "1.06,0.98"}


@pytest.mark.parametrize("step", LAB, ids=lambda step: step.slug)
def test_an_answered_step_opens_answered_and_its_runs_may_be_shown(step: Step) -> None:
    true = truth(step.prediction, facts_of(SOURCE, step)).replace(" ", "")
    reply = _text(
        page(SOURCE, {"path": "/", "search": f"?lesson={step.slug}&answers={step.slug}:{true}", "dark": False})
    )
    assert "Right: " in reply
    assert '"veiled":false' in reply.replace(" ", "")
    junk = _text(page(SOURCE, {"path": "/", "search": f"?lesson={step.slug}&answers={step.slug}:9999", "dark": False}))
    assert '"veiled":true' in junk.replace(" ", "") or step.prediction.kind != "choice"


def test_an_answered_step_on_the_networks_page_shows_its_network() -> None:
    for answers, there in (("many:105", True), ("many:-", True), ("loss:2", False)):
        reply = _text(page(SOURCE, {"path": "/networks", "search": f"?lesson=many&answers={answers}", "dark": False}))
        assert ("data-net-page" in reply) is there


@given(st.text(max_size=80) | st.text("lossmany:~-0123456789.,eE", max_size=80))
def test_any_text_holds_answers_that_can_be_written_again(text: str) -> None:
    found = read_answers(text)
    assert read_answers(write_answers(found)) == found


def test_the_pool_of_the_check_is_large_and_each_question_has_one_true_answer() -> None:
    assert len(check.pool()) >= 30
    assert {question.step for question in check.pool()} == set(STEPS)
    for question in check.pool():
        true = check.true_option(SOURCE, question)
        for number, option in enumerate(question.options, start=1):
            assert (number == true) is not bool(option.why), (question.ask, option.label)
            assert not option.why or grade(heard(option.why)) <= 10, option.why
        assert grade(heard(f"{question.ask} {question.told}")) <= 10, question.ask
        assert len({option.label for option in question.options}) == len(question.options)


# Right answers by arithmetic of our own: what is in the pool's files must come out so.
BY_HAND = {
    "A model gives the true answer a probability of 0.9.": -math.log(0.9),
    "One model gives the true answer 0.9, another": math.log(0.1) / math.log(0.9),
    "The label is 0, and the model gives the answer 1": -math.log(1 - 0.2),
    "The slope of w1 is −0.4. The rate is 0.5.": 0.5 * 0.4,
    "The steepest curvature of a valley is 0.7.": 2 / 0.7,
    "The last velocity was 1": 0.9 * 1 + 1,
    "Cosine decay lowers a rate of 1.6": 1.6 * (1 + math.cos(math.pi / 2)) / 2,
    "A network has 2 inputs, one layer of 4": 4 * 3 + 5,
    "A network of two layers of 8 units has 105": 16 * 3 + 16 * 17 + 17,
    "How many directions would you need": 105,
}


@pytest.mark.parametrize("begins", BY_HAND)
def test_the_true_answer_is_that_of_pencil_and_paper(begins: str) -> None:
    (question,) = [each for each in check.pool() if each.ask.startswith(begins)]
    label = question.options[check.true_option(SOURCE, question) - 1].label.replace("−", "-")
    assert any(
        float(number) == pytest.approx(BY_HAND[begins], rel=0.05)
        for number in re.findall(r"-?\d+(?:\.\d+)?", label.replace(",", ""))
    ), (label, BY_HAND[begins])


def test_the_slopes_of_the_five_points_are_as_the_questions_say() -> None:
    assert ls.PROBLEMS["tiny"].objective.gradient((0.0, 0.0)) == pytest.approx([-0.4, 0.1])


def test_a_seed_draws_ten_questions_of_ten_steps_and_always_the_same() -> None:
    every = [check.drawn(seed) for seed in range(40)]
    for questions in every:
        assert len({question.step.slug for question in questions}) == check.COUNT
        assert [q.step.number for q in questions] == sorted(q.step.number for q in questions)
    assert len({tuple(question.ask for question in questions) for questions in every}) > 30
    assert {question.ask for questions in every for question in questions} == {each.ask for each in check.pool()}
    again = check.drawn(7)
    assert [(q.ask, q.options) for q in again] == [(q.ask, q.options) for q in every[7]]


def test_the_check_explains_each_answer_and_counts_them() -> None:
    true = [check.true_option(SOURCE, question) for question in check.drawn(7)]
    right = "".join(map(str, true))
    wrong = f"{true[0] % len(check.drawn(7)[0].options) + 1}{right[1:]}"
    empty = _text(page(SOURCE, {"path": "/", "search": "?lesson=check&seed=7", "dark": False}))
    for question in check.drawn(7):
        assert question.told not in empty
        assert not any(option.why and option.why in empty for option in question.options)
    assert "0 of 10 answered" in empty
    assert "Print this" not in empty
    all_right = _text(checked_now(SOURCE, f"lesson=check&seed=7&given={right}"))
    assert "You got all 10 right" in all_right
    assert all(step.recap[:30] in all_right for step in STEPS)
    assert "Print this" in all_right
    assert all(f'"./{path}"' in all_right for path in ("hike", "practice", "networks"))
    nine = _text(checked_now(SOURCE, f"lesson=check&seed=7&given={wrong}&answers=loss:2"))
    first = check.drawn(7)[0]
    assert "You got 9 of 10 right" in nine
    assert f"Look at step {first.step.number} again" in nine
    assert f"lesson={first.step.slug}&answers=loss:2" in nine


@given(st.text(max_size=30) | st.text("0123456789", max_size=12), st.text(max_size=30) | st.text("01234", max_size=12))
def test_any_seed_and_any_answers_are_a_check(seed: str, given_: str) -> None:
    found = check.opened("?" + urlencode({"lesson": "check", "seed": seed, "given": given_}))
    assert found is not None
    assert check.opened(found.query) == replace(found, complaint=False)
    assert checked_now(SOURCE, found.query) is not no_update


def test_another_seed_than_there_is_is_said() -> None:
    reply = _text(page(SOURCE, {"path": "/", "search": "?lesson=check&seed=many", "dark": False}))
    assert "a whole number from 0 to 999999" in reply
    assert check.opened("?lesson=valleys") is None


# Conditions


FACTS = Facts(
    {"problem": "trap", "steps": 300.0}, ({"loss": 0.5, "outcome": "local minimum"}, {"loss": 0.1, "outcome": "lowest"})
)


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("problem is trap", True),
        ("problem is not trap", False),
        ("steps >= 300 and loss_1 < 0.6", True),
        ("loss_2 < loss_1", True),
        ("loss_1 < loss_2", False),
        ("outcome_1 is local minimum", True),
        ("any run: outcome is lowest and loss < 0.2", True),
        ("any run: outcome is lowest and loss > 0.2", False),
        ("problem is trap and any run: loss > 0.4", True),
        ("problem is band and any run: loss > 0.4", False),
        ("any run: loss < 0.2 and steps is 300", True),
        ("loss_3 < 1", False),
        ("nothing is not there", False),
        ("outcome_1 < 3", False),
        ("loss_1 < word", False),
    ],
)
def test_a_condition_holds_or_does_not(text: str, so: bool) -> None:
    assert holds(read_condition(text), FACTS) is so


@pytest.mark.parametrize("text", ["problem trap", "loss_1 =< 2", "problem is trap any run: loss < 1", "is"])
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"reads like|stands at"):
        read_condition(text)


@given(st.text(max_size=40) | st.text("layerswidth=&0123456789.", max_size=40))
def test_any_address_has_facts(query: str) -> None:
    assert float(network_facts(query).get("weights") or 0) > 0


def test_the_facts_of_a_run_are_the_engine_s() -> None:
    scene, _ = from_link("?problem=scaled&optimizer=GradientDescent&learning_rate=1&steps=300&start=0,0")
    facts = scene_facts(SOURCE, scene)
    path = ls.descend(scene.problem_shown.objective, ls.GradientDescent(1.0), (0.0, 0.0), 300)
    assert facts.get("within_1") == 192
    assert facts.get("loss_1") == path.losses[-1]
    assert (facts.get("w1_1"), facts.get("w2_1")) == tuple(path.weights[-1])
    assert facts.get("outcome_1") == ls.verdict(path, scene.problem_shown).kind
    assert facts.get("learning_rate_1") == 1


def _text(component: Component) -> str:
    return json.dumps(component, cls=PlotlyJSONEncoder, ensure_ascii=False)


@pytest.mark.parametrize("step", LAB, ids=lambda step: step.slug)
def test_before_the_answer_the_labs_reply_holds_nothing_that_gives_it_away(step: Step) -> None:
    reply = _text(page(SOURCE, {"path": "/", "search": f"?lesson={step.slug}", "dark": False}))
    open_page = _text(page(SOURCE, {"path": "/", "search": f"?{step.query}", "dark": False}))
    scene, _ = from_link(step.query)
    problem = scene.problem_shown
    told = [problem.teaches, *(f"{point.loss!r}" for point in problem.critical_points)]
    told += [repr(float(x)) for point in problem.critical_points for x in point.weights]
    told = [each for each in told if len(each) > 6]  # a short number such as 0.0 says nothing
    # The same words and numbers are there once the question is out of the way, so the test can fail.
    assert any(each in open_page for each in told)
    for each in told:
        assert each not in reply, each
    assert '"pieces":[]' in reply.replace(" ", "")
    assert ('"name":"loss"' in reply.replace(" ", "")) is not step.hides_ground

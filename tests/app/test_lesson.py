"""Each step's scene is run by the engine: claim, prediction and goal are what really happens."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from dash import no_update
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st
from plotly.utils import PlotlyJSONEncoder

import losscore as ls
from app.callbacks.lesson import guessed, seen
from app.components import Formula
from app.ids import Id
from app.layout.lesson import lesson_card
from app.lesson.address import address, opened
from app.lesson.conditions import Facts, holds, read_condition
from app.lesson.facts import facts_of, network_facts, scene_facts
from app.lesson.judge import answer, noticed, truth
from app.lesson.steps import Step, beside, by_slug, steps
from app.scene import from_link
from tests.app.reading import grade, syllables
from tests.app.test_results import results

SOURCE = results()
STEPS = steps()
every_step = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
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


def test_there_are_nine_steps_in_their_order() -> None:
    assert [step.number for step in STEPS] == list(range(1, 10))
    assert [step.slug for step in STEPS] == [
        "loss", "surface", "slope", "valleys", "momentum", "schedules", "rugged", "many", "remember",
    ]  # fmt: skip
    assert beside(STEPS[0]) == (None, STEPS[1])
    assert beside(STEPS[8]) == (STEPS[7], None)
    assert by_slug("nothing") is None


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
        assert (asked.choices[int(true) - 1].label if asked.choices else true) in said.sentence


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
    own = f"{step.words}\n{asked.question}\n{step.goal}"
    assert len(own.split()) <= 120, len(own.split())
    assert sum(map(formulas, step.body)) <= 1
    read = "\n".join([own, *(choice.label for choice in asked.choices), step.told])
    assert grade(read) <= 10
    assert grade(step.told) <= 10


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
    assert [symbol.tex for symbol in symbols] == ["L", "N", "y_i", r"\hat{y}_i"]
    assert all(symbol.spoken and symbol.meaning.endswith(".") for symbol in symbols)


# What the words say beside the conditions: every number in them, from the engine.


def numbers(step: Step) -> set[float]:
    """The numbers in a step's words, which the tests below account for."""
    heard = re.sub(r"[wy]\d", " ", f"{step.words} {step.told}").replace("−", "-")
    return {float(number.replace(",", "")) for number in re.findall(r"-?\d[\d,]*(?:\.\d+)?", heard)}


def grid(problem: ls.Problem) -> np.ndarray:
    axes = [np.linspace(low, high, 31) for low, high in problem.window]
    return np.stack(np.meshgrid(*axes), axis=-1)


def share(name: str, optimizer: ls.Optimizer, steps_: int) -> float:
    return round(ls.basins(ls.PROBLEMS[name], optimizer, size=31, steps=steps_).share_lowest * 100)


def test_the_numbers_of_what_loss_is() -> None:
    weights = np.zeros(2)
    terms = ls.PROBLEMS["tiny"].objective.examples(weights)
    assert terms.losses == pytest.approx(np.full(5, 0.693), abs=5e-4)
    assert terms.probabilities == pytest.approx(np.full(5, 0.5))
    assert numbers(part("loss")) <= {0.9, 90, 1, 0, 0.5, -0.5, 0.693}


def test_the_numbers_of_a_surface_of_errors() -> None:
    dataset = ls.PROBLEMS["bowl"].dataset
    assert dataset is not None
    assert len(dataset) == 569
    assert len(ls.minima(ls.PROBLEMS["bowl"].critical_points)) == 1
    assert ls.basins(ls.PROBLEMS["bowl"], ls.GradientDescent(2.0), size=31, steps=300).share_lowest == 1
    assert numbers(part("surface")) == {569}


def test_the_numbers_of_valleys() -> None:
    valleys = ls.minima(ls.PROBLEMS["trap"].critical_points)
    assert len(valleys) == 3
    assert len(ls.lowest(ls.PROBLEMS["trap"].critical_points)) == 1
    assert valleys[1].loss == pytest.approx(valleys[2].loss, abs=1e-9)
    assert numbers(part("valleys")) == {0}


def test_too_large_a_rate_is_one_that_no_valley_holds() -> None:
    (floor,) = ls.minima(ls.PROBLEMS["bowl"].critical_points)
    assert 2 < 2 / floor.eigenvalues[-1] < 20
    assert numbers(part("slope")) == set()


def test_the_numbers_of_momentum() -> None:
    band = ls.PROBLEMS["band"]
    starts = grid(band)
    assert starts.shape[:2] == (31, 31)
    ends = [
        ls.descend(band.objective, rule, starts, 300).losses[-1] for rule in (ls.GradientDescent(1.0), ls.Momentum(1.0))
    ]
    # Which starts bounce where may differ from processor to processor: "about 20 in 100" is what can be said.
    assert [100 * float((end < 0.4498).mean()) for end in ends] == pytest.approx([20, 20], abs=1.5)
    assert numbers(part("momentum")) == {961, 20, 100}


def test_the_numbers_of_schedules() -> None:
    losses = path_of(part("schedules")).losses[-50:]
    assert losses.min() < 0.24 < losses.max()
    assert round(float(path_of(part("schedules"), 1).losses[-1]), 4) == 0.1409
    assert numbers(part("schedules")) == {0, 0.24, 0.1409}


def test_the_numbers_of_hard_land() -> None:
    assert share("smooth", ls.GradientDescent(3.0), 350) == 100
    assert share("rugged", ls.GradientDescent(3.0), 400) == 20
    for name, expected in (("ravine", 3859), ("scaled", 192)):
        problem = ls.PROBLEMS[name]
        losses = ls.descend(problem.objective, ls.GradientDescent(1.0), (0.0, 0.0), expected + 200).losses
        above = np.flatnonzero(losses - problem.critical_points[0].loss > 1e-3)
        assert above[-1] + 1 == expected
    slope = ls.PROBLEMS["plateau"].objective.gradient(ls.PROBLEMS["plateau"].start)
    assert np.hypot(*slope) < 1e-3
    path = path_of(part("rugged"))
    assert np.abs(path.weights[-1] - path.weights[0]).max() < 0.5
    assert numbers(part("rugged")) == {961, 20, 100, 3859, 0.001, 192, 0}


def test_the_numbers_of_many_weights() -> None:
    network = ls.Network(features=2, layers=2, width=8)
    assert network.shapes == ((8, 3), (8, 9), (1, 9))
    assert network.size == 8 * 3 + 8 * 9 + 9
    assert numbers(part("many")) == {8, 3, 9}


def test_the_printed_paths_climb() -> None:
    """Heights of both printed paths, by the printed formula, worked out here."""
    heights = facts_of(SOURCE, part("remember"))

    def f(x: float, y: float) -> float:
        return (x * x + y * y) / 10 + 0.5 * float(np.sin(x) * np.sin(y)) + 2

    for number, place in enumerate(((-1, 1), (-0.5, 0.5), (1, -1), (0, 0)), start=1):
        assert heights.get(f"height_{number}") == pytest.approx(f(*place), abs=1e-12)
    assert [round(f(-1, 1), 3), round(f(-0.5, 0.5), 3)] == [1.846, 1.935]
    assert f(0, 0) > f(1, -1)
    path = path_of(part("remember"))
    assert (path.weights[:, 0] < 0).all()
    assert (np.diff(path.losses) <= 1e-12).all()
    first, second = ls.lowest(ls.PROBLEMS["textbook"].critical_points)
    assert first.loss == pytest.approx(second.loss)
    assert numbers(part("remember")) == {1.846, 1.935, 1, -1, 0}


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
    card = json.dumps(lesson_card(step), cls=PlotlyJSONEncoder)
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
    assert empty["message"] == "Type your guess first, or skip the question."
    assert empty["answered"] is no_update
    wrong = guessed(SOURCE, Id.LESSON_ANSWER, "many", "a lot")
    assert "“a lot”" in wrong["message"]
    assert wrong["answered"] is no_update
    assert guessed(SOURCE, Id.LESSON_SKIP, "many", "7")["said"][0].children.startswith("Skipped.")


@given(*[st.none() | st.integers() | st.text(max_size=9) | st.lists(st.integers(), max_size=2)] * 2)
def test_junk_is_no_guess_and_no_scene(slug: object, given_: object) -> None:
    guessed(SOURCE, Id.LESSON_ANSWER, slug, given_)
    seen(SOURCE, given_, slug)


def test_a_scene_that_was_watched_is_praised_if_it_is_what_was_to_be_tried() -> None:
    step = part("valleys")
    assert seen(SOURCE, step.query, step.slug) is no_update
    assert "you have done it" in repr(seen(SOURCE, step.solution, step.slug))


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

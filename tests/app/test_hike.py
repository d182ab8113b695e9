"""The hike: what is felt is true, a seed is worth a walk, any address opens, and nothing is seen before the end."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import losscore as ls
from app.factory import create_app
from app.hike.ending import ending, settling
from app.hike.link import read, write
from app.hike.starts import begin, nearest, steps_down
from app.hike.walk import GROUNDS, MOST_STEPS, Hike, downhill, ground, moved, track
from app.hike.wiring import acted, due, land, page
from app.hike.words import compass, feeling, standing
from app.kit.ids import Id
from app.runs.scene import from_link, to_link
from tests.app.test_results import results

SOURCE = results()
SEEDS = [*range(1, 60), 999_999]


def place(hike: Hike) -> tuple[float, float]:
    """Where the moves lead, step by step, by the compass."""
    east, north = hike.start
    for bearing, length in hike.moves:
        east += length * math.sin(math.radians(bearing))
        north += length * math.cos(math.radians(bearing))
    return east, north


def slope(hike: Hike) -> np.ndarray:
    """The slope by differences of the height alone."""
    at, h = np.array(place(hike)), 1e-5
    height = hike.problem.objective
    return np.array([(height(at + h * axis) - height(at - h * axis)) / (2 * h) for axis in np.eye(2)])


def walked(seed: int, *moves: tuple[float, float]) -> Hike:
    hike = begin(SOURCE, seed)
    for bearing, length in moves:
        hike, wrong = moved(hike, bearing, length)
        assert not wrong
    return hike


def test_what_is_felt_is_the_height_and_the_slope_of_the_place() -> None:
    hike = walked(3, (250, 0.3), (10, 0.2), (300.5, 0.05))
    felt = track(hike)
    assert felt.weights[-1] == pytest.approx(place(hike))
    assert felt.altitudes[-1] == pytest.approx(float(hike.problem.objective(np.array(place(hike)))))
    assert felt.slopes[-1] == pytest.approx(slope(hike), abs=1e-8)
    east, north = -slope(hike)
    assert felt.downhill == pytest.approx(math.degrees(math.atan2(east, north)) % 360, abs=0.051)


@pytest.mark.parametrize("seed", range(1, 8))
def test_a_short_step_downhill_goes_down_and_back_up_again(seed: int) -> None:
    hike, wrong = downhill(begin(SOURCE, seed), 0.01, 1)
    assert not wrong
    down = track(hike).altitudes
    assert down[1] < down[0]
    back, _ = moved(hike, (hike.moves[0][0] + 180) % 360, 0.01)
    assert track(back).altitudes[2] == pytest.approx(down[0])


def test_following_the_slope_turns_with_it() -> None:
    five, wrong = downhill(begin(SOURCE, 1), 0.2, 5)
    assert not wrong
    assert len(five.moves) == 5
    one = begin(SOURCE, 1)
    for _ in range(5):
        one, _ = downhill(one, 0.2, 1)
    assert one == five
    assert len({bearing for bearing, _ in five.moves}) > 1


def test_a_fence_stands_at_the_border_and_a_step_over_it_does_not_count() -> None:
    hike = begin(SOURCE, 3)
    same, wrong = moved(hike, 0, 10)
    assert same == hike
    assert wrong.startswith("There is a fence: a step of length 10 to the north")


def test_a_hike_ends_somewhere() -> None:
    hike = replace(begin(SOURCE, 1), moves=((0.0, 0.001), (180.0, 0.001)) * (MOST_STEPS // 2))
    same, wrong = moved(hike, 0, 0.1)
    assert same == hike
    assert str(MOST_STEPS) in wrong


@pytest.mark.parametrize("seed", SEEDS)
def test_every_start_is_worth_a_walk(seed: int) -> None:
    hike = begin(SOURCE, seed)
    problem = hike.problem
    assert begin(results(), seed) == hike, "a seed is the same hike everywhere"
    felt = track(hike)
    assert felt.steepness >= 0.02, "a slope that can be felt"
    path = ls.descend(problem.objective, ls.GradientDescent(GROUNDS[problem.name]), hike.start, 300)
    floor = nearest(path.weights[-1], ls.minima(problem.critical_points), problem.window)
    assert float(path.losses[-1]) - floor.loss <= 0.0101 * (float(felt.altitudes[0]) - floor.loss), "a way down"
    assert np.abs((floor.weights - hike.start) / np.ptp(problem.window, axis=1)).max() >= 0.1, "some way off"


def test_the_first_seeds_are_all_landscapes_once() -> None:
    assert [ground(seed) for seed in range(1, len(GROUNDS) + 1)] == list(GROUNDS)
    assert {ground(seed) for seed in range(8, 100)} == set(GROUNDS)


# The address


@given(
    seed=st.integers(1, 7),
    moves=st.lists(st.tuples(st.floats(0, 360), st.floats(0.001, 0.02)), max_size=6),
    guess=st.sampled_from(["", "yes", "no", "unsure"]),
)
def test_every_hike_survives_its_address(seed: int, moves: list[tuple[float, float]], guess: str) -> None:
    hike = begin(SOURCE, seed)
    for bearing, length in moves:
        hike, _ = moved(hike, bearing, length)
    hike = replace(hike, guess=guess)
    assert read(SOURCE, "?" + write(hike) + "&theme=dark") == (hike, ())


@given(st.text(max_size=60) | st.text("seed=walk&guess:~.0123456789-", max_size=60))
def test_any_text_is_some_hike(text: str) -> None:
    hike, complaints = read(SOURCE, text)
    assert np.isfinite(track(hike).altitudes).all()
    assert all(sentence.endswith(".") for sentence in complaints)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("seed=moon", "“moon”"),
        ("seed=0", "“0”"),
        ("seed=1.5", "“1.5”"),
        ("seed=", "the box is empty"),
        ("walk=1:2:3", "damaged"),
        ("walk=90:nan", "damaged"),
        ("walk=" + "~".join(["0:0.001"] * (MOST_STEPS + 1)), "damaged"),
        ("walk=0:10~0:10", "lead out"),
        ("guess=perhaps", "“guess”"),
        ("seed=" + "1" * 5000, "longer"),
    ],
)
def test_a_damaged_address_opens_and_says_what_it_could_not_use(query: str, word: str) -> None:
    hike, complaints = read(SOURCE, query)
    assert (hike.seed, hike.moves, hike.guess) == (1, (), "")
    assert len(complaints) == 1
    assert word in complaints[0]


# The end


def test_the_end_shows_the_lab_s_runs_from_the_same_start() -> None:
    hike = replace(walked(3, (250, 0.3)), guess="no")
    end = ending(SOURCE, hike)
    problem = hike.problem
    for walker, rule in zip(end.walkers[1:], (ls.GradientDescent(0.3), ls.Momentum(0.3)), strict=True):
        path = ls.descend(problem.objective, rule, hike.start, 300)
        assert np.array_equal(walker.weights, path.weights)
        assert walker.valley is not None
        assert walker.down == steps_down(path.losses, walker.valley.loss)
    shown, complaints = from_link(to_link(end.lab))
    assert (shown, complaints) == (end.lab, ())
    assert np.array_equal(end.walkers[0].weights[-1], track(hike).weights[-1])


def test_down_is_99_hundredths_of_the_way_and_stays() -> None:
    assert steps_down(np.array([2.0, 1.005, 1.5, 1.01, 1.001]), 1.0) == 3
    assert steps_down(np.array([2.0, 1.5, 1.2]), 1.0) is None
    assert steps_down(np.array([2.0]), 1.0) is None


def at(seed: int, weights: np.ndarray, guess: str) -> Hike:
    """A hike of one step, to this place."""
    hike = begin(SOURCE, seed)
    east, north = np.array(weights) - hike.start
    return replace(hike, moves=((math.degrees(math.atan2(east, north)) % 360, math.hypot(east, north)),), guess=guess)


@pytest.mark.parametrize(
    ("seed", "index", "begins"),
    [
        (1, 0, "Yes, you are in the lowest valley, and it is the only one here."),
        (2, 0, "Yes: 2 valleys here are equally low"),
        (2, 1, "Yes: 2 valleys here are equally low"),
        (3, 0, "Yes, you are in the lowest of 3 valleys."),
        (3, 1, "No, your valley is not the lowest."),
        (3, 2, "No, your valley is not the lowest."),
        (4, 3, "No, your valley is not the lowest."),
        (7, 0, "Yes, you are in the lowest of 31 valleys."),
        (7, 5, "No, your valley is not the lowest."),
    ],
)
def test_the_answer_is_that_of_the_critical_points(seed: int, index: int, begins: str) -> None:
    valley = ls.minima(begin(SOURCE, seed).problem.critical_points)[index]
    for offset in (0.0, 0.05):
        end = ending(SOURCE, at(seed, valley.weights + offset, "yes"))
        down = end.walkers[0].down is not None
        assert down or offset
        assert end.answer.startswith(begins if down else begins.replace(" in the", " on the slope of the"))
        assert f"{valley.loss:.4f}" in end.answer
        assert ("so it is" in end.said) is begins.startswith("Yes")
    assert end.walkers[0].valley is not None
    assert np.allclose(end.walkers[0].valley.weights, valley.weights)


def test_who_stands_on_a_plateau_is_in_no_valley() -> None:
    end = ending(SOURCE, at(6, np.array([0.5, -7.5]), "no"))
    assert end.answer.startswith("You are in no valley")
    assert "not yet decided" in end.said
    assert end.walkers[0].where == "in no valley"


def test_a_valley_outside_the_landscape_is_not_none() -> None:
    """From here gentle descent leaves the window of `trap` and rests at (-.108, 3.323), a copy of its local minimum."""
    seed = next(seed for seed in SEEDS if ground(seed) == "trap")
    end = ending(SOURCE, at(seed, np.array([-0.2, 2.9]), "no"))
    assert end.walkers[0].where == "on the slope of a valley outside the landscape"
    assert end.answer.startswith("You are on the slope of a valley outside the landscape: from here gentle descent")


def test_who_is_not_down_yet_is_on_the_slope() -> None:
    end = ending(SOURCE, replace(begin(SOURCE, 1), guess="yes"))
    assert end.answer.startswith("Yes, you are on the slope of the lowest valley, and it is the only one here.")
    assert end.walkers[0].where == "on the slope of the lowest valley"


def test_the_verdict_is_a_title_and_nothing_of_the_answer_is_left_out() -> None:
    def told(seed: int, place: np.ndarray) -> tuple[str, str]:
        return ending(SOURCE, at(seed, place, "yes")).told

    lowest = ls.minima(begin(SOURCE, 1).problem.critical_points)[0].weights
    assert told(1, lowest) == (
        "Yes, you are in the lowest valley", "It is the only valley here. You stand on its floor, at 0.5153.",
    )  # fmt: skip
    title, more = told(3, ls.minima(begin(SOURCE, 3).problem.critical_points)[1].weights)
    assert (title, more[:28]) == ("No, your valley is not the lowest", "You stand on its floor, at 0")
    title, more = told(6, np.array([0.5, -7.5]))
    assert title == "You are in no valley"
    assert more.startswith("From here even 3,000 steps of gentle descent come to no floor. The lowest one lies at 0.1")


def test_the_land_of_the_reveal_is_the_engine_s() -> None:
    hike = walked(3, (250, 0.3))
    assert land(SOURCE, hike) is None
    sent = land(SOURCE, replace(hike, guess="no"))
    assert sent is not None
    heights, problem = SOURCE.landscape(hike.problem).loss, hike.problem
    assert sent["heights"]["shape"] == list(heights.shape)
    assert sent["ends"] == pytest.approx([heights.min(), heights.max()])
    assert (sent["window"], sent["start"]) == (problem.window, hike.start)
    assert sent["walkers"][0]["rests"] == 1, "the learner has stopped"
    stars = [mark["weights"] for mark in sent["marks"] if mark["mark"] == "lowest"]
    assert np.allclose(stars, [point.weights for point in ls.lowest(problem.critical_points)])


def test_not_knowing_is_right_everywhere() -> None:
    assert "Right" in ending(SOURCE, replace(begin(SOURCE, 3), guess="unsure")).said


def test_settling_is_gentle_enough_for_the_sharpest_valley() -> None:
    problem = ls.PROBLEMS["trap"]
    rate = settling(SOURCE, problem, np.array([0.0, 0.0])).rule.learning_rate
    assert rate * max(valley.eigenvalues[-1] for valley in ls.minima(problem.critical_points)) <= 0.51


# Words


def test_the_slope_in_words() -> None:
    assert feeling(0.736, 259.1) == "The ground falls steeply to the west, 259°: slope 0.736."
    assert feeling(0.001, 10.0).startswith("The ground is flat here; what slope there is points to the north")
    assert feeling(0.0, None) == "The ground is flat here: slope 0."
    assert standing(1.0, 1.2, 3) == "Step 3: 0.2000 lower, at altitude 1.0000."
    assert [compass(bearing) for bearing in (0, 44, 46, 181, 359.9)] == [
        "north", "north-east", "north-east", "south", "north",
    ]  # fmt: skip


# What the server answers


JUNK = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.lists(st.integers())


@given(
    pressed=st.sampled_from([Id.HIKE_WALK, Id.HIKE_FOLLOW, Id.HIKE_GO, Id.HIKE_AGAIN, Id.MODE]) | JUNK.filter(repr),
    given_=st.fixed_dictionaries(dict.fromkeys(("hike", "seed", "bearing", "length"), JUNK)),
)
def test_nonsense_is_answered_kindly(pressed: Any, given_: dict[str, Any]) -> None:
    if not isinstance(pressed, list):
        acted(SOURCE, due(given_["seed"], given_["hike"], pressed), given_)


@pytest.mark.parametrize(
    ("field", "text", "says"),
    [
        ("bearing", "up", "The direction must be a number from 0 to 360; got “up”."),
        ("bearing", "400", "The direction must be a number from 0 to 360; got “400”."),
        ("length", "", "The length must be a number from 0.001 to 10; the box is empty."),
        ("length", "-1", "The length must be a number from 0.001 to 10; got “-1”."),
    ],
)
def test_a_step_of_nonsense_costs_nothing(field: str, text: str, says: str) -> None:
    asked = {"hike": "seed=3", "seed": "3", "bearing": "90", "length": "0.5"} | {field: text}
    answer = acted(SOURCE, [Id.HIKE_WALK], asked)
    assert answer[f"{field}_message"] == says
    assert not isinstance(answer["hike"], str)


def test_a_decimal_comma_is_as_good_as_a_point() -> None:
    asked = {"hike": "seed=3", "seed": "3", "bearing": "90,5", "length": "0,25"}
    assert acted(SOURCE, [Id.HIKE_WALK], asked)["hike"] == "seed=3&walk=90.5:0.25"


def test_after_following_the_slope_the_next_direction_is_the_new_downhill() -> None:
    asked = {"hike": "seed=3", "seed": "3", "bearing": "0", "length": "0.5"}
    answer = acted(SOURCE, [Id.HIKE_FOLLOW], asked)
    downhill = answer["reading"]["downhill"]
    assert answer["bearing"] == f"{downhill:g}" != answer["hike"].partition("walk=")[2].partition(":")[0]


def test_a_press_whose_answer_was_dropped_is_made_good_by_the_next() -> None:
    none, once, twice = [0] * 8, [0, 1] + [0] * 6, [0, 2] + [0] * 6
    assert due(once, [], Id.HIKE_FOLLOW) == due(twice, once, Id.HIKE_FOLLOW) == [Id.HIKE_FOLLOW]
    assert due(twice, none, Id.HIKE_FOLLOW) == [Id.HIKE_FOLLOW] * 2
    assert due([1, *twice[1:]], once, Id.HIKE_WALK) == [Id.HIKE_FOLLOW, Id.HIKE_WALK]
    asked = {"hike": "seed=3", "seed": "3", "bearing": "0", "length": "0.1"}
    steps = acted(SOURCE, due(twice, none, Id.HIKE_FOLLOW), asked)["hike"].partition("walk=")[2]
    assert steps.count(":") == 2


# Really hidden: every reply of a whole hike is read.


NUMBER = re.compile(r"(?<![\w#])-?\d+(?:\.\d+)?(?:e-?\d+)?")


class Client:
    """A browser without a screen: it keeps every reply."""

    def __init__(self) -> None:
        self.app = create_app()
        self.client = self.app.server.test_client()
        self.replies: list[str] = []
        self.hike = ""

    def get(self, address: str) -> str:
        self.replies.append(self.client.get(address).get_data(as_text=True))
        return self.replies[-1]

    def call(self, output: str, values: dict[str, Any], changed: str) -> dict[str, Any]:
        key = next(key for key in self.app.callback_map if output in key)
        spec = self.app.callback_map[key]
        fill = lambda each: {**each, "value": values.get(f"{each['id']}.{each['property']}")}  # noqa: E731
        outputs = [
            dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in key.strip(".").split("...")
        ]
        body = {
            "output": key,
            "outputs": outputs if key.startswith("..") else outputs[0],
            "inputs": [fill(each) for each in spec["inputs"]],
            "state": [fill(each) for each in spec["state"]],
            "changedPropIds": [changed],
        }
        reply = self.client.post("/_dash-update-component", json=body)
        assert reply.status_code == 200, reply.get_data(as_text=True)[:300]
        self.replies.append(reply.get_data(as_text=True))
        return json.loads(self.replies[-1])["response"]

    def open(self, query: str) -> str:
        self.get("/hike" + query)
        address = {"path": "/hike", "search": query, "dark": False}
        return json.dumps(self.call(f"{Id.PAGE}.", {f"{Id.ADDRESS}.data": address}, f"{Id.ADDRESS}.data"))

    def press(self, button: Id, bearing: str = "0", length: str = "0.5") -> dict[str, Any]:
        values = {
            f"{Id.HIKE}.data": self.hike,
            f"{Id.HIKE_SEED}.value": "3",
            f"{Id.HIKE_BEARING}.value": bearing,
            f"{Id.HIKE_LENGTH}.value": length,
        }
        answer = self.call(f"{Id.HIKE}.data", values, f"{button}.n_clicks")
        if Id.HIKE in answer:
            self.hike = answer[Id.HIKE]["data"]
        return answer


def may_be_known(hike: Hike) -> set[float]:
    """Every number that a blindfolded walker may know: slope and altitude on the way, and the own steps."""
    known: set[float] = {float(hike.seed), 5.0, MOST_STEPS}
    for count in range(len(hike.moves) + 1):
        part = replace(hike, moves=hike.moves[:count])
        height, ground_slope = float(hike.problem.objective(np.array(place(part)))), slope(part)
        steep = float(np.hypot(*ground_slope))
        bearing = math.degrees(math.atan2(-ground_slope[0], -ground_slope[1])) % 360
        known |= {float(count), height, steep, bearing}
        known |= {float(f"{steep:.3g}"), round(height, 4)}
        if count:
            before = float(hike.problem.objective(np.array(place(replace(hike, moves=hike.moves[: count - 1])))))
            known |= {*hike.moves[count - 1], height - before, before - height}
        here = np.array(place(part))
        for earlier in range(count + 1):
            away = np.array(place(replace(hike, moves=hike.moves[:earlier]))) - here
            known |= set(away.tolist())
    return known


def strange(text: str, known: set[float]) -> list[str]:
    """The numbers in a reply that nobody blindfolded may know. Bearings are told in whole degrees."""
    table = np.array(sorted(known))
    return [
        number
        for number in NUMBER.findall(text)
        if np.abs(table - float(number)).min() > (0.51 if "." not in number and float(number) > 5 else 6e-5)
        and not ("." in number and np.abs(table[table > 5] - float(number)).min() < 0.06)
    ]


def test_before_the_end_no_reply_holds_anything_but_what_is_felt() -> None:
    browser = Client()
    # What any page of this kind holds, whatever its landscape: the sliders' ranges, for example.
    frame = {float(number) for number in NUMBER.findall(browser.open("?seed=5"))} - may_be_known(begin(SOURCE, 5))
    first = browser.open("?seed=3")
    browser.hike = "seed=3"
    hike = begin(SOURCE, 3)
    same_frame = {float(number) for number in NUMBER.findall(browser.open("?seed=6"))}
    assert not strange(first, may_be_known(hike) | (frame & same_frame))
    walk = [
        (Id.HIKE_WALK, "250", "0.3"),
        (Id.HIKE_WALK, "200", "9"),
        (Id.HIKE_FOLLOW, "0", "0.2"),
        (Id.HIKE_WALK, "x", "1"),
        (Id.HIKE_FOLLOW_FAR, "0", "0.05"),
        (Id.HIKE_WALK, "12.5", "0.1"),
    ]
    for button, bearing, length in walk:
        answer = browser.press(button, bearing, length)
        hike, wrong = read(SOURCE, browser.hike)
        assert not wrong
        known = may_be_known(hike) | {0.001, 10.0, 360.0, 0.0, float(length)}
        assert not strange(json.dumps(answer), known), json.dumps(answer)
        if Id.HIKE_READING in answer:
            told = answer[Id.HIKE_READING]["data"]
            assert set(told) == {"hike", "revealed", "altitude", "slope", "downhill", "track", "altitudes"}
    assert len(hike.moves) == 8
    for reply in browser.replies:
        assert "bdata" not in reply
        assert "differences" not in reply
        if "response" in reply:
            named = re.findall(r"\btrap\b|contour|surface|minim|saddle|lowest\b(?! valley of)", reply, re.IGNORECASE)
            # The page has a part of this name, and says so of whatever hike; a step has nothing of the kind.
            assert named == (["surface"] * 4 if '"div-page"' in reply else [])
    revealed = json.dumps(browser.press(Id.HIKE_UNSURE))
    assert strange(revealed, may_be_known(hike)), "the test would have seen it"
    assert "bdata" in revealed
    assert "differences" in revealed
    assert "Trap" in revealed


def test_the_shell_is_the_same_for_every_hike() -> None:
    """What comes before the address is read cannot hold a secret of it."""
    browser = Client()
    secret = re.compile(r'"end_id":"[^"]*"')  # Dash's own, new for each request
    pages = [secret.sub("", browser.get(f"/hike?{query}")) for query in ("seed=3", "seed=4&walk=10:0.1")]
    # What is told of a link holds the words of the link itself, and nothing else that differs.
    assert "seed=4&amp;walk=10:0.1" in pages[1]
    said = pages[1].replace("&amp;walk=10:0.1", "").replace("%26walk%3D10%3A0.1", "")
    assert said.replace("Hike 4", "Hike 3").replace("seed=4", "seed=3").replace("seed%3D4", "seed%3D3") == pages[0]
    assert browser.get("/_dash-layout") == browser.get("/_dash-layout")


def test_the_page_keeps_the_theme_of_its_address() -> None:
    cases = (("theme=dark", 0, "dark"), ("theme=light", 1, "light"), ("", 1, "dark"), ("theme=x", 0, "light"))
    for query, dark, mode in cases:
        assert f"id=<Id.MODE: 'store-mode'>, data='{mode}'" in repr(page(SOURCE, f"?seed=2&{query}", bool(dark)))

"""The first walk, in a real browser with WebGL drawn by software."""

from __future__ import annotations

import numpy as np
import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By

import losscore as ls
from app.runs.scene import from_link
from tests.browser.lab import HOME, Lab

pytestmark = pytest.mark.browser
RED = np.array([225, 29, 46])  # the star's


def path_of(query: str) -> ls.Path:
    """What the engine says to an address."""
    scene, complaints = from_link(query)
    assert not complaints
    return ls.descend(scene.problem_shown.objective, scene.rule.make(scene.steps), scene.start_weights, scene.steps)


def reds(pixels: np.ndarray) -> int:
    return int((np.abs(pixels - RED).sum(axis=-1) < 60).sum())


def test_the_page_shows_both_pictures_with_their_marks(lab: Lab) -> None:
    lab.open("?step=0", surface=True)
    for panel in ("surface", "contour"):
        pixels = lab.picture(panel)
        colours = len(np.unique(pixels.reshape(-1, 3) // 8, axis=0))
        assert colours > 150, f"{panel} shows {colours} colours only"
        assert reds(pixels) > 40, f"no star in {panel}"
    # Each star, ring and cross is painted on both.
    points = [point for point in ls.PROBLEMS["trap"].critical_points if point.kind is not ls.Kind.MAXIMUM]
    assert len(points) == 10
    mine = np.array([point.weights for point in points])
    with_them = lab.marked("map", mine), lab.marked("land", mine)
    lab.js("LossLandscape.lab.pictures().set({ marks: [] })")
    assert (np.array(with_them) > np.array([lab.marked("map", mine), lab.marked("land", mine)])).all()


def test_a_ball_is_dropped_on_the_contour_and_rolls_down(lab: Lab) -> None:
    lab.open("?step=0&learning_rate=0.05", surface=True)
    target = (0.6, 1.2)
    lab.click(lab.pixel("contour", target))
    lab.until_run("start=")
    chosen = np.array([float(part) for part in lab.value("start").split(",")])
    width = np.ptp(np.array(ls.PROBLEMS["trap"].window), axis=1)
    assert (np.abs(chosen - target) / width < 1 / 300).all(), f"{chosen} for {target}"
    lab.until(lambda: lab.step > 5, "for the ball to roll")
    lab.play_to_the_end()
    query = lab.link
    expected = path_of(query)
    assert np.array_equal(lab.weights(), expected.weights)
    scene, _ = from_link(query)
    assert lab.until(lambda: ls.verdict(expected, scene.problem_shown).sentence in lab.sentence)
    lab.until_drawn()
    # Every panel ends where the path ends; on land and map every step of it is painted.
    for where in ("map", "land"):
        lab.until(lambda where=where: lab.ball(where, expected.weights[-1]), f"for the ball on the {where}")
        # What lies behind a hill is dotted.
        assert lab.inked(where, expected.weights).mean() > (0.97 if where == "land" else 0.999), where
    lab.see("curve")
    lab.until(lambda: lab.drawn("curve", 1) == {"x": [300], "y": [expected.losses[-1]]})


def test_a_short_click_on_the_surface_starts_there_and_one_beside_it_nothing(lab: Lab) -> None:
    lab.open("?step=0", surface=True)
    (low, high), (bottom, top) = ls.PROBLEMS["trap"].window
    x, y = lab.pixel("contour", (high, top))
    lab.click((x + 4, y - 4))
    box = lab.driver.find_element(By.CSS_SELECTOR, '[data-panel="surface"]').rect
    lab.click((round(box["x"]) + 6, round(box["y"]) + 6))
    # On the wall in front as well: there is no ground.
    x, y = lab.pixel("surface", ((low + high) / 2, bottom))
    lab.click((x, y + 25))
    assert lab.value("start") == "-0.44, -0.27"
    for target in ((0.3, -1.0), (0.7, -0.8)):
        at, before = lab.pixel("surface", target), lab.value("start")
        lab.click(at)
        lab.until(lambda before=before: lab.value("start") != before, "for a click on the surface")
        chosen = tuple(float(part) for part in lab.value("start").split(","))
        # On the screen it is the pixel that was clicked; on a slope seen at a glance a pixel covers much ground.
        seen = lab.pixel("surface", chosen)
        assert np.abs(np.subtract(seen, at)).max() <= 1, f"{chosen} for {target}"
        assert np.allclose(chosen, target, atol=0.3)
        lab.until_drawn()
    # A mark tells what it is, and starts nothing.
    saddle = next(point for point in ls.PROBLEMS["trap"].critical_points if point.kind is ls.Kind.SADDLE)
    before = lab.value("start")
    lab.click(lab.pixel("surface", tuple(saddle.weights)))
    card = lab.driver.find_element(By.CSS_SELECTOR, "[data-mark-card]")
    lab.until(lambda: "Saddle" in card.text, "for the card of the saddle")
    assert lab.value("start") == before


def test_the_address_shows_the_same_thing_elsewhere(lab: Lab) -> None:
    lab.open("?step=0&optimizer=Adam")
    lab.choose("optimizer", "Momentum")
    lab.until(lambda: lab.driver.find_element(By.ID, "input-momentum").is_displayed())
    lab.write("momentum", "0.8")
    lab.write("learning_rate", "0.2")
    lab.choose("schedule", "CosineDecay")
    lab.write("steps", "150")
    lab.write("start", "1.5, -2")
    lab.choose("speed", "16")
    lab.until_run("start=1.5")
    lab.play_to_the_end()
    lab.until(lambda: "step=150" in lab.address)
    sentence, weights, address = lab.sentence, lab.weights(), lab.address
    lab.open(address.split("/")[-1])
    lab.until(lambda: lab.step == 150)
    assert lab.until(lambda: lab.sentence == sentence)
    assert np.array_equal(lab.weights(), weights)
    fields = ("optimizer", "momentum", "learning_rate", "schedule", "steps", "start", "speed")
    assert [lab.value(field) for field in fields] == ["Momentum", "0.8", "0.2", "CosineDecay", "150", "1.5, -2", "16"]
    assert lab.until(lambda: lab.address == address)


def test_the_surface_turns_and_stays_as_the_hand_left_it(lab: Lab) -> None:
    lab.open("?step=0", surface=True)
    before, start = lab.picture("surface"), lab.value("start")
    lab.drag(lab.centre("surface"), (150, 10))
    left = lab.settled_camera()
    assert left != HOME
    after = lab.picture("surface")
    assert (np.abs(after - before).sum(axis=-1) > 30).mean() > 0.1
    assert reds(after) > 20
    # Turning starts nothing.
    assert lab.value("start") == start
    assert lab.step == 0
    lab.change_theme("dark")
    assert lab.settled_camera() == left
    lab.write("learning_rate", "0.2")
    lab.until_run("learning_rate:0.2")
    assert lab.settled_camera() == left
    # The next turn goes on from there: a drag so long as the first turns it as far again.
    lab.drag(lab.centre("surface"), (150, 0))
    again = lab.settled_camera()
    assert (again[0] - left[0]) % 360 == pytest.approx((left[0] - HOME[0]) % 360, abs=0.2)
    version = lab.js("return LossLandscape.lab.state.version")
    lab.choose("problem", "bowl")
    lab.until(lambda: lab.js("return LossLandscape.lab.state.version") > version)
    lab.until_drawn()
    assert lab.settled_camera() == again
    # A button turns it by as much as it says, and the address holds it.
    address = lab.address
    lab.press("turn-left")
    lab.until(lambda: lab.address != address)
    camera, address = lab.settled_camera(), lab.address
    assert camera[0] % 360 == pytest.approx((again[0] + 15) % 360, abs=1e-6)
    lab.open(address.split("/")[-1], surface=True)
    assert lab.camera() == pytest.approx(camera, abs=0.01)
    assert lab.until(lambda: lab.address == address)


def test_the_path_survives_a_new_theme_in_mid_play(lab: Lab) -> None:
    lab.open("?learning_rate=0.01&speed=2", surface=True)
    lab.until(lambda: lab.step > 8)
    playing = lab.js("return LossLandscape.lab.player.playing")
    assert playing
    background = lab.js("return getComputedStyle(document.body).backgroundColor")
    lab.choose("theme", "dark")
    lab.until_version(2)
    assert lab.js("return getComputedStyle(document.body).backgroundColor") != background
    step = lab.step
    for where in ("map", "land"):
        assert lab.inked(where, lab.weights()[:9]).all(), f"no path on the {where}"
    lab.until(lambda: lab.step > step + 2, "for the play to go on")
    for where in ("map", "land"):
        assert lab.inked(where, lab.weights()[: step + 2]).all(), f"the path on the {where} does not grow"


def test_a_new_landscape_in_mid_play_brings_its_own_run(lab: Lab) -> None:
    lab.open("?speed=1")
    lab.until(lambda: lab.step > 3)
    lab.choose("problem", "bowl")
    lab.until_run("problem=bowl")
    lab.until_version(2)
    assert lab.value("start") == "-3, 4"
    assert "One round valley" in lab.driver.find_element(By.ID, "div-about").text
    lab.until(lambda: lab.inked("map", [[-3.0, 4.0]]).all(), "for the start of the new run")
    lab.until(lambda: lab.ball("map", lab.weights()[-1]) if lab.step >= len(lab.weights()) - 1 else lab.step > 3)


def test_one_is_caught_and_one_is_freed(lab: Lab) -> None:
    lab.open(surface=True)
    lab.play_to_the_end()
    lab.until(lambda: "Caught in a local minimum" in lab.sentence)
    caught, freed = lab.sentence.split("\n")
    assert caught.startswith("Gradient descent, rate 0.3: Caught in a local minimum")
    assert freed.startswith("Gradient descent, rate 1.6, cosine decay: Reached the lowest valley")
    land = lab.driver.find_element(By.CSS_SELECTOR, '[data-panel="surface"]')
    lab.until(lambda: "0.6167" in land.text and "0.1409" in land.text, "for the words where the runs rest")
    looks = lab.js("""return LossLandscape.lab.state.figures.styles.slice(0, 2)
        .map((style) => [style.colour, style.dash, style.marker]);""")
    assert all(one != other for one, other in zip(*looks, strict=True)), "told apart by colour, dash and marker"
    # Each is painted in its own colour: the first at rest in its valley, the second as a ring around the star.
    for run in (0, 1):
        assert lab.coloured("map", lab.weights(run)[-1], run, radius=25) > 40


def test_runs_race_side_by_side(lab: Lab) -> None:
    lab.open("?step=5&learning_rate=0.3&arrows=none")  # which would lie on the balls
    lab.driver.find_element(By.CSS_SELECTOR, ".run-buttons button").click()  # Add a run
    lab.until(lambda: lab.js("return LossLandscape.lab.player.paths.length") == 2)
    lab.choose("optimizer", "Momentum")
    lab.write("learning_rate", "0.1")
    lab.until_run("Momentum,learning_rate:0.1")
    lab.until(lambda: len(lab.weights(1)) > 5)
    assert lab.step == 5, "the step on screen stays"
    assert lab.until(lambda: lab.ball("map", lab.weights(1)[5], run=1))
    engine = path_of("optimizer=Momentum&learning_rate=0.1")
    assert np.array_equal(lab.weights(1), engine.weights[: len(lab.weights(1))])
    assert lab.until(lambda: "chosen=2" in lab.address and "rules=" in lab.address)
    lab.driver.find_element(By.ID, "input-runs-1").click()
    lab.until(lambda: lab.value("optimizer") == "GradientDescent")
    assert lab.value("learning_rate") == "0.3"
    lab.driver.find_elements(By.CSS_SELECTOR, ".run-buttons button")[1].click()  # Remove run 1
    lab.until(lambda: lab.js("return LossLandscape.lab.player.paths.length") == 1)
    lab.until(lambda: not lab.ball("map", lab.weights()[5], run=1), "for the picture of the removed run to go")
    assert lab.ball("map", lab.weights()[5], run=0), "the run that is left has the first run's look"
    assert lab.value("optimizer") == "Momentum"


def test_the_model_panel_shows_the_model_at_the_weights_on_screen(lab: Lab) -> None:
    lab.open("?step=300&learning_rate=0.3")
    lab.see("model")

    def curve() -> tuple[np.ndarray, np.ndarray]:
        trace = lab.js("""const { state } = LossLandscape.lab, first = state.figures.model.data.length;
            const trace = document.querySelector("#graph-model .js-plotly-plot").data[first];
            return [Array.from(trace.x), Array.from(trace.y)];""")
        return np.array(trace[0]), np.array(trace[1])

    def is_the_model_at(step: int) -> bool:
        x, p = curve()
        w = lab.weights()[step]
        return len(x) > 50 and np.allclose(p, 1 / (1 + np.exp(-4 * np.sin(w[0] * x + w[1]))), atol=1e-5)

    lab.until(lambda: is_the_model_at(300))
    lab.slider().send_keys(Keys.HOME)
    lab.until(lambda: is_the_model_at(0), "for the model at the start")
    lab.choose("problem", "bowl")
    lab.until_version(2)
    regions = "return document.querySelector('#graph-model .js-plotly-plot').data[0].z.length"
    lab.until(lambda: lab.js(regions) == 41, "for the regions of two features")
    lab.choose("problem", "textbook")
    lab.until_version(3)
    assert "no model, no data" in lab.driver.find_element(By.ID, "graph-model").text


def test_by_keyboard_alone(lab: Lab) -> None:
    """Everything is reached with Tab, in the order of the eye, and left again; the pictures have keys of their own."""
    lab.open("?step=10&learning_rate=0.3", surface=True)
    seen: list[str] = []
    name = """const at = document.activeElement;
        return at.dataset.action || at.dataset.panel || at.id || at.getAttribute("aria-label") || at.tagName;"""
    for _ in range(90):
        ActionChains(lab.driver).send_keys(Keys.TAB).perform()
        seen.append(lab.js(name))
        if seen[-1] == "contour":
            break
    wanted = ["input-theme", "input-problem", "input-runs-1", "input-optimizer", "input-learning_rate"]
    wanted += ["input-schedule", "input-start", "input-steps", "turn-left", "camera-reset", "surface", "contour"]
    assert [each for each in seen if each in wanted] == wanted
    ActionChains(lab.driver).send_keys(Keys.ARROW_RIGHT).perform()
    lab.until_run("start=-0.33,-0.27")
    ActionChains(lab.driver).key_down(Keys.SHIFT).send_keys(Keys.ARROW_UP).key_up(Keys.SHIFT).perform()
    lab.until_run("start=-0.33,-0.257")
    assert lab.js(name) == "contour", "the focus stays where it was"
    playing = lab.js("return LossLandscape.lab.player.playing")
    ActionChains(lab.driver).send_keys(Keys.SPACE).perform()
    assert lab.until(lambda: lab.js("return LossLandscape.lab.player.playing") is not playing)
    lab.js("document.querySelector('[data-panel=surface]').focus()")
    camera = lab.camera()
    ActionChains(lab.driver).send_keys(Keys.ARROW_LEFT).perform()
    lab.until(lambda: lab.camera() != camera)
    ActionChains(lab.driver).send_keys(Keys.HOME).perform()
    lab.until(lambda: lab.camera() == camera)


def test_play_pause_step_scrub_restart(lab: Lab) -> None:
    lab.open("?step=20&learning_rate=0.02")
    assert lab.until(lambda: lab.count == "step 20 of 300")
    lab.press("forward")
    assert lab.until(lambda: lab.count == "step 21 of 300")
    lab.press("back")
    lab.press("back")
    assert lab.until(lambda: lab.count == "step 19 of 300")
    lab.press("play")
    lab.until(lambda: lab.step > 22)
    lab.press("play")  # it says Pause now
    step = lab.step
    assert f"step={step}" in lab.until(lambda: lab.address if f"step={step}" in lab.address else "")
    lab.slider().send_keys(Keys.HOME)
    assert lab.until(lambda: lab.count == "step 0 of 300")
    lab.slider().send_keys(Keys.ARROW_RIGHT)
    assert lab.until(lambda: lab.count == "step 1 of 300")
    lab.play_to_the_end()
    assert lab.count == "step 300 of 300"
    lab.press("restart")
    assert lab.until(lambda: lab.count == "step 0 of 300")


def test_nonsense_in_a_control_gets_a_sentence_and_the_run_stays(lab: Lab) -> None:
    lab.open("?step=30&learning_rate=0.3")
    weights = lab.weights()
    for nonsense in ("abc", "", "-1", "1e400"):
        lab.write("learning_rate", nonsense)
        got = f"got “{nonsense}”" if nonsense else "the box is empty"
        sentence = f"The learning rate must be a number above 0 and at most 100; {got}."
        lab.until(lambda sentence=sentence: lab.message("learning_rate") == sentence, sentence)
        box = lab.driver.find_element(By.ID, "input-learning_rate")
        assert box.get_attribute("aria-invalid") == "true"
        assert "input-learning_rate-message" in box.get_attribute("aria-describedby")
        assert lab.step == 30
        assert np.array_equal(lab.weights(), weights)
        assert "learning_rate=0.3" in lab.address
    lab.write("learning_rate", "0,25")
    lab.until(lambda: lab.message("learning_rate") == "")
    lab.until_run("learning_rate=0.25")


def test_a_damaged_address_shows_the_page_and_says_so(lab: Lab) -> None:
    lab.open("?problem=volcano&learning_rate=%00%FF&start=9,9&theme=blue&steps=1e9&&&=&%%%")
    notice = lab.driver.find_element(By.ID, "div-notice").text
    for word in ("volcano", "learning rate", "9,9", "blue", "1e9"):
        assert word in notice
    assert lab.value("problem") == "trap"
    lab.play_to_the_end()
    assert lab.until(lambda: "Caught in a local minimum" in lab.sentence)


def test_reduced_motion_starts_at_rest(lab: Lab) -> None:
    media = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    lab.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    lab.open()
    assert lab.step == 0
    assert not lab.js("return LossLandscape.lab.player.playing")
    assert "Press Play" in lab.sentence


@pytest.mark.parametrize("sizes", [((1366, 650), (700, 600)), ((390, 844), (320, 700))], ids=["wide", "narrow"])
def test_nothing_sticks_out_and_the_player_is_at_hand(lab: Lab, sizes: tuple[tuple[int, int], ...]) -> None:
    for width, height in sizes:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        lab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        if (width, height) == sizes[0]:
            lab.open("?step=5", surface=True)
        lab.until(lambda width=width: lab.js("return innerWidth") == width)
        lab.until_drawn()
        everything_is_at_hand(lab, width, height)


def everything_is_at_hand(lab: Lab, width: int, height: int) -> None:
    assert lab.js("return document.documentElement.scrollWidth") <= width
    land, the_map = '[data-panel="surface"]', '[data-panel="contour"]'
    boxes = lab.js(
        """return [...arguments, ".player", "#div-outcome"].map(function (each) {
        const box = document.querySelector(each).getBoundingClientRect();
        return [box.left, box.top, box.right, box.bottom]; })""",
        land,
        the_map,
    )
    surface, contour, player, sentence = boxes
    if width > 640:
        assert surface[2] <= contour[0] + 1, "the land and its map stand side by side"
        assert surface[1] <= contour[1] < contour[3] <= surface[3], "the map is no higher than the land"
    else:
        assert surface[0] <= contour[0] < contour[2] <= surface[2], "the map lies on the land's picture"
        assert surface[1] <= contour[1] < contour[3] <= surface[3]
        assert player[3] <= height + 1, "the player is stuck to the lower edge"
    controls = lab.js("""return [...document.querySelectorAll(".player button, .player select, .player input")]
        .filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect())
        .map((box) => [box.left, box.right, box.width])""")
    assert len(controls) >= 4, "play, a step back, a step on and the slider"
    assert all(left >= 0 and right <= width and wide >= 24 for left, right, wide in controls), controls
    if width == 1366:
        assert sentence[3] <= height, "everything to the sentence is in view"
        tall = lab.js("return document.querySelector('#graph-curve .js-plotly-plot')._fullLayout.yaxis._length")
        assert tall >= 90, "a run that rests can be told from one that jumps"
    assert all(0 <= left < right <= width + 1 for left, _, right, _ in boxes)

"""The page on networks, in a real browser: each test is about one thing that it promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from dash.testing.composite import DashComposite
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By

import losscore as ls
from app.networks.presets import PRESETS
from app.networks.results import objective
from app.networks.scene import NetworkScene, from_link
from tests.app.test_networks import directly
from tests.browser.axe import SCRIPT, assert_accessible
from tests.browser.networks import Networks
from tests.wide import wide

pytestmark = pytest.mark.browser
QUICK = "layers=1&width=3&steps=90"
# A slice of many minima that takes a few seconds; the presets' claims are measured without a browser.
RUGGED = "layers=8&width=4&steps=100&learning_rate=0.01&seed=2&slice=random"
WINDOW = """const { xaxis, yaxis } = LossLandscape.networks.state.pictures.cuts[0].contour.layout;
    return [xaxis.range, yaxis.range]"""


@pytest.fixture
def page(site: DashComposite) -> Iterator[Networks]:
    """The page, not opened yet; whatever a test did, its console must have stayed silent."""
    page = Networks(site)
    yield page
    assert page.console() == []


def scene_of(query: str) -> NetworkScene:
    scene, complaints = from_link(query)
    assert not complaints
    return scene


def test_a_real_network_trains_and_every_panel_shows_it(page: Networks) -> None:
    page.open("?step=500", surface=True)
    path = directly(NetworkScene())
    assert np.array_equal(page.losses(), path.losses), "every loss is the engine's, to the bit"
    assert f"{path.losses[-1]:.4g}" in page.sentence
    assert "98 % of the examples are right" in page.sentence
    loss, _, accuracy = page.traces("progress")
    assert len(loss["x"]) == 501
    assert accuracy["y"][-1] == 0.98
    assert len(np.unique(page.picture("contour-1").reshape(-1, 3) // 8, axis=0)) > 100
    assert len(np.unique(page.picture("surface-1").reshape(-1, 3) // 8, axis=0)) > 100
    regions = page.picture("regions-1")
    assert len(np.unique(regions.reshape(-1, 3) // 8, axis=0)) > 20


def test_the_first_slice_comes_before_the_fine_one(page: Networks) -> None:
    page.open("?layers=6&steps=40&slice=random&step=0", whole=False)
    size = "return document.querySelector('[data-net-plot=\"contour-1\"]')._fullData?.[0]?.z.length || 0"
    seen = set()

    def grown() -> bool:
        seen.add(page.js(size))
        return 101 in seen

    page.until(grown, "for the fine slice")
    assert 51 in seen


def test_the_decision_regions_follow_the_step(page: Networks) -> None:
    page.open("?step=0")
    before = page.picture("regions-1")
    page.slider().send_keys(Keys.END)
    page.until_idle()
    after = page.picture("regions-1")
    assert (np.abs(after - before).sum(axis=-1) > 40).mean() > 0.1
    assert page.js("return LossLandscape.networks.state.look.step") == 500


def test_the_path_lies_on_the_slice_and_ends_in_its_centre(page: Networks) -> None:
    page.open("?step=500")
    assert page.marks("lowest") == [[0, 0]]
    path = directly(NetworkScene())
    plane = ls.path_plane(path.weights).plane
    a, b = plane.project(path.weights)
    np.testing.assert_allclose(page.view("a"), a, atol=1e-4)
    np.testing.assert_allclose(page.view("b"), b, atol=1e-4)
    way = list(zip(a[::25].tolist(), b[::25].tolist(), strict=True))
    assert all(page.painted("contour-1", way)), "the whole path is drawn"
    (left, right), (low, high) = page.js(WINDOW)
    beside = [(x, y) for x in np.linspace(left, right, 12)[1:-1] for y in np.linspace(low, high, 12)[1:-1]]
    there = np.array([*zip(a, b, strict=True), *page.marks("local minimum")])
    size = np.array([right - left, high - low])
    far = [place for place in beside if np.hypot(*((there - place) / size).T).min() > 0.12]
    assert not any(page.painted("contour-1", far)), "and nothing far from it or a minimum"


def test_the_table_tells_the_true_loss_beside_the_slices_height(page: Networks) -> None:
    page.open("?slice=random&step=100")
    rows, path = page.rows(), directly(NetworkScene())
    assert rows["True loss"] == [f"{float(f'{path.losses[100]:.4g}'):g}"]
    assert rows["Step of these numbers"] == ["100"]
    plane = ls.random_plane(ls.Network(2), path.weights[-1], 0)
    height = float(objective(NetworkScene())(plane.embed(*plane.project(path.weights[100]))))
    assert float(rows["Height of the slice at that place"][0]) == pytest.approx(height, rel=1e-3)
    distance = float(plane.distance(path.weights[100]))
    assert float(rows["Distance from the plane"][0].split()[0]) == pytest.approx(distance, rel=1e-3)
    assert rows["Weights; directions the slice leaves out"] == ["105; 103"]
    sharpness = next(value for name, value in rows.items() if name.startswith("Sharpness"))
    values = np.linalg.eigvalsh(objective(NetworkScene()).hessian(path.weights[-1]))
    assert float(sharpness[0]) == pytest.approx(values[-1], rel=1e-3)
    assert "of the slice, not of the network" in page.sentence


@pytest.mark.parametrize("kind", ["path", "random", "three", "line"])
def test_every_kind_of_slice_is_drawn(page: Networks, kind: str) -> None:
    page.open(f"?{QUICK}&slice={kind}&step=90")
    plot = "line" if kind == "line" else "contour-1"
    assert len(np.unique(page.picture(plot).reshape(-1, 3) // 8, axis=0)) > (10 if kind == "line" else 60)
    if kind == "three":
        others = page.marks("end")
        assert len(others) == 2
        assert others[0][0] == pytest.approx(1.0)
        assert all(page.painted("contour-1", others))


def test_the_directions_are_drawn_again_at_a_button(page: Networks) -> None:
    page.open(f"?{QUICK}&slice=random&step=90")
    before = page.picture("contour-1")
    page.press("again")
    page.until(lambda: "several=yes" in page.scene)
    page.until_idle()
    assert page.picture("small-5").std() > 10
    assert "lie between" in page.text("several")
    page.press("again")
    page.until(lambda: "directions=6" in page.scene)
    page.until_idle()
    assert (np.abs(page.picture("contour-1") - before).sum(axis=-1) > 40).mean() > 0.1
    assert page.js("return document.querySelector('[data-net-small=\"0\"]').textContent").startswith("number 6")


def test_a_minimum_of_the_slice_has_a_way_down(page: Networks) -> None:
    page.open(f"?{RUGGED}&step=100")
    said = page.text("way")
    assert "bends down" in said
    assert "this is no minimum of the network." in said
    page.reach('[data-net-plot="way"]')
    page.until(lambda: page.traces("way"))
    curve, point = page.traces("way")
    assert min(curve["y"]) < point["y"][0]
    page.press("another")
    page.until(lambda: "inimum 2 of" in page.text("way"), "for the next minimum")
    assert page.text("way") != said


def test_skips_and_none_side_by_side(page: Networks) -> None:
    page.open(f"?{RUGGED}&compare=skips&step=100", surface=True)
    counts = [int(cell) for cell in page.rows()["Minima found in this slice"]]
    assert counts[0] > 5 > counts[1], counts
    for plot in ("surface-1", "surface-2", "contour-1", "contour-2", "regions-2"):
        assert len(np.unique(page.picture(plot).reshape(-1, 3) // 8, axis=0)) > 20, plot
    assert "Without skips" in page.sentence
    assert "With skips" in page.sentence
    page.press("way-run")
    page.until(lambda: page.text("way").startswith("With skips"))


def test_other_pairs_side_by_side_and_a_finished_training_stays_when_only_the_slice_changes(page: Networks) -> None:
    page.open(f"?{QUICK}&step=90")
    for compare in ("batches", "optimizers"):
        page.choose("compare", compare)
        page.until(lambda compare=compare: f"compare={compare}" in page.scene)
        page.until_idle()
        for run, training in enumerate(scene_of(page.scene).trainings()):
            assert np.array_equal(page.losses(run), directly(training).losses)
        assert len(page.rows()["True loss"]) == 2
    page.js("LossLandscape.networks.player.paths[0].mark = 'kept'")
    page.choose("slice", "random")
    page.until(lambda: "slice=random" in page.scene)
    page.until_idle()
    assert page.js("return LossLandscape.networks.player.paths[0].mark") == "kept"
    assert page.step == 90


def test_long_work_shows_how_far_it_is_and_can_be_cancelled(page: Networks) -> None:
    page.open("?layers=20&width=32&steps=1500&step=0", whole=False)
    page.until(lambda: "Training: step" in page.work and "step 0 of" not in page.work, "for progress")
    assert page.js("return document.querySelector('[data-net-show=\"bar\"]').value") > 0
    page.press("cancel")
    page.until(lambda: page.work.startswith("Cancelled"))
    page.until(lambda: not page.js("return LossLandscape.networks.state.asked"))
    reached = page.js("return LossLandscape.networks.player.paths[0].rows")
    page.js("return new Promise((done) => setTimeout(done, 700))")
    assert page.js("return LossLandscape.networks.player.paths[0].rows") == reached < 1501
    page.press("cancel")
    page.until(lambda: page.js("return LossLandscape.networks.player.paths[0].rows") > reached, "for it to go on")


def test_an_example_is_chosen_and_tells_its_claim(page: Networks) -> None:
    page.open(f"?{QUICK}&step=90")
    assert page.value("preset") == ""
    page.choose("preset", "smallest")
    page.until(lambda: "width=2" in page.scene)
    page.until(lambda: PRESETS["smallest"].claim in page.driver.find_element(By.ID, "div-net-claim").text)
    assert page.value("width") == "2"
    page.write("width", "4")
    page.until(lambda: "width=4" in page.scene)
    page.until(lambda: page.value("preset") == "")
    assert "Your own settings" in page.driver.find_element(By.ID, "div-net-claim").text


def test_the_count_goes_from_two_to_millions(page: Networks) -> None:
    page.open(f"?{QUICK}&step=90")
    assert page.text("count").startswith("13 weights")
    page.press("count-2")
    assert "all of it can be drawn" in page.text("count")
    page.press("count-25600000")
    assert page.text("count").startswith("25.6 million weights")
    slider = page.driver.find_element(By.CSS_SELECTOR, "[data-net-count] input")
    slider.send_keys(Keys.HOME)
    assert page.text("count").startswith("2 weights")
    assert slider.get_attribute("aria-valuetext") == "2 weights"
    page.press("count-here")
    assert page.text("count").startswith("13 weights")


def test_bad_settings_get_a_sentence_and_the_picture_stays(page: Networks) -> None:
    page.open(f"?{QUICK}&step=90")
    before = page.scene
    page.write("layers", "fifty")
    page.until(lambda: "“fifty”" in page.message("layers"))
    page.write("layers", "1")
    page.until(lambda: page.message("layers") == "")
    page.write("batch", "9999")
    page.until(lambda: page.message("batch"))
    assert page.scene == before
    page.choose("data", "own")
    page.until(lambda: "still missing" in page.message("table"))


def test_a_table_of_ones_own_is_learned(page: Networks) -> None:
    page.open(f"?{QUICK}&step=90")
    page.choose("data", "own")
    page.until(lambda: page.driver.find_element(By.ID, "input-net-table").is_displayed())
    table = page.driver.find_element(By.ID, "input-net-table")
    use = page.driver.find_element(By.XPATH, "//button[.='Use this table']")
    table.send_keys("1,2,no\n2,1,yes\n0,1,no\n3,3,yes\n1,0,maybe")
    use.click()
    page.until(lambda: "maybe" in page.message("table"), "for the sentence about the third class")
    table.clear()
    table.send_keys("1,2,no\n2,1,yes\n0,1,no\n3,3,yes\n1,0,no")
    use.click()
    page.until(lambda: "data=own" in page.scene)
    page.until(lambda: page.js("return LossLandscape.networks.player.paths[0].next") is None)
    assert np.array_equal(page.losses(), directly(scene_of(page.scene).trainings()[0]).losses)
    page.slider().send_keys(Keys.END)
    page.until_idle()


def test_the_address_holds_all_that_is_seen(page: Networks) -> None:
    page.open(f"?{QUICK}&slice=random&directions=3&compare=optimizers&seed=7&step=40&theme=dark", surface=True)
    page.press("turn-left")
    page.until(lambda: "camera=" in page.driver.current_url)
    link, eye, contour = page.driver.current_url, page.eye(), page.picture("contour-2")
    page.open("?" + link.split("?")[1], surface=True)
    assert page.step == 40
    assert page.eye() == page.eye(2) == pytest.approx(eye, abs=0.02)
    assert (np.abs(page.picture("contour-2") - contour).sum(axis=-1) > 40).mean() < 0.02
    assert scene_of(page.scene) == replace(scene_of(link.split("?")[1]), step=None, camera=None, theme="auto")


def test_the_surfaces_turn_together_and_stay_as_they_were_left(page: Networks) -> None:
    page.open(f"?{QUICK}&compare=skips&layers=2&step=90", surface=True)
    before = page.eye()
    page.drag(1, (120, 10))
    page.until(lambda: page.eye() != before and page.eye(2) == pytest.approx(page.eye(), abs=0.02))
    turned = page.eye()
    page.press("back")
    page.choose("height", "log")
    page.until(lambda: "height=log" in page.scene)
    page.until_idle()
    assert page.eye() == pytest.approx(turned, abs=0.05)


def test_the_stage_shows_two_on_one_scale_and_plotly_draws_neither_while_they_play(page: Networks) -> None:
    page.open(f"?{QUICK}&compare=skips&layers=2&step=0&speed=0.5", surface=True)
    for run in (0, 1):
        tag = page.driver.find_element(By.CSS_SELECTOR, f'[data-net-tag="{run + 1}"]').text
        share = page.js("return LossLandscape.networks.state.views[arguments[0]].explained", run)
        assert f"slice: {100 * share:.3g} % of the way" in tag
    boxes = page.js(
        """return Array.from(document.querySelectorAll(".net-land .js-plotly-plot"), (plot) => {
            const scene = plot._fullLayout.scene, box = plot.getBoundingClientRect();
            return [...scene.zaxis.range, scene.aspectratio.z, box.left, box.right]; })"""
    )
    assert boxes[0][:3] == pytest.approx(boxes[1][:3]), "as high as each other, loss for loss"
    assert boxes[0][4] < boxes[1][3], "side by side"
    page.js(
        """window.called = [];
        for (const name of ["react", "newPlot", "restyle", "relayout", "animate", "redraw", "update"]) {
            const own = Plotly[name];
            Plotly[name] = function (target, ...rest) {
                called.push(target.closest("[data-net-panel]")?.dataset.netPanel ?? "curve");
                return own.call(this, target, ...rest); }; }"""
    )
    before = page.picture("contour-1")
    page.press("play")
    page.until(lambda: page.step > 8, "for it to play")
    page.press("play")
    assert not [each for each in page.js("return called") if each.startswith(("surface", "contour"))]
    assert (np.abs(page.picture("contour-1") - before).sum(axis=-1) > 40).any(), "and yet the paths have moved"
    page.driver.find_element(By.CSS_SELECTOR, '[data-net-panel="contour-2"]').send_keys("m")
    page.until(lambda: "large=map" in page.driver.current_url, "for the map to be the large picture")
    sizes = "return ['contour-1', 'surface-1'].map((n) => document.querySelector(`[data-net-panel=${n}]`).offsetHeight)"
    page.until(lambda: page.js(sizes)[0] > 2 * page.js(sizes)[1])


def test_heights_of_ten_thousand_are_drawn_by_their_logarithm(page: Networks) -> None:
    page.open("?layers=12&width=16&activation=relu&skips=yes&steps=60&slice=random&step=60")
    high = page.js("return LossLandscape.networks.state.pictures.log")
    assert high is True
    page.choose("height", "linear")
    page.until(lambda: "height=linear" in page.scene)
    page.until_idle()
    assert page.js("return LossLandscape.networks.state.pictures.log") is False


def test_it_works_by_keyboard(page: Networks) -> None:
    page.open(f"?{QUICK}&step=0", surface=True)
    surface = page.driver.find_element(By.CSS_SELECTOR, '[data-net-panel="surface-1"]')
    page.js("arguments[0].focus()", surface)
    before = page.eye()
    surface.send_keys(Keys.ARROW_LEFT)
    page.until(lambda: page.eye() != before)
    surface.send_keys(Keys.HOME)
    page.until(lambda: page.eye() == pytest.approx(before, abs=0.01))
    slider = page.slider()
    slider.send_keys(Keys.ARROW_RIGHT)
    page.until(lambda: page.step == 1)
    page.js("document.activeElement.blur()")
    ActionChains(page.driver).send_keys(" ").perform()
    page.until(lambda: page.step > 3, "for the space bar to play")
    # Everything that can be pressed can be reached.
    reachable = page.js(
        """page = document.querySelector("main");
        return Array.from(page.querySelectorAll("button, input, select, textarea, summary, [tabindex]"))
            .filter((each) => each.offsetWidth && each.tabIndex < 0 && each.role !== "tab").length"""
    )
    assert reachable == 0


def test_it_is_told_in_words_and_in_a_table(page: Networks) -> None:
    page.open("?step=500")
    page.reach(".net-honest summary").click()
    rows = page.js(
        """return Array.from(document.querySelector('[data-net-show="table"] tbody').rows,
            (row) => Array.from(row.cells, (cell) => cell.textContent))"""
    )
    path = directly(NetworkScene())
    assert len(rows) == 21
    assert (rows[0][0], rows[-1][0]) == ("0", "500")
    for row in rows:
        assert float(row[1]) == pytest.approx(path.losses[int(row[0])], rel=1e-3)
        assert float(row[5]) == pytest.approx(path.losses[int(row[0])], rel=0.6), "the slice is near the path"


@pytest.mark.parametrize("sizes", [((1366, 768), (820, 1000)), ((390, 844), (320, 700))], ids=["wide", "narrow"])
def test_nothing_sticks_out(page: Networks, sizes: tuple[tuple[int, int], ...]) -> None:
    for width, height in sizes:
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        if (width, height) == sizes[0]:
            page.open(f"?{QUICK}&compare=skips&several=yes&step=90", surface=True)
            page.unfold()
        page.until(lambda width=width: page.js("return document.documentElement.scrollWidth") <= width, f"at {width}")
        boxes = page.js(
            """return Array.from(document.querySelectorAll("main > section"), (each) => {
                const box = each.getBoundingClientRect(); return [box.left, box.right, box.width, each.className]; })"""
        )
        assert all(left >= -10 and right <= width + 11 for left, right, size, _ in boxes if size), boxes
        if width == 390:
            dock = page.js("return document.querySelector('.dock').getBoundingClientRect().bottom")
            assert dock <= height + 1, "the dock is stuck to the lower edge"


def test_it_works_in_a_frame_without_an_origin(page: Networks) -> None:
    page.driver.get(f"{page.dash.server.url}/healthz")  # any page will do that is no stranger to the server
    page.js(
        """const frame = document.createElement("iframe");
        frame.sandbox = "allow-scripts"; frame.width = 900; frame.height = 700; frame.src = arguments[0];
        document.body.append(frame);""",
        f"{page.dash.server.url}/networks?{QUICK}&step=90",
    )
    page.driver.switch_to.frame(page.driver.find_element(By.TAG_NAME, "iframe"))
    page.until(lambda: page.js("return Boolean(window.LossLandscape?.networks?.state.run)"))
    page.until_idle()
    assert "After 90 steps" in page.sentence
    # The plain page around the frame has no icon, and Chromium says so.
    assert [message for message in page.console() if "favicon" not in message] == []


def test_the_theme_changes_the_pictures_and_nothing_else(page: Networks) -> None:
    page.open(f"?{QUICK}&step=50&theme=light")
    before = page.picture("regions-1").mean()
    page.js("window.kept = LossLandscape.networks.player.paths[0]")
    page.driver.find_element(By.ID, "input-theme").send_keys("Theme: dark")
    page.until(lambda: page.js("return LossLandscape.networks.state.mode") == "dark")
    page.until_idle()
    page.until(lambda: page.picture("regions-1").mean() < before - 40, "for dark pictures")
    assert page.js("return window.kept === LossLandscape.networks.player.paths[0]")
    assert page.step == 50


def test_reduced_motion_starts_at_rest(page: Networks) -> None:
    media = {"features": [{"name": "prefers-reduced-motion", "value": "reduce"}]}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    page.open(f"?{QUICK}")
    assert page.step == 0
    assert "paused at step 0" in page.sentence


def test_a_damaged_address_shows_the_page_and_says_so(page: Networks) -> None:
    page.open("?layers=99&data=volcano&steps=1e9&seed=-1&preset=nothing&step=500&&&=&%%%")
    notice = page.driver.find_element(By.ID, "div-net-notice").text
    for word in ("99", "volcano", "1e9", "-1", "nothing"):
        assert word in notice
    assert "After 500 steps" in page.sentence


@pytest.mark.skipif(not SCRIPT.exists(), reason="axe-core is not installed here; `make test` brings it")
@pytest.mark.parametrize(
    ("query", "theme"),
    wide(
        [
            ("", "light"),
            ("compare=skips&several=yes&", "dark"),
            ("slice=line&", "dark"),
            ("data=own&table=1,0~2,1~3,0~4,1&seed=x&", "light"),
        ],
        [("compare=skips&several=yes&", "dark"), ("data=own&table=1,0~2,1~3,0~4,1&seed=x&", "light")],
    ),
)
def test_axe_finds_nothing(page: Networks, query: str, theme: str) -> None:
    page.open(f"?{query}{QUICK}&step=90&theme={theme}", surface=True)
    page.js("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert_accessible(page.driver, f"on /networks?{query}, {theme}")


def test_the_page_asks_nobody_else_and_keeps_nothing(page: Networks) -> None:
    page.open(f"?{QUICK}&step=90")
    hosts = page.js("return [...new Set(performance.getEntriesByType('resource').map((e) => new URL(e.name).origin))]")
    assert hosts == [page.js("return location.origin")]
    assert page.js("return document.cookie + localStorage.length + sessionStorage.length") == "00"

"""The lab in headless Chromium, beside a bare Dash page: script time per frame, the slider's answer, memory."""

from __future__ import annotations

import statistics
import time
from typing import Any

import plotly.graph_objects as go
from dash import Dash, dcc, html
from dash.testing.application_runners import ThreadedRunner
from selenium import webdriver

import losscore as ls
from app.factory import create_app
from tests.browser.conftest import free_port
from tests.conftest import pytest_setup_options

_RACE = "?steps={steps}&step={step}&rules=" + "~".join(
    ["GradientDescent,learning_rate:1.7", "Momentum,learning_rate:0.02", "Adam,learning_rate:0.01", "RMSProp"]
)
_FRAME = """
const done = arguments[arguments.length - 1], times = arguments[0], { lab, draw } = LossLandscape;
// The same runs as traces of Plotly's own pictures, as whoever uses Plotly alone would draw them.
const { player, state } = lab, paths = player.paths.map(player.seen), ground = state.figures.contour.data[0];
const same = (value) => value;
const { step } = player, { window } = state.figures;
const view = { step, ball: step, window, lift: 0.01, height: same, loss: same };
const make = async (panel) => {
  const place = document.createElement("div");
  place.style.cssText = "position: absolute; left: 0; top: 0; width: 600px; height: 400px; opacity: 0";
  document.body.append(place);
  const solid = { ...ground, type: "surface", colorscale: "Viridis", contours: {} };
  const base = { surface: [solid], contour: [ground] }[panel] ?? [];
  const traces = base.concat(paths.flatMap((_, k) => draw.traces(panel, state.figures.styles[k])));
  await Plotly.newPlot(place, traces, { showlegend: false });
  const change = draw.update(paths.flatMap((path) => draw.data(panel, path, view)));
  return [place, change, traces.map((_, k) => k).slice(base.length)];
};
const ours = () => lab.drawNow();
const painted = () => lab.paint();
const bare = () => Promise.all(ready.map(([target, change, used]) => Plotly.restyle(target, change, used)));
const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
const timed = async (what) => {
  const before = performance.now();
  const drawn = what();
  const spent = performance.now() - before;
  await drawn;
  await frame();
  return spent;
};
let ready;
(async () => {
  const out = { ours: [], painted: [], bare: [] };
  ready = await Promise.all(["surface", "contour", "curve", "rate"].map(make));
  await ours();
  for (let i = 0; i < times; i++) {
    out.ours.push(await timed(ours));
    out.painted.push(await timed(painted));
    out.bare.push(await timed(bare));
  }
  for (const [place] of ready) { Plotly.purge(place); place.remove(); }
  done(out);
})().catch((error) => done({ error: String(error) }));
"""
_SLIDER = """
const done = arguments[arguments.length - 1], times = arguments[0], { lab } = LossLandscape;
const box = document.querySelector("#input-learning_rate").parentElement.querySelector("input[type=range]");
const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
const shown = () => lab.player.seen(lab.player.paths[0]); // what the last frame has painted
const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
(async () => {
  const out = { all: [], server: [] };
  for (let i = 0; i < times; i++) {
    performance.clearResourceTimings();
    const before = shown(), run = lab.state.run.runs[0], began = performance.now();
    set.call(box, 0.3 + 0.01 * ((i * 7) % 40));
    box.dispatchEvent(new Event("input", { bubbles: true }));
    while (lab.state.run.runs[0] === run || shown() === before) await frame();
    await frame();
    out.all.push(performance.now() - began);
    const asked = performance.getEntriesByType("resource").filter((each) => each.name.includes("_dash-update"));
    out.server.push(asked.filter((each) => each.startTime >= began && each.responseEnd <= performance.now())
      .reduce((sum, each) => sum + each.responseStart - each.requestStart, 0));
    await new Promise((resolve) => setTimeout(resolve, 600));
  }
  done(out);
})().catch((error) => done({ error: String(error) }));
"""


def bare_page() -> Dash:
    """What one gets without any of our work: one default surface of the same size."""
    grid = ls.landscape(ls.PROBLEMS["trap"].objective, ls.PROBLEMS["trap"].window, 101)
    app = Dash("bare")
    app.layout = html.Div(dcc.Graph(id="surface", figure=go.Figure(go.Surface(x=grid.w1, y=grid.w2, z=grid.loss))))
    return app


def _open(driver: webdriver.Chrome, url: str, ready: str) -> float:
    """Open a page; milliseconds until it was ready."""
    began = time.monotonic()
    driver.get(url)
    while not driver.execute_script(f"return Boolean({ready})"):
        time.sleep(0.05)
    return 1000 * (time.monotonic() - began)


def _timed(driver: webdriver.Chrome, script: str, times: int) -> dict[str, list[float]]:
    """What a script of this file measures in so many turns."""
    spent: dict[str, Any] = driver.execute_async_script(script, times)
    if "error" in spent:
        raise SystemExit(f"the page could not be measured: {spent['error']}")
    return spent


def _memory(driver: webdriver.Chrome) -> dict[str, float]:
    driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
    metrics = {each["name"]: each["value"] for each in driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]}
    return {name: metrics[name] for name in ("JSHeapUsedSize", "JSEventListeners", "Nodes")}


def main(*, quick: bool = False) -> None:
    """Measure, and print one line for each claim."""
    servers: list[ThreadedRunner] = []

    def serve(app: Dash) -> str:
        runner = ThreadedRunner(stop_timeout=10)
        runner.start(app, port=free_port())
        servers.append(runner)
        return str(runner.url)

    lab, bare = serve(create_app()), serve(bare_page())
    options = pytest_setup_options()
    options.add_argument(
        "--disable-features=BackForwardCache"
    )  # pages that were left would count as memory for minutes
    driver = webdriver.Chrome(options=options)
    driver.set_script_timeout(120 if quick else 900)
    driver.execute_cdp_cmd("Performance.enable", {})
    try:
        drawn = "document.querySelector('.js-plotly-plot')?._fullLayout?.scene?._scene"
        first = _open(driver, bare, drawn)
        all_there = """(({ lab, draw } = {}) => lab?.player.paths.length
            && lab.player.paths.every((path) => path.next === null)
            && draw.PANELS.every((name) => document.querySelector(`#graph-${name} .js-plotly-plot`)?._fullLayout)
            && lab.pictures()?.pixel("land", lab.state.run.start)
            )(window.LossLandscape)"""
        steps = 100 if quick else 1000
        ours = _open(driver, f"{lab}/{_RACE.format(steps=steps, step=steps - 1)}", all_there)
        print(f"until it is drawn: bare Dash page {first:.0f} ms, lab with four runs of {steps:,} steps {ours:.0f} ms")
        _frames(driver, quick=quick)
        _play(driver, lab, quick=quick)
        _long(driver, lab, all_there, quick=quick)
        _slider(driver, lab, quick=quick)
    finally:
        driver.quit()
        for runner in servers:
            runner.stop()


def _frames(driver: webdriver.Chrome, *, quick: bool) -> None:
    driver.execute_script("window.scrollTo(0, 0)")
    time.sleep(0.1 if quick else 4)
    spent = _timed(driver, _FRAME, 1 if quick else 40)
    ours, painted, bare = (statistics.median(spent[name]) for name in ("ours", "painted", "bare"))
    print(
        f"script per frame, four such runs: {ours:.1f} ms, of which land and map {painted:.1f}; bare Plotly.restyle of "
        f"the same traces {bare:.1f} ms; ratio {ours / bare:.2f}, land and map {painted / bare:.2f} (at most 0.15)"
    )


def _long(driver: webdriver.Chrome, lab: str, all_there: str, *, quick: bool) -> None:
    """A frame at the end of one long run beside a frame of a short one, whose every step lies elsewhere."""
    spent: dict[int, float] = {}
    short, long = (100, 500) if quick else (1000, 5000)
    for steps in (short, long) if quick else (short, long, short, long):
        _open(driver, f"{lab}/?problem=rugged&learning_rate=9&steps={steps}&step={steps}", all_there)
        time.sleep(0.1 if quick else 4)
        frames = _timed(driver, _FRAME, 1 if quick else 20)
        spent[steps] = min(spent.get(steps, float("inf")), statistics.median(frames["ours"]))
    print(
        f"script per frame at the end of one run: {spent[short]:.1f} ms with {short:,} steps, {spent[long]:.1f} ms "
        f"with {long:,}; ratio {spent[long] / spent[short]:.2f}"
    )


def _slider(driver: webdriver.Chrome, lab: str, *, quick: bool) -> None:
    if not quick:
        _open(driver, f"{lab}/?step=300&learning_rate=0.1", "window.LossLandscape?.lab?.player.paths[0]?.rows > 300")
    time.sleep(0.1 if quick else 4)
    spent = _timed(driver, _SLIDER, 1 if quick else 30)
    whole, server = (statistics.median(spent[name]) for name in ("all", "server"))
    print(
        f"slider to the new path in the contour: median {whole:.0f} ms (150 on 2 idle cores); server {server:.0f} ms, "
        f"a share of {server / whole:.2f} (at most 0.33)"
    )


def _play(driver: webdriver.Chrome, lab: str, *, quick: bool) -> None:
    """Four runs in a loop: what is in memory after the first minute, and how it goes on from there."""
    minutes, minute = (0, 1) if quick else (10, 60)
    if not quick:  # else on the page that stands there already: most of a quick run goes by in opening pages
        race = _RACE.replace("&step={step}", "").format(steps=1000)
        _open(driver, f"{lab}/{race}", "window.LossLandscape?.lab?.player.paths[3]?.rows")
    driver.execute_script("LossLandscape.lab.player.loop = true; LossLandscape.lab.player.play();")
    seen: list[dict[str, float]] = []
    for _ in range(minutes + 1):
        time.sleep(minute)
        seen.append(_memory(driver))
    # In a quick run on a busy machine the pieces may still be on their way.
    if not quick and not driver.execute_script("return LossLandscape.lab.player.playing"):
        raise SystemExit("the page has stopped playing")
    words = [f"{name} {', '.join(f'{each[name]:,.0f}' for each in seen)}" for name in seen[0]]
    print(f"four runs played in a loop, once every {minute} s: {'; '.join(words)}")


if __name__ == "__main__":
    arguments: dict[str, Any] = {}
    main(**arguments)

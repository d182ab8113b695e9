"""From the address to the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, html, no_update

from app.figures.light import lighter
from app.framed import framed
from app.hike import wiring as hike
from app.kit.ids import Id
from app.kit.theme import Mode
from app.lab.page import lab
from app.lab.wiring import pictures, run_data, veiled_link
from app.lesson import check
from app.lesson.address import SKIPPED, answers_of, opened
from app.lesson.card import lesson_ask, lesson_card
from app.lesson.check_card import check_page, questions
from app.lesson.judge import answer
from app.lesson.steps import Step
from app.link.frame import read as read_frame
from app.networks.page import networks, networks_in_lesson, stage
from app.networks.presets import SCENES, preset_of
from app.networks.scene import from_link as network_link
from app.networks.wiring import run_data as network_data
from app.practice import DEFAULT, NEWEST, read_place
from app.practice.page import practice
from app.runs.results import Results
from app.runs.scene import from_link, read_theme
from app.teach.page import ends, ends_ids, teach
from app.teach.parameters import unknown
from app.teach.presets import expanded

# How each page is made: of the results, the query of the address, and whether the system wishes for dark.
Page = Callable[[Results, str, bool], html.Div]


def register(app: Dash, results: Results) -> None:
    """The address, once read in the browser, asks for its page; the theme is every page's."""
    app.clientside_callback(
        ClientsideFunction("loss_landscape_address", "read"),
        Output(Id.ADDRESS, "data"),
        Input(Id.LOCATION, "search"),
        State(Id.LOCATION, "pathname"),
    )
    app.clientside_callback(
        ClientsideFunction("loss_landscape_theme", "choose"),
        Output(Id.MODE, "data"),
        Input(Id.THEME, "value"),
        State(Id.MODE, "data"),
    )

    @app.callback(
        output=Output(Id.LESSON_STAGE, "children"),
        inputs={"answered": Input(Id.LESSON_ANSWERED, "data"), "address": State(Id.ADDRESS, "data")},
        prevent_initial_call=True,
    )
    def unveil(answered: Any, address: Any) -> Any:
        return after_answer(answered, address)

    @app.callback(
        output=Output(Id.PAGE, "children"),
        inputs={"address": Input(Id.ADDRESS, "data")},
        prevent_initial_call=True,
    )
    def show(address: Any) -> html.Div:
        return page(results, address)

    @app.callback([Output(each, "children") for each in ends_ids()], Input(Id.TEACH_OPEN, "data"))
    def tell_ends(_open: Any) -> Any:
        return ends(results)


def after_answer(answered: Any, address: Any) -> Any:
    """What a step on another page than the lab has held back until its question was answered."""
    given = address if isinstance(address, dict) else {}
    search = given.get("search")
    if not answered or given.get("path") != "/networks" or not isinstance(search, str):
        return no_update
    frame, query, _ = read_frame("/networks", search)
    _, rest, _ = opened(query)
    scene, complaints = network_link(rest, SCENES)
    made = html.Div(stage(scene, preset_of(scene), complaints, network_data(scene)))
    return framed(made, replace(frame, embed=False))  # the page around it has the way out already


def page(results: Results, address: Any) -> html.Div:
    """The page of an address as the browser reads it: ``{"path", "search": text, "dark": bool}``, else the lab."""
    given = address if isinstance(address, dict) else {}
    path, search = given.get("path"), given.get("search")
    path = path if isinstance(path, str) and path in PAGES else "/"
    frame, rest, wrong = read_frame(path, search if isinstance(search, str) else "")
    query, complaints = expanded(path, rest)
    made = PAGES[path](results, query, given.get("dark") is True)
    return framed(made, frame, (*wrong, *complaints, *unknown(path, query)))


def lab_page(results: Results, query: str, dark: bool) -> html.Div:
    """The lab."""
    if (checked := check.opened(query)) is not None:
        theme, complaints = read_theme(query)
        return check_page(questions(results, checked), checked, theme, mode_of(theme, dark), complaints)
    step, rest, wrong = opened(query)
    scene, complaints = from_link(rest)
    mode = mode_of(scene.theme, dark)
    card, ask, step = carded(results, step, query, apart=True)
    # In a lesson nothing that would answer its question is sent before it is answered.
    size, link = results.settings.grid_size, veiled_link(scene, step)
    drawn = results.told(lambda: lighter(pictures(results, link, mode)), link, mode, size)
    run = run_data(results, scene) | {"veiled": step is not None, "window": scene.problem_shown.window}
    return lab(scene, (*wrong, *complaints), mode, drawn, run, step=step, card=card, ask=ask, cover=query in ("", "?"))


def carded(
    results: Results, step: Step | None, query: str, *, apart: bool = False
) -> tuple[html.Div | None, html.Section | None, Step | None]:
    """The card of an address's step, if it names one; its question, where that stands apart; and the step while open.

    Open is a step whose question is not answered yet.
    """
    if step is None:
        return None, None, None
    answers = answers_of(query)
    given = answers.get(step.slug)
    heard = answer(results, step, "" if given == SKIPPED else given) if given else None
    if heard is None or not heard.understood:
        heard, answers = None, {slug: each for slug, each in answers.items() if slug != step.slug}
    card = lesson_card(step, answers, heard, apart=apart)
    return card, lesson_ask(step, answers, heard) if apart else None, step if heard is None else None


def mode_of(theme: str, dark: bool) -> Mode:
    """Light or dark, from the theme and from the system's wish."""
    return "dark" if theme == "dark" or (theme == "auto" and dark) else "light"


def practice_page(_: Results, query: str, dark: bool) -> html.Div:
    """The practice page."""
    place, complaints = read_place(query)
    if replace(place, theme=DEFAULT.theme) == DEFAULT:
        place = replace(place, edition=NEWEST)  # no link to a sheet of the first edition: the newest problems
    return practice(place, complaints, mode_of(place.theme, dark))


def networks_page(results: Results, query: str, dark: bool) -> html.Div:
    """The page on networks; in a step of the lesson without the networks, until its question is answered."""
    step, rest, wrong = opened(query)
    scene, complaints = network_link(rest, SCENES)
    complaints, mode = (*wrong, *complaints), mode_of(scene.theme, dark)
    card, _, open_step = carded(results, step, query)
    if card is not None:
        shown = None if open_step else stage(scene, preset_of(scene), complaints, network_data(scene))
        return networks_in_lesson(card, scene.theme, mode, shown)
    return networks(scene, preset_of(scene), complaints, mode, network_data(scene))


def teach_page(results: Results, query: str, dark: bool) -> html.Div:
    """The page for teachers."""
    theme, complaints = read_theme(query)
    return teach(results, complaints, theme, mode_of(theme, dark))


PAGES: dict[str, Page] = {
    "/": lab_page,
    "/hike": hike.page,
    "/networks": networks_page,
    "/practice": practice_page,
    "/teach": teach_page,
}

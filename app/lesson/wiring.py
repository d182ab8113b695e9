"""The lesson's wiring: a guess to what is said of it, a scene tried to whether the goal is reached."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from app.kit.ids import Id
from app.lesson import card as layout
from app.lesson import check_card as layout_check
from app.lesson.address import read_answers, write_answers
from app.lesson.check import opened as checked_of
from app.lesson.diagram import diagram
from app.lesson.judge import WORDS, answer, noticed, tried
from app.lesson.steps import by_slug
from app.runs.results import Results
from app.runs.scene import LONGEST

_OUTPUTS = {
    "said": Output(Id.LESSON_SAID, "children"),
    "answered": Output(Id.LESSON_ANSWERED, "data"),
    "form": Output(Id.LESSON_FORM, "hidden"),
    "message": Output(Id.LESSON_GIVEN, "message"),
    "answers": Output(Id.LESSON_CARD, "data-answers"),
    "progress": Output(Id.LESSON_PROGRESS, "children"),
    "way": Output(Id.LESSON_WAY, "children"),
    "untried": Output(Id.LESSON_TRY, "hidden"),
    "diagram": Output(Id.LESSON_DIAGRAM, "children"),
}
_WATCHED = {
    "noticed": Output(Id.LESSON_NOTICED, "children"),
    "hint": Output(Id.LESSON_HINT, "children"),
}
_VAIN = 3  # tries after which there is a hint
_MOST_TRIES = 9  # that are looked at


def register(app: Dash, results: Results) -> None:
    """Everything that happens on the lesson's card after it was built."""

    @app.callback(
        output=_OUTPUTS,
        inputs={
            "presses": [Input(button, "n_clicks") for button in (*layout.CHOICES, Id.LESSON_ANSWER, Id.LESSON_SKIP)],
            "slug": State(Id.LESSON, "data"),
            "given": State(Id.LESSON_GIVEN, "value"),
            "answers": State(Id.LESSON_CARD, "data-answers"),
        },
        prevent_initial_call=True,
    )
    def guess(presses: Any, slug: Any, given: Any, answers: Any) -> dict[str, Any]:  # noqa: ARG001
        return guessed(results, ctx.triggered_id, slug, given, answers)

    @app.callback(
        output=_WATCHED,
        inputs={
            "watched": Input(Id.LESSON_WATCHED, "data"),
            "slug": State(Id.LESSON, "data"),
        },
        prevent_initial_call=True,
    )
    def notice(watched: Any, slug: Any) -> dict[str, Any]:
        return seen(results, watched, slug)

    @app.callback(
        output=Output(Id.LESSON_CHECK, "children"),
        inputs={"checked": Input(Id.LESSON_CHECKED, "data")},
        prevent_initial_call=True,
    )
    def check(checked: Any) -> Any:
        return checked_now(results, checked)

    # Nothing is ever put out, but only a callback with an output is called when the page is new.
    app.clientside_callback(
        ClientsideFunction("loss_landscape_lesson", "opened"),
        Output(Id.LESSON_WATCHED, "data"),
        Input(Id.LESSON, "data"),
    )
    for function, heard in (
        ("answered", Input(Id.LESSON_ANSWERED, "data")),
        ("noticed", Input(Id.LESSON_NOTICED, "children")),
        ("told", Input(Id.LESSON_CHECK, "children")),
    ):
        where = ClientsideFunction("loss_landscape_lesson", function)
        app.clientside_callback(where, heard, prevent_initial_call=True)


def checked_now(results: Results, checked: Any) -> Any:
    """The check as far as it is answered now."""
    now = checked_of(checked) if isinstance(checked, str) and len(checked) <= LONGEST else None
    return no_update if now is None else layout_check.questions(results, now)


def guessed(results: Results, pressed: Any, slug: Any, given: Any, answers: Any = "") -> dict[str, Any]:
    """The answer to a pressed button of the question."""
    step = by_slug(slug) if isinstance(slug, str) else None
    nothing = dict.fromkeys(_OUTPUTS, no_update)
    if step is None:
        return nothing
    text = given if isinstance(given, str) else ""
    if pressed == Id.LESSON_SKIP:
        text = ""
    elif pressed in layout.CHOICES:
        text = str(layout.CHOICES.index(pressed) + 1)
    elif not text.strip():
        return nothing | {"message": WORDS["first"]}
    heard = answer(results, step, text)
    if not heard.understood:
        return nothing | {"message": heard.sentence}
    known = read_answers(write_answers(read_answers(answers) | {step.slug: text}))
    return {
        "said": layout.said(heard),
        "answered": step.slug,
        "form": True,
        "message": "",
        "answers": write_answers(known),
        "progress": layout.progress(step, known),
        "way": layout.way(step, known),
        "untried": False,
        "diagram": diagram(step.diagram, counted=True),
    }


def seen(results: Results, watched: Any, slug: Any) -> dict[str, Any]:
    """What is said to the scenes tried so far, of which the last one is new: praise, or a hint after some in vain."""
    step = by_slug(slug) if isinstance(slug, str) else None
    nothing = dict.fromkeys(_WATCHED, no_update)
    scenes = watched[-_MOST_TRIES:] if isinstance(watched, list) else []
    if step is None or not scenes or not all(isinstance(each, str) and len(each) <= LONGEST for each in scenes):
        return nothing
    if noticed(results, step, scenes[-1]):
        return nothing | {"noticed": layout.done(step), "hint": []}
    vain = tried(step, scenes[-1]) and sum(tried(step, each) for each in scenes) >= _VAIN
    return nothing | ({"hint": layout.hint(step)} if vain else {})

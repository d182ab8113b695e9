"""The lesson's wiring: a guess to what is said of it, a scene watched to its end to whether the goal is reached."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, State, ctx, no_update

from app.ids import Id
from app.layout import lesson as layout
from app.lesson.judge import answer, noticed
from app.lesson.steps import by_slug
from app.results import Results
from app.scene import LONGEST

_OUTPUTS = {
    "said": Output(Id.LESSON_SAID, "children"),
    "answered": Output(Id.LESSON_ANSWERED, "data"),
    "form": Output(Id.LESSON_FORM, "hidden"),
    "message": Output(Id.LESSON_GIVEN, "message"),
}


def register(app: Dash, results: Results) -> None:
    """Everything that happens on the lesson's card after it was built."""

    @app.callback(
        output=_OUTPUTS,
        inputs={
            "presses": [Input(button, "n_clicks") for button in (*layout.CHOICES, Id.LESSON_ANSWER, Id.LESSON_SKIP)],
            "slug": State(Id.LESSON, "data"),
            "given": State(Id.LESSON_GIVEN, "value"),
        },
        prevent_initial_call=True,
    )
    def guess(presses: Any, slug: Any, given: Any) -> dict[str, Any]:  # noqa: ARG001
        return guessed(results, ctx.triggered_id, slug, given)

    @app.callback(
        output=Output(Id.LESSON_NOTICED, "children"),
        inputs={"watched": Input(Id.LESSON_WATCHED, "data"), "slug": State(Id.LESSON, "data")},
        prevent_initial_call=True,
    )
    def notice(watched: Any, slug: Any) -> Any:
        return seen(results, watched, slug)


def guessed(results: Results, pressed: Any, slug: Any, given: Any) -> dict[str, Any]:
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
        return nothing | {"message": "Type your guess first, or skip the question."}
    heard = answer(results, step, text)
    if not heard.understood:
        return nothing | {"message": heard.sentence}
    return {"said": layout.said(heard), "answered": step.slug, "form": True, "message": ""}


def seen(results: Results, watched: Any, slug: Any) -> Any:
    """What is said to a scene that was watched to its end: praise, once; before and after that nothing new."""
    step = by_slug(slug) if isinstance(slug, str) else None
    if step is None or not isinstance(watched, str) or len(watched) > LONGEST:
        return no_update
    return layout.done() if noticed(results, step, watched) else no_update

"""The practice page's wiring: moving between problems, answers, help, and the calculator."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update

import losscore as ls
from app.kit.ids import Id
from app.link.fields import read_number
from app.practice import DEFAULT, NEWEST, Judgement, Outcome, Place, Visit, exercise, judge, read_place, write_place
from app.practice import page as layout
from app.practice.address import MOST_SEED, read_seed


def register(app: Dash) -> None:
    """Everything that happens on the practice page after it was built."""

    @app.callback(
        output={
            "place": Output(Id.PLACE, "data"),
            "exercise": Output(Id.EXERCISE, "children"),
            "picture": Output(Id.PRACTICE_STAGE, "children"),
            "dock": Output(Id.PRACTICE_DOCK, "children"),
            "first": Output(Id.BACK, "disabled"),
            "seed": Output(Id.PRACTICE_SEED, "value"),
            "message": Output(Id.PRACTICE_SEED, "message"),
            "sheets": Output(Id.SHEETS, "children"),
        },
        inputs={
            "back": Input(Id.BACK, "n_clicks"),
            "forward": Input(Id.NEXT, "n_clicks"),
            "new": Input(Id.NEW_SEED, "n_clicks"),
            "seed": Input(Id.PRACTICE_SEED, "value"),
            "place": State(Id.PLACE, "data"),
            "visit": State(Id.VISIT, "data"),
        },
        prevent_initial_call=True,
    )
    def go(back: Any, forward: Any, new: Any, seed: Any, place: Any, visit: Any) -> dict[str, Any]:
        pressed = {Id.BACK: back, Id.NEXT: forward, Id.NEW_SEED: new}.get(ctx.triggered_id, True)
        return moved(str(ctx.triggered_id) if pressed else "", seed, place, visit)

    @app.callback(
        output={
            "visit": Output(Id.VISIT, "data"),
            "feedback": Output(Id.FEEDBACK, "children"),
            "picture": Output(Id.PRACTICE_STAGE, "children", allow_duplicate=True),
            "opened": Output(Id.OPENED, "children"),
            "help": Output(Id.HELP, "children"),
            "helped": Output(Id.HELP, "hidden"),
            "score": Output(Id.SCORE, "children"),
            "handout": Output(Id.HANDOUT, "value"),
        },
        inputs={
            "submitted": Input(Id.ANSWER, "submitted"),
            "help_": Input(Id.HELP, "n_clicks"),
            "place": State(Id.PLACE, "data"),
            "visit": State(Id.VISIT, "data"),
            "address": State(Id.LOCATION, "href"),
        },
        prevent_initial_call=True,
    )
    def work(submitted: Any, help_: Any, place: Any, visit: Any, address: Any) -> dict[str, Any]:
        asked = bool(help_) and ctx.triggered_id == Id.HELP
        return worked(submitted if ctx.triggered_id == Id.ANSWER else None, place, visit, address, asked_help=asked)

    @app.callback(
        output=Output(Id.CALCULATOR, "answer"),
        inputs={"asked": Input(Id.CALCULATOR, "asked")},
        prevent_initial_call=True,
    )
    def calculate(asked: Any) -> dict[str, Any]:
        return calculated(asked)

    # Nothing is ever put out, but only a callback with an output is called when the page is new.
    app.clientside_callback(
        ClientsideFunction("loss_landscape_practice", "show"), Output(Id.SHOWN, "data"), Input(Id.PLACE, "data")
    )


def moved(by: str, seed: Any, place: Any, visit: Any) -> dict[str, Any]:
    """Another problem: the one before, the next, or those of another seed; or a sentence about a seed that is none."""
    here = _place(place)
    nothing = dict.fromkeys(("place", "exercise", "picture", "dock", "first", "seed", "message", "sheets"), no_update)
    if by == Id.PRACTICE_SEED:
        try:
            wanted = read_seed(str(seed if seed is not None else ""))
        except ValueError as error:
            return nothing | {"message": str(error)}
        if wanted == here.seed:
            return nothing | {"message": ""}
        there = Place(wanted, "1", here.edition)
    elif by == Id.NEW_SEED:
        there = Place(secrets.randbelow(MOST_SEED) + 1, "1", NEWEST)
    elif by in (Id.BACK, Id.NEXT):
        there = here.moved(-1 if by == Id.BACK else 1)
    else:
        return nothing
    kept = Visit.from_data(visit)
    return {
        # A seed being typed keeps the focus in its field.
        "place": layout.place_data(there, focus=by != Id.PRACTICE_SEED),
        "exercise": layout.shown(there, kept),
        "picture": layout.on_stage(there, kept),
        "dock": layout.dock(there, kept),
        "first": layout.is_first(there),
        "seed": str(there.seed) if there.seed != here.seed and by != Id.PRACTICE_SEED else no_update,
        "message": "",
        "sheets": layout.sheets(there),
    }


def worked(submitted: Any, place: Any, visit: Any, address: Any, *, asked_help: bool) -> dict[str, Any]:
    """After an answer, or after asking for help."""
    here, kept = _place(place), Visit.from_data(visit)
    said: Any = no_update
    picture: Any = no_update
    if asked_help:
        before = kept.at(here)
        kept = kept.helped(here)
        if kept.at(here).state != before.state:  # the solution is open, so the picture may tell it too
            picture = layout.on_stage(here, kept)
    elif isinstance(submitted, dict):
        judgement = _judged(here, submitted)
        kept = kept.answered(here, judgement.outcome)
        if judgement.outcome is Outcome.WRONG and not judgement.mistakes and kept.at(here).state == "open":
            kept = kept.hinted(here)
        said = layout.feedback(judgement, here, kept)
        if judgement.values:
            picture = layout.on_stage(here, kept, judgement.values, told=judgement.outcome is Outcome.RIGHT)
    else:
        return dict.fromkeys(
            ("visit", "feedback", "picture", "opened", "help", "helped", "score", "handout"), no_update
        )
    asked, entry = exercise(*here.key), kept.at(here)
    where = re.match(r"https?://[^\s?#]{1,300}", address) if isinstance(address, str) else None
    link = f"{where[0]}?{write_place(Place(seed=here.seed, edition=here.edition))}" if where else ""
    return {
        "visit": kept.data(),
        "feedback": said,
        "picture": picture,
        "opened": layout.opened(asked, entry),
        "help": layout.help_words(asked, entry),
        "helped": layout.help_done(asked, entry),
        "score": layout.score(kept),
        "handout": kept.report(f"{datetime.now(UTC):%Y-%m-%d}", link),
    }


def _judged(here: Place, submitted: dict[str, Any]) -> Judgement:
    """The judgement of what was sent; an answer to a problem that is no longer shown is none."""
    texts = submitted.get("texts")
    given = [text for text in texts if isinstance(text, str)][:4] if isinstance(texts, list) else []
    problem = submitted.get("problem")
    if isinstance(problem, str) and read_place(problem)[0] != replace(here, view="problems", theme="auto"):
        return Judgement(Outcome.UNREAD, ("That answer belongs to another problem. Please check again.",))
    return judge(exercise(*here.key), given)


def calculated(asked: Any) -> dict[str, Any]:
    """What the calculator shows for a prediction as typed: the loss it has with either label, or a sentence."""
    text = asked.get("text") if isinstance(asked, dict) else None
    typed = text if isinstance(text, str) else ""
    try:
        p = read_number(typed, 0.0, 1.0)
    except ValueError:
        shown = typed if len(typed) <= 40 else typed[:40] + "…"
        got = f"got “{shown}”" if shown.strip() else "the box is empty"
        return {"text": typed, "message": f"The prediction must be a number from 0 to 1; {got}."}
    one, zero = (float(ls.bce([label], [p])) for label in (1, 0))
    finite = {"one": one, "zero": zero}
    return {"text": typed, "p": p, **{name: (loss if loss < float("inf") else None) for name, loss in finite.items()}}


def _place(data: Any) -> Place:
    """What the page says that it shows; the first problem where it says nonsense."""
    query = data.get("query") if isinstance(data, dict) else None
    place, _ = read_place(query) if isinstance(query, str) else (DEFAULT, ())
    return replace(place, view="problems", theme="auto")

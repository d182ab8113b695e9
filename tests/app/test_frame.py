"""A page inside another: what is shown and what is locked; what an address may say; the page for teachers."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import pytest
from dash import html
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st

from app.kit.header import PAGES as LINKS
from app.kit.ids import Id, control
from app.lab.controls import FIELDS as LAB_CONTROLS
from app.lesson.conditions import holds, read_condition
from app.lesson.facts import scene_facts
from app.link import frame
from app.link.frame import PARTS, WHOLE, Frame, allowed, read
from app.networks.presets import PRESETS as NETWORK_PRESETS
from app.pages import PAGES, page
from app.runs.results import Results
from app.runs.scene import from_link
from app.settings import Settings
from app.teach import parameters
from app.teach.page import ends
from app.teach.presets import expanded, presets
from tests.app.test_results import results

SOURCE = results()
every_page = pytest.mark.parametrize("path", list(PAGES))


def opened(path: str, query: str) -> Any:
    return page(SOURCE, {"path": path, "search": query, "dark": False})


def parts(shown: Any) -> list[Any]:
    return [shown, *shown._traverse()]


def with_part(shown: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for each in parts(shown):
        if getattr(each, "data-part", None):
            found.setdefault(getattr(each, "data-part"), []).append(each)
    return found


def is_away(each: Any) -> bool:
    return "away" in (getattr(each, "className", None) or "").split()


def parents(shown: Any, name: str) -> list[Any]:
    """What a component stands in, from the outside in."""

    def down(each: Any, above: list[Any]) -> list[Any] | None:
        if getattr(each, "id", None) == name:
            return above
        children = getattr(each, "children", None)
        for child in children if isinstance(children, (list, tuple)) else [children]:
            found = down(child, [*above, each]) if isinstance(child, Component) else None
            if found is not None:
                return found
        return None

    found = down(shown, [])
    assert found is not None, name
    return found


def said(shown: Any) -> str:
    """Every text on a page, in order."""
    texts: list[str] = []

    def down(each: Any) -> None:
        if isinstance(each, str):
            texts.append(each)
        elif isinstance(each, (list, tuple)):
            for one in each:
                down(one)
        elif isinstance(each, Component):
            down(getattr(each, "children", None))

    down(shown)
    return " ".join(texts)


@every_page
def test_every_part_that_can_be_named_is_on_its_page(path: str) -> None:
    assert set(with_part(opened(path, "?embed=1"))) == {*PARTS[path], WHOLE}
    assert set(with_part(opened(path, ""))) == {*PARTS[path]} - {WHOLE}, "a page of its own needs no way out"


@every_page
def test_each_part_can_be_hidden_and_each_can_be_shown_alone(path: str) -> None:
    for name in PARTS[path]:
        without = with_part(opened(path, f"?embed=1&hide={name}"))
        assert all(is_away(each) == (part == name) for part, all_ in without.items() for each in all_), name
        alone = with_part(opened(path, f"?embed=1&panels={name}"))
        assert all(is_away(each) == (part != name) for part, all_ in alone.items() for each in all_), name


def test_a_page_with_anything_locked_is_shut_and_no_other() -> None:
    def shut(path: str, query: str) -> bool:
        return "shut" in (getattr(opened(path, query), "className", None) or "").split()

    assert all(shut(path, "?lock=all") for path in ("/", "/hike", "/networks", "/practice"))
    assert shut("/", "?lesson=slope&lock=camera")
    assert not any(shut(path, "?embed=1") or shut(path, "") for path in PAGES)


def test_the_rail_goes_with_its_parts_and_needs_no_switch_for_one() -> None:
    def grid(query: str) -> dict[str, Any]:
        found = [each for each in parts(opened("/", query)) if getattr(each, "data-grid", None)]
        return {getattr(each, "data-grid"): each for each in found}

    assert is_away(grid("?hide=lesson,controls")["rail"])
    one = grid("?hide=lesson")
    assert (is_away(one["rail"]), is_away(one["switch"])) == (False, True)
    shown = {
        getattr(each, "data-rail-part"): each.hidden
        for each in parts(opened("/", "?hide=lesson"))
        if getattr(each, "data-rail-part", None)
    }
    assert shown["controls"] is False, "the part that is left stands open"
    assert not is_away(grid("")["rail"])


def test_the_lab_says_which_areas_it_lacks_and_the_map_takes_the_lands_place() -> None:
    def classes(query: str) -> set[str]:
        (lab,) = [each for each in parts(opened("/", query)) if getattr(each, "data-grid", None) == "lab"]
        return set(lab.className.split()) - {"lab"}

    assert classes("") == set()
    assert classes("?hide=surface") == {"no-land"}
    assert classes("?hide=lesson,controls") == {"no-rail"}
    assert classes("?hide=contour") == set(), "the loss curve is still beside the land"
    assert classes("?hide=contour,curve") == {"no-side"}
    assert classes("?panels=surface,player") == {"no-rail", "no-side", "no-closer"}
    assert classes("?panels=why") == {"no-rail", "no-stage", "no-side", "no-dock", "no-land"}


@pytest.mark.parametrize(
    ("query", "tabs", "chosen"),
    [
        ("", ["model", "why", "ranking", "rate", "basins", "take"], "model"),
        ("?hide=model,ranking", ["why", "rate", "basins", "take"], "why"),
        ("?panels=surface,rate", ["rate"], "rate"),
    ],
)
def test_one_of_the_tabs_that_are_left_is_chosen_and_its_panel_open(query: str, tabs: list[str], chosen: str) -> None:
    shown = parts(opened("/", query))
    found = [each for each in shown if getattr(each, "role", None) == "tab" and not is_away(each)]
    assert [getattr(each, "data-tab") for each in found] == tabs
    assert [getattr(each, "data-tab") for each in found if getattr(each, "aria-selected") == "true"] == [chosen]
    assert [each.tabIndex for each in found] == ["0" if name == chosen else "-1" for name in tabs]
    panels = [each for each in shown if getattr(each, "role", None) == "tabpanel"]
    assert [each.id for each in panels if not each.hidden] == [f"closer-{chosen}"]


def test_a_locked_control_is_disabled_by_its_fieldset_and_others_are_not() -> None:
    shown = opened("/", "?lock=learning_rate,start")
    assert any(type(each).__name__ == "Fieldset" and each.disabled for each in parents(shown, control("learning_rate")))
    assert not any(type(each).__name__ == "Fieldset" for each in parents(shown, control("momentum")))
    disabled = {getattr(e, "data-action", None) for e in parts(shown) if getattr(e, "disabled", None) is True}
    assert "random" in disabled
    assert getattr(shown, "data-locked").split() == ["learning_rate", "random", "start"]


def test_all_means_every_control_but_the_player() -> None:
    shown = opened("/", "?lock=all")
    for field in LAB_CONTROLS:
        above = parents(shown, control(field))
        assert any(type(each).__name__ == "Fieldset" and each.disabled for each in above), field
    assert not any(type(each).__name__ == "Fieldset" for each in parents(shown, Id.SPEED))
    for path, name in (("/hike", Id.HIKE_SEED), ("/practice", Id.PRACTICE_SEED), ("/networks", "input-net-layers")):
        assert any(type(e).__name__ == "Fieldset" for e in parents(opened(path, "?lock=all"), name)), path


@every_page
def test_every_name_that_a_list_may_hold_does_something(path: str) -> None:
    plain = said(opened(path, ""))
    for kind, names in allowed(path).items():
        for name in names:
            shown = opened(path, f"?embed=1&{kind}={name}")
            assert "is not known here" not in said(shown)
            marked = [each for each in parts(shown) if is_away(each) or type(each).__name__ == "Fieldset"]
            marked += [each for each in parts(shown) if getattr(each, "disabled", None) is True]
            assert marked or name == "camera", (kind, name)
    assert "is not known here" not in plain


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("embed=1", True),
        ("embed=1&hide=take", True),
        ("embed=1&hide=whole", False),
        ("embed=1&panels=surface,player", False),
        ("embed=1&panels=surface,whole", True),
        ("embed=1&lock=start", False),
        ("embed=1&hide=take&lock=all", False),
        ("embed=1&panels=surface,whole&lock=all", True),
    ],
)
def test_the_way_out_of_a_frame_is_a_part_and_off_where_anything_is_locked(query: str, there: bool) -> None:
    (way,) = with_part(opened("/", f"?{query}&problem=bowl"))[WHOLE]
    assert is_away(way) != there
    assert any(getattr(each, "data-whole", None) is not None for each in parts(way))


def test_embedded_pages_keep_their_frame() -> None:
    shown = opened("/", "?embed=1&panels=surface,player&problem=bowl")
    assert "embedded" in shown.className.split()
    assert getattr(shown, "data-frame") == "embed=1&panels=surface,player"
    assert not hasattr(opened("/", "?problem=bowl"), "data-frame")


def test_networks_without_their_way_out_stand_as_they_do_whole() -> None:
    def classes(query: str) -> str:
        return next(e.className for e in parts(opened("/networks", query)) if getattr(e, "data-net-page", None))

    assert classes("?embed=1&lock=preset") == classes("")
    assert classes("?embed=1&hide=surface") != classes("")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?embed=yes", "The value of embed must be 0 or 1; got “yes”. 0 is used instead."),
        ("?panels=surface,roof", "“panels” names “roof”, which is not known here; it knows lesson, controls, surface"),
        ("?lock=everything", "“lock” names “everything”, which is not known here; it knows all, "),
        ("?locale=xx", "The locale must be one of en; got “xx”. en is used instead."),
        (
            "?preset=nothing",
            "There is no ready-made scene called “nothing” here; there are caught-and-freed, one",
        ),
        (
            "?colour=red&wind=strong",
            "The address names “colour”, “wind”, which nothing here is called;",
        ),
    ],
)
def test_what_cannot_be_used_is_said_and_the_page_is_there(query: str, sentence: str) -> None:
    shown = opened("/", query)
    assert sentence in said(shown)
    assert any(getattr(each, "id", None) == Id.CONTOUR for each in parts(shown))


def test_what_course_systems_hang_on_is_nobodys_mistake() -> None:
    assert parameters.unknown("/", "?utm_source=mail&fbclid=x&lti_message_hint=1&problem=bowl") == ()


@given(st.text(max_size=300), st.sampled_from(list(PAGES)))
def test_any_text_gives_a_frame(text: str, path: str) -> None:
    made, rest, _ = read(path, f"?embed={text}&panels={text}&lock={text}&hide={text}&{text}")
    assert made.path == path
    assert made.away <= set(PARTS[path])
    again, _, _ = read(path, made.link)
    assert again == made
    assert not {name for name, _ in parse_qsl(rest)} & set(frame.BY_NAME)


@given(st.sets(st.sampled_from([*PARTS["/"]]), min_size=1), st.booleans())
def test_a_frame_goes_to_an_address_and_back(names: set[str], embed: bool) -> None:
    made = Frame("/", embed, panels=tuple(sorted(names)), lock=("start",))
    assert read("/", made.link)[0] == made


def test_a_preset_is_its_scene_and_other_values_change_it() -> None:
    query, complaints = expanded("/", "?preset=momentum-helps&steps=50")
    scene, wrong = from_link(query)
    assert (complaints, wrong) == ((), ())
    assert (scene.problem, scene.steps, len(scene.rules)) == ("band", 50, 2)
    shown = opened("/", "?preset=momentum-helps&steps=50")
    run = next(each for each in parts(shown) if getattr(each, "id", None) == Id.RUN)
    assert from_link(run.data["scene"])[0].problem == "band"


@pytest.mark.parametrize("name", list(presets()))
def test_a_preset_opens_without_complaint_and_its_claim_is_so(name: str) -> None:
    each = presets()[name]
    scene, complaints = from_link(each.query)
    assert (each.path, complaints) == ("/", ())
    assert holds(read_condition(each.claim), scene_facts(SOURCE, scene))


class TestTeach:
    shown = opened("/teach", "")
    text = said(shown)
    ends = said(html.Div([each for scene in ends(SOURCE) for each in scene]))

    def test_it_is_read_before_the_ends_of_its_scenes_are_worked_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Results, "verdict", lambda *_: pytest.fail("the page waits for a run"))
        assert "Still being worked out" in said(opened("/teach", ""))
        assert "Still being worked out" not in self.ends

    def test_it_tells_of_every_parameter_that_is_read(self) -> None:
        rows = {row.name for group in parameters.table().values() for row in group}
        read_anywhere = frozenset().union(*parameters._KNOWN.values()) | frame.BY_NAME.keys()
        assert rows == read_anywhere
        cells = [each.children for each in parts(self.shown) if type(each).__name__ == "Code"]
        assert rows <= set(cells)

    def test_every_parameter_says_what_it_takes_and_what_it_is(self) -> None:
        for group in parameters.table().values():
            for row in group:
                assert row.about, row
                assert row.allowed, row

    def test_each_scene_says_how_its_runs_end_as_the_engine_has_it(self) -> None:
        for each in presets().values():
            assert each.title in self.text
            assert each.ask in self.text
            for run in from_link(each.query)[0].runs():
                assert SOURCE.verdict(run).sentence in self.ends

    def test_each_scene_has_its_picture_with_size_and_words(self) -> None:
        pictures = [each for each in parts(self.shown) if type(each).__name__ == "Picture"]
        assert len(pictures) == len(presets()) + len(NETWORK_PRESETS)
        assert len({each.alt for each in pictures}) > 10
        for each in pictures:
            assert each.src.startswith("./preview.png?land=1&")
            assert (each.width, each.height) == (400, 250)

    def test_its_links_lead_to_scenes_without_complaint(self) -> None:
        links = {each.href for each in parts(self.shown) if type(each).__name__ == "A" and each.href.startswith(".")}
        assert len(links) > len(presets()) + len(NETWORK_PRESETS)
        for link in links:
            path, _, query = link[1:].partition("?")
            assert path in PAGES
            if path in ("/", "/practice") and query:
                assert "left out" not in said(opened(path, f"?{query}"))

    def test_what_it_says_of_the_log_follows_the_setting(self) -> None:
        open_log = page(results(Settings(log_addresses=True)), {"path": "/teach", "search": "", "dark": False})
        assert "It does not hold who asked" in self.text
        assert "the network address of who asked" in said(open_log)
        assert "It does not hold who asked" not in said(open_log)

    def test_every_page_is_in_the_head_line(self) -> None:
        assert set(LINKS) == set(PAGES) == set(PARTS)

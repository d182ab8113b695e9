"""Colours by role, for the style sheet and for the figures alike, so that both change together."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

import plotly.graph_objects as go

Mode = Literal["light", "dark"]
FONT = "Figtree, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for. Run colours are Okabe and Ito's (2008), on dark ground their lighter twins.

    A word in a run's colour has the same hue, with at least 4.5 : 1 against paper and wash.
    """

    ink: str
    soft: str
    line: str
    paper: str
    wash: str
    accent: str
    on_accent: str
    focus: str
    track: str
    wrong: str
    star: str
    stage_hi: str
    stage: str
    stage_lo: str
    region_0: str
    region_1: str
    run_1: str
    run_2: str
    run_3: str
    run_4: str
    word_1: str
    word_2: str
    word_3: str
    word_4: str


PALETTES: dict[Mode, Palette] = {
    "light": Palette(
        ink="#14212b",
        soft="#51616c",
        line="#dde3e4",
        paper="#ffffff",
        wash="#f3f6f6",
        accent="#14212b",
        on_accent="#ffffff",
        focus="#0b5fa5",
        track="#87949b",
        wrong="#a3271a",
        star="#e11d2e",
        stage_hi="#ffffff",
        stage="#edf2f2",
        stage_lo="#e0e8e9",
        region_0="#c9d6e2",
        region_1="#f0d9b8",
        run_1="#0072b2",
        run_2="#d55e00",
        run_3="#009e73",
        run_4="#cc79a7",
        word_1="#0069a5",
        word_2="#b34e00",
        word_3="#00785a",
        word_4="#a33f78",
    ),
    "dark": Palette(
        ink="#e9f0f2",
        soft="#9db0ba",
        line="#25323a",
        paper="#10181e",
        wash="#17222a",
        accent="#e9f0f2",
        on_accent="#10181e",
        focus="#8cc8f5",
        track="#64757f",
        wrong="#ff9c8f",
        star="#ff4757",
        stage_hi="#22333c",
        stage="#131d23",
        stage_lo="#0a1116",
        region_0="#2d4a63",
        region_1="#6a512a",
        run_1="#56b4e9",
        run_2="#f0894a",
        run_3="#3cc79a",
        run_4="#e0a3c6",
        word_1="#6fc0ee",
        word_2="#f79d66",
        word_3="#4fd0a7",
        word_4="#e9b0d0",
    ),
}


# How runs are told apart without colour: in the flat pictures, and on the surface.
DASHES = ("solid", "dash", "dot", "dashdot")
MARKERS = ("circle", "square", "diamond", "triangle-up")
SOLID_MARKERS = ("circle", "square", "diamond", "cross")


def run_styles(mode: Mode) -> list[dict[str, str]]:
    """Colour, dash and markers of each of the four runs."""
    palette = PALETTES[mode]
    colours = (palette.run_1, palette.run_2, palette.run_3, palette.run_4)
    looks = zip(colours, DASHES, MARKERS, SOLID_MARKERS, strict=True)
    return [{"colour": c, "dash": d, "marker": m, "solid": s} for c, d, m, s in looks]


def style_sheet() -> str:
    """The palettes as CSS custom properties: by the system's wish, or by the ``data-theme`` of the page."""

    def rules(mode: Mode) -> str:
        colours = "".join(f"--{role.replace('_', '-')}:{colour};" for role, colour in asdict(PALETTES[mode]).items())
        return f"{{color-scheme:{mode};{colours}}}"

    return (
        f":root{rules('light')}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){rules('dark')}}}"
        f":root[data-theme=dark]{rules('dark')}"
    )


def template(mode: Mode) -> go.layout.Template:
    """What all figures of a mode share."""
    palette = PALETTES[mode]
    axis = {
        "color": palette.soft,
        "gridcolor": palette.line,
        "linecolor": palette.line,
        "zeroline": False,
        "tickfont": {"size": 12},
        "title": {"font": {"size": 13}},
    }
    scene_axis = {**axis, "showbackground": False, "showspikes": False, "tickfont": {"size": 11}}
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": palette.soft},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": axis,
            "yaxis": axis,
            "scene": {"xaxis": scene_axis, "yaxis": scene_axis, "zaxis": scene_axis},
            "showlegend": False,
            "hovermode": False,
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        }
    )

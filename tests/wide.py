"""Wide matrices: of many pages, problems, sizes and themes `make test` tries some, `make look` all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def wide(every: Iterable[Any], some: Iterable[Any]) -> list[Any]:
    """Every value of a parameter, or tuple of several; those that are not among some are left to ``make look``."""
    values, kept = list(every), list(some)
    assert all(each in values for each in kept), f"not all of {kept} are among {values}"
    return [each if each in kept else _later(each) for each in values]


def _later(value: Any) -> Any:
    return pytest.param(*(value if isinstance(value, tuple) else [value]), marks=pytest.mark.wide)

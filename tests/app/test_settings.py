"""A wrong setting stops the start with one sentence that names it."""

from __future__ import annotations

import pytest

from app.settings import Settings


def test_the_environment_is_read() -> None:
    settings = Settings.from_environment({"LOSS_LANDSCAPE_PORT": "9000", "LOSS_LANDSCAPE_CACHE": "files", "HOME": "/x"})
    assert (settings.port, settings.cache, settings.grid_size) == (9000, "files", 101)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "http", "whole number"),
        ("PORT", "-1", "whole number"),
        ("CACHE", "cloud", "memory, files"),
        ("CACHE_DIR", " ", "must not be empty"),
        ("GRID_SIZE", "3", "at least 11"),
        ("COLOUR", "red", "no setting"),
    ],
)
def test_a_wrong_one_is_named(name: str, value: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        Settings.from_environment({f"LOSS_LANDSCAPE_{name}": value})
    assert f"LOSS_LANDSCAPE_{name}" in str(caught.value)

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
        ("GRID_SIZE", "3", "from 11 to 401"),
        ("GRID_SIZE", "999999999", "from 11 to 401"),
        ("MAX_STEPS", "999999999", "from 1 to 100000"),
        ("CACHE_ENTRIES", "999999999", "from 10 to 1000000"),
        ("PUBLIC_URL", "https://a..b/", "a host"),
        ("PUBLIC_URL", "https://.b/", "a host"),
        ("PUBLIC_URL", f"https://{'a' * 64}.example/", "a host"),
        ("FRAME_ANCESTORS", "https://a..b", "sources"),
        ("FRAME_ANCESTORS", "'self' https://school.example:99999", "sources"),
        ("COLOUR", "red", "no setting"),
        ("PUBLIC_URL", "school.example", "http://"),
        ("PUBLIC_URL", "ftp://school.example/", "http://"),
        ("PUBLIC_URL", "https://school.example/?x=1", "no \\?"),
        ("PUBLIC_URL", "https://school.example/a b", "http://"),
        ("PUBLIC_URL", "https:///landscape/", "a host"),
    ],
)
def test_a_wrong_one_is_named(name: str, value: str, words: str) -> None:
    with pytest.raises(ValueError, match=words) as caught:
        Settings.from_environment({f"LOSS_LANDSCAPE_{name}": value})
    assert f"LOSS_LANDSCAPE_{name}" in str(caught.value)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("", ""),
        ("https://school.example", "https://school.example/"),
        ("http://school.example:8080/a/b", "http://school.example:8080/a/b/"),
        ("https://[2001:db8::1]/landscape/", "https://[2001:db8::1]/landscape/"),
    ],
)
def test_the_public_address_ends_with_a_slash(given: str, used: str) -> None:
    assert Settings.from_environment({"LOSS_LANDSCAPE_PUBLIC_URL": given}).public_url == used

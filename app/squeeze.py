"""Compress every file of the app as well as can be: ``python -m app.squeeze``, once, while the image is built."""

from __future__ import annotations

from app.factory import create_app
from app.serve.packed import is_text, store


def main() -> None:
    """All files that a page may load."""
    files = create_app().files
    if files is None:
        raise SystemExit("The app has no files.")
    for name in files.sources:
        packed = files.read(name)
        if is_text(packed.mimetype):
            store(packed.plain)


if __name__ == "__main__":
    main()

"""Where icons, schemas and other data files lie: in the installed wheel, or beside the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def _root() -> Path:
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def resource_path(name: str) -> Path:
    """Return the path of a data file or folder, given relative to ``resources`` with ``/``.

    Raises:
        FileNotFoundError: There is no such file; the installation is damaged.
    """
    path = _root().joinpath(*name.split("/"))
    if not path.exists():
        raise FileNotFoundError(f"data file {name!r} is missing from {_root()}")
    return path


def resource_bytes(name: str) -> bytes:
    """Return the content of a data file, named as for ``resource_path``."""
    return resource_path(name).read_bytes()

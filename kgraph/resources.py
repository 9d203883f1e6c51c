"""Where the data that travels with the package is: in a checkout and in a wheel alike."""

from __future__ import annotations

from pathlib import Path

from kgraph.errors import KgraphError

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder `ontology`, `queries` or `seeds`: beside the package in a checkout, inside it in a wheel.

    Raises KgraphError when the installation lacks it.
    """
    for candidate in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise KgraphError(f"{name}/ is missing from this installation; install kgraph again")

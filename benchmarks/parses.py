"""Parsed texts kept in a folder, so that a change of rules is measured in minutes."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.tokens import Doc

from kgraph import nlp
from kgraph.nlp import reader, spacing


class Parses:
    """Reads texts as `nlp.read` does, each only once for a pipeline and a reader.

    The folder must be one's own: what it holds is unpickled.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._models = digest(nlp.SHIPPED) + digest(reader.folder())
        folder.mkdir(parents=True, exist_ok=True)

    def read(
        self, texts: Iterable[str], *, model: str | None = None, learned: bool = True
    ) -> Iterator[Doc]:
        """The parse of each text."""
        for text in texts:
            read, _ = spacing.evened(text)
            whole = f"{self._models} {model} {learned} {text}{read if read != text else ''}"
            path = self._folder / hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()
            if not path.is_file():
                _keep(next(nlp.read([text], model=model, learned=learned)), path)
            parsed, user_data = pickle.loads(path.read_bytes())
            doc = Doc(nlp.load(model, learned=learned).vocab).from_bytes(parsed)
            doc.user_data.update(user_data)
            yield doc


def _keep(doc: Doc, path: Path) -> None:
    """Write a parse beside its place first: a run that is stopped leaves no half of one."""
    beside = path.with_suffix(".new")
    beside.write_bytes(pickle.dumps((doc.to_bytes(exclude=["user_data"]), doc.user_data)))
    beside.rename(path)


def digest(folder: Path) -> str:
    """Stands for all files of a folder but what is written about them."""
    found = hashlib.sha256()
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    for path in sorted(files):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]

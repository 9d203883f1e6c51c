"""The learned reader as a spaCy component: the parts that phrases play, and what a text tells of."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from kgraph import mentions
from kgraph.mentions import Filler, Told
from kgraph.nlp.network import Network, Scored

SHIPPED = Path(__file__).parent / "models" / "reader"
# Below this a phrase says nothing even beside a rule (kgraph/extract/agreement.py).
_FLOOR = 0.1


def folder() -> Path:
    """Where the reader lies: $KGRAPH_READER, else the shipped one."""
    return Path(os.environ.get("KGRAPH_READER") or SHIPPED)


@lru_cache(maxsize=2)
def network(path: Path) -> Network:
    """The network of a folder, loaded once. Raises ModelError where there is none."""
    return Network(path)


@Language.factory("kgraph_reader", default_config={"folder": ""})
def make(nlp: Language, name: str, folder: str) -> Reader:  # noqa: ARG001 - spaCy's signature
    """The component that runs the network in `folder`."""
    return Reader(network(Path(folder)))


class Reader:
    """Writes the mentions "fillers" (kgraph.mentions.Filler) and what the text tells of."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one parsed text; one without words is left as it is."""
        text = doc.text
        if not text.strip():
            return doc
        seen = self._network.read(text, _FLOOR)
        fillers = [
            (span, Filler(item.label, item.score, item.qualities))
            for item in seen.roles
            if (span := _span(doc, text, item)) is not None
        ]
        mentions.write(doc, "fillers", fillers)
        mentions.write_told(doc, Told(seen.kinds, seen.counts))
        return doc


def _span(doc: Doc, text: str, item: Scored) -> Span | None:
    """Its words up to the end of the line's paragraph: nothing goes on behind a blank line."""
    end = text.find("\n\n", item.start, item.end)
    last = item.end if end < 0 else end
    return doc.char_span(item.start, last, label=item.label, alignment_mode="expand")

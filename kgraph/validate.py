"""Graphs against the shapes of `ontology/shapes.ttl` (SHACL), with the result in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
import pyshacl
from rdflib import Graph
from rdflib.namespace import RDF, SH

from kgraph.resources import folder


@dataclass(frozen=True, slots=True)
class Violation:
    """One node that breaks a shape: which, what it says there, and the rule in words."""

    node: str
    value: str | None
    message: str

    def __str__(self) -> str:
        found = f" (found {self.value!r})" if self.value is not None else ""
        return f"{self.node}: {self.message}{found}"


@cache
def _shapes() -> Graph:
    return Graph().parse(folder("ontology") / "shapes.ttl", format="turtle")


def check(quads: Iterable[ox.Quad]) -> list[Violation]:
    """The violations in one graph, sorted."""
    triples = [quad.triple for quad in quads]
    data = Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    conforms, report, _ = pyshacl.validate(
        data, shacl_graph=_shapes(), inference="none", advanced=False
    )
    return [] if conforms else sorted(_violations(report), key=str)


def _violations(report: Graph) -> Iterator[Violation]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        value = report.value(result, SH.value)
        yield Violation(
            str(report.value(result, SH.focusNode)),
            str(value) if value is not None else None,
            str(report.value(result, SH.resultMessage)),
        )

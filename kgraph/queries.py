"""Saved queries: `queries/*.rq`, with a `#+` header and parameters that are `VALUES` lines."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from kgraph import syntax
from kgraph.errors import QueryError, UsageError
from kgraph.resources import folder
from kgraph.vocab import KG, PREFIXES

_PARAMETER = re.compile(
    r"^\s*VALUES\s+\?(?P<name>\w+)\s*\{(?P<default>.*)\}\s*\.?\s*#\s*parameter\s*(?::\s*(?P<help>.*))?$",
    re.MULTILINE,
)
_HEADER = re.compile(r"^#\+\s*(\w+):\s*(.*)$", re.MULTILINE)
_NETWORK = re.compile(r"(?<![?$:\w-])(SERVICE|LOAD)\b", re.IGNORECASE)
_UPDATE = re.compile(
    r"(?<![?$:\w-])(INSERT|DELETE|DROP|CLEAR|CREATE|MOVE|COPY|ADD|LOAD)\b(?=\s+(?:DATA|WHERE|SILENT|GRAPH|ALL|DEFAULT|NAMED|INTO|<|\{))",
    re.IGNORECASE,
)

_OURS = f"<{PREFIXES['kg']}>"

# What a default is tells what a parameter takes.
_KINDS = {
    "date": r"""["']\d{4}-\d\d-\d\d["']\^\^""",
    "number": r"[+-]?[\d.]",
    "IRI": r"<|[\w-]+:",
    "text": r"""["']""",
}
_WRITTEN = {
    "date": r".*#date>",
    "number": r".*#(integer|decimal)>",
    "IRI": r"<.*>",
}  # as `term` writes it
_EXAMPLES = {
    "date": "a day, for example 2022-09-06",
    "number": "a number, for example 10",
    "IRI": "an IRI or a prefixed name, for example kg:killed",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what its header says about it; `parameters` maps names to their default terms.

    `actors` are the parameters that are names of actors: any name that the register has will do.
    """

    name: str
    text: str
    summary: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    actors: tuple[str, ...] = ()


def saved() -> tuple[Query, ...]:
    """Every saved query, by name."""
    return tuple(
        read(path.stem, path.read_text("utf-8")) for path in sorted(folder("queries").glob("*.rq"))
    )


def read(name: str, text: str) -> Query:
    """A query from its text."""
    header = {match[1]: match[2].strip() for match in _HEADER.finditer(text)}
    parameters = tuple(
        (match["name"], match["default"].strip()) for match in _PARAMETER.finditer(text)
    )
    tags, actors = (_listed(header.get(key, "")) for key in ("tags", "actors"))
    return Query(name, text, header.get("summary", ""), tags, parameters, actors)


def _listed(words: str) -> tuple[str, ...]:
    """ "[a, b]" as its items."""
    return tuple(word.strip() for word in words.strip("[]").split(",") if word.strip())


def find(given: str) -> Query:
    """A saved query by name, a file, or the text itself. Raises QueryError with the nearest names."""
    if not given.strip():
        raise UsageError(
            "the query is empty; give the name of a saved one (kgraph queries), a file, the text, or - and the text on standard input"
        )
    if re.search(r"[\s{]", given.strip()):
        return read("query", given)
    path = Path(given)
    if given.endswith(".rq") or _is_file(path):
        try:
            return read(path.stem, path.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError) as exc:
            raise QueryError(
                f"{given}: the query file cannot be read: {getattr(exc, 'strerror', None) or exc}"
            ) from exc
    known = {query.name: query for query in saved()}
    if given in known:
        return known[given]
    near = difflib.get_close_matches(given, known, n=3, cutoff=0.4)
    hint = f"did you mean {', '.join(near)}?" if near else "kgraph queries lists them"
    raise QueryError(f"there is no saved query {given!r}; {hint}")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long, or no permission: then it is no file to us
        return False


def fill(query: Query, values: Mapping[str, str]) -> str:
    """The text with parameters set; a value is written as an RDF term, never pasted. Raises UsageError."""
    known = dict(query.parameters)
    for name in values:
        if name not in known:
            takes = f"it takes {', '.join(sorted(known))}" if known else "it takes none"
            raise UsageError(f"query {query.name} has no parameter {name!r}; {takes}")

    def line(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in values:
            return match.group()
        return f"  VALUES ?{name} {{ {_fitting(name, values[name], match['default'])} }}"

    return _PARAMETER.sub(line, query.text)


def _fitting(name: str, value: str, default: str) -> str:
    """A value as a term of the kind that the default is. Raises UsageError where it is of another."""
    given = term(value)
    kind = next((kind for kind, shape in _KINDS.items() if re.match(shape, default.strip())), None)
    if kind == "text" and value.upper() != "UNDEF":
        return Literal(value).n3()
    if kind is None or value.upper() == "UNDEF" or re.fullmatch(_WRITTEN[kind], given):
        return given
    raise UsageError(f"--param {name}={value}: {name} is {_EXAMPLES[kind]}")


def graphs(text: str) -> list[str]:
    """The graphs that a query asks instead of the union of all, as far as they are written out."""
    return [graph[1:-1] for graph in syntax.named_graphs(text) if graph.startswith("<")]


def with_prefixes(text: str) -> str:
    """The text with a declaration for every known prefix that it uses and does not declare.

    All go in front of the first line, so that line numbers in error messages stay right.
    """
    bare = syntax.words(text)
    declared = set(re.findall(r"PREFIX\s+([\w-]*):", bare, re.IGNORECASE))
    used = set(re.findall(r"(?<![\w-])([\w-]+):(?=[\w])", bare))
    missing = sorted((used & PREFIXES.keys()) - declared)
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + text


def unknown_terms(text: str) -> list[str]:
    """What tells of each word after `kg:` that the ontology has not: whoever mistypes one gets an empty answer."""
    bare = syntax.words(text)
    if re.search(r"\bPREFIX\s+kg:", bare, re.IGNORECASE) and _OURS not in text:
        return []
    known = list(KG.__annotations__)
    wrong = sorted(set(re.findall(r"(?<![\w?$-])kg:(\w+)", bare)).difference(known))
    return [f"kg:{word} is no term of the ontology{_meant(word, known)}" for word in wrong]


def _meant(word: str, known: list[str]) -> str:
    folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), folded, n=1)
    return f"; did you mean kg:{folded[near[0]]}?" if near else ", and no answer has it"


def term(value: str) -> str:
    """A value from the command line as a SPARQL term: a number, a date, an IRI, a CURIE or a string."""
    if value.upper() == "UNDEF":
        return "UNDEF"
    if re.fullmatch(r"[+-]?\d+", value):
        return Literal(int(value)).n3()
    if re.fullmatch(r"[+-]?\d*\.\d+", value):
        return Literal(value, datatype=XSD.decimal).n3()
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return Literal(dt.date.fromisoformat(value), datatype=XSD.date).n3()
        except ValueError as exc:
            raise UsageError(f"{value!r} is no date of the calendar") from exc
    prefix, _, local = value.partition(":")
    if prefix in PREFIXES and re.fullmatch(r"[\w.-]+", local):
        return URIRef(PREFIXES[prefix] + local).n3()
    if re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", value):
        return URIRef(value).n3()
    return Literal(value).n3()


def check(text: str, *, allow_remote: bool = False) -> None:
    """Refuse updates, and whatever would reach over the network unless that is allowed. Raises QueryError."""
    without_iris = re.sub(r"<[^<>\s]*>", "<>", syntax.bare(text))
    update = _UPDATE.search(without_iris)
    if (
        update
        and not re.search(
            r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", without_iris[: update.start()], re.IGNORECASE
        )
        and not (update[1].upper() == "LOAD" and not allow_remote)
    ):
        raise QueryError(f"{update[1].upper()} changes the store; kgraph query only reads it")
    if allow_remote:
        return
    found = _NETWORK.search(without_iris)
    if found:
        raise QueryError(
            f"{found[1].upper()} reaches over the network; add --allow-remote to let it"
        )
    for graph in syntax.named_graphs(text):
        iri = graph.strip("<>")
        if not iri.startswith(PREFIXES["id"]) and not iri.startswith("id:"):
            raise QueryError(
                f"FROM {graph} reaches over the network; add --allow-remote to let it, or use --graph"
            )

"""Everything that can go wrong for a user: one family, caught once in `cli.main`."""

from __future__ import annotations


class KgraphError(Exception):
    """Says what happened, where, and what to do about it, in one line."""

    exit_code = 1


class UsageError(KgraphError):
    """The call itself is wrong: an unknown format, a bad parameter, a missing argument."""

    exit_code = 2


class DocumentError(KgraphError):
    """One document cannot be read; the others are."""


class KeptDocumentError(DocumentError):
    """A fault of a document that is read all the same."""


class LeftOutError(DocumentError):
    """What is left out on purpose: worth a line, but no fault."""


class ModelError(KgraphError):
    """The language pipeline is missing or does not fit."""


class StoreError(KgraphError):
    """The store cannot be opened, read or written."""


class QueryError(KgraphError):
    """A query is unknown, malformed, refused or out of time."""


def in_one_line(fault: object) -> str:
    """What another library says of a fault, without its line breaks; the name of the fault where it says nothing."""
    return " ".join(str(fault).split()) or type(fault).__name__

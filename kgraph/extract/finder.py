"""Many patterns of the lexicon looked for in a text at once, each only where a word begins as one of its words does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Generic, TypeVar

from kgraph.extract.lexicon import lexicon, pattern

M = TypeVar("M")
_HEAD = re.compile(r"\b\w{1,3}")
_LOOK_AROUND = re.compile(r"(?:\(\?<?!.*?\))+")
_PLAIN = re.compile(r"[a-z0-9]{1,3}(?![?*{])|[a-z0-9]")


class Finder(Generic[M]):
    """Lists of patterns of the lexicon, each with what its words mean.

    Finds what a search for one list after the other finds, which would try each at every character.
    """

    def __init__(self, lists: Iterable[tuple[M, Iterable[str]]]) -> None:
        self._lists: list[tuple[M, re.Pattern[str]]] = []
        self._anywhere: list[int] = []
        self._by_head: defaultdict[str, set[int]] = defaultdict(set)
        for meaning, listed in lists:
            alternatives = list(listed)
            if (compiled := pattern(alternatives)) is not None:
                found = {head for words in alternatives for head in heads(words)}
                if "" in found:
                    self._anywhere.append(len(self._lists))
                else:
                    for head in found:
                        self._by_head[head].add(len(self._lists))
                self._lists.append((meaning, compiled))
        for head in sorted(self._by_head, key=len):
            self._by_head[head].update(self._headed(head[:-1]))

    def _headed(self, head: str) -> Collection[int]:
        """The numbers of the lists with words that may begin with these letters."""
        known = self._by_head
        return known.get(head) or known.get(head[:2]) or known.get(head[:1]) or ()

    def matches(self, text: str) -> Iterator[tuple[M, re.Match[str]]]:
        """The matches of each list in the order of the text, list after list."""
        starts: dict[int, list[int]] = defaultdict(list)
        for head, begun in _heads_in(text).items():
            for number in self._headed(head):
                starts[number] += begun
        for number in sorted((*starts, *self._anywhere)):
            meaning, compiled = self._lists[number]
            places = starts.get(number)
            for match in _matches_at(compiled, text, places) if places else compiled.finditer(text):
                yield meaning, match


@lru_cache(maxsize=64)
def _heads_in(text: str) -> Mapping[str, Sequence[int]]:
    """Where the words of a text begin, by their first letters."""
    found: dict[str, list[int]] = defaultdict(list)
    for word in _HEAD.finditer(text):
        found[word.group().lower()].append(word.start())
    return found


@cache
def cue_finder(section: str, key: str) -> Finder[str]:
    """Finds a list of patterns of the lexicon in whole texts."""
    return Finder([(key, lexicon()[section][key])])


def _matches_at(
    compiled: re.Pattern[str], text: str, starts: Iterable[int]
) -> Iterator[re.Match[str]]:
    end = 0
    for start in sorted(starts):
        if start >= end and (match := compiled.match(text, start)) is not None:
            end = match.end()
            yield match


def heads(words: str) -> set[str]:
    """The first letters, three at most, of all that a pattern may match; "" where it may begin otherwise."""
    if around := _LOOK_AROUND.match(words):
        words = words[around.end() :]
    if words.startswith("("):
        options, rest = _opened(words)
        found = {head for option in options for head in heads(option)}
    elif words.startswith(r"\d"):
        found, rest = set("0123456789"), words[2:]
    elif plain := _PLAIN.match(words):
        found, rest = {plain.group()}, words[plain.end() :]
    else:
        return {""}
    if rest.startswith(("*", "{")):
        return {""}
    return found | heads(rest[1:]) if rest.startswith("?") else found


def _opened(words: str) -> tuple[list[str], str]:
    """The alternatives of the group that a pattern begins with, and what follows it."""
    options: list[str] = []
    depth = 0
    for at, char in enumerate(words):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return options, words[at + 1 :]
        if depth == 1 and char in "(|":
            options.append("")
        else:
            options[-1] += char
    return [""], ""

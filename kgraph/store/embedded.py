"""Oxigraph inside the process: on disk in a folder, or in memory."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import threading
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import pyoxigraph as ox

from kgraph import syntax
from kgraph.errors import QueryError, StoreError, in_one_line
from kgraph.store import sparql

FORMAT = 1
_MARK = "kgraph-store.json"
_DATA = "oxigraph"
_BASE = "names start from"
_FILLING = "filling"  # names the graphs that are being filled, in the folder of a store
_AT_ONCE = 1 << 20  # bytes of statements that are read at a time
_LOGS = 3  # of runs before this one that are kept
_PATIENCE = 2.0  # seconds to wait for another process to let go

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


class MemoryStore:
    """A store that lives as long as the process."""

    _writable = True

    def __init__(self, location: str = ":memory:") -> None:
        self.location = location
        self._store: ox.Store | None = self._open()

    def _open(self) -> ox.Store:
        return ox.Store()

    @property
    def _graph(self) -> ox.Store:
        if self._store is None:
            raise StoreError(f"{self.location}: the store is closed")
        return self._store

    @property
    def base(self) -> str:
        """See Store."""
        return str(Path.cwd())

    def replace(self, graphs: Mapping[str, Iterable[ox.Quad]]) -> None:
        """See Store."""
        if graphs:
            with self._translated("write"):
                self._graph.update(sparql.replacement(graphs))

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """See Store."""
        with self._translated("write"):
            self._graph.extend(quads)

    def fill(self, names: Iterable[str], statements: Iterable[bytes]) -> None:
        """See Store; statements that are added come as a whole, whatever their graphs."""
        del names
        self.add(ox.parse(b"".join(statements), format=ox.RdfFormat.N_QUADS))

    def amend(self, gone: Mapping[str, Iterable[str]], added: Iterable[ox.Quad]) -> None:
        """See Store."""
        with self._translated("write"):
            self._graph.update(sparql.amendment(gone, added))

    def query(self, text: str, *, graph: str | None = None, timeout: float | None = None) -> Result:
        """See Store."""
        try:
            return (
                self._evaluate(text, graph)
                if timeout is None
                else self._timed(text, graph, timeout)
            )
        except SyntaxError as exc:
            raise sparql.syntax_error(exc, text) from exc
        except (OSError, ValueError, RuntimeError) as exc:
            if _is_damage(exc):
                raise _damaged(self.location, exc) from exc
            raise QueryError(f"the query failed: {in_one_line(exc)}") from exc

    def _evaluate(self, text: str, graph: str | None) -> Result:
        if graph is None:
            union = not syntax.named_graphs(text)
            return self._graph.query(text, use_default_graph_as_union=union)
        try:
            named = ox.NamedNode(graph)
        except ValueError as exc:
            raise QueryError(f"{graph!r} is not the IRI of a graph ({exc})") from exc
        return self._graph.query(text, default_graph=named)

    def _timed(self, text: str, graph: str | None, timeout: float) -> Result:
        """Evaluate on another thread and give up after a while; its result comes back as bytes."""
        done: list[tuple[bool, bytes] | BaseException] = []

        def work() -> None:
            try:
                done.append(_written(self._evaluate(text, graph)))
            except BaseException as exc:
                # Results may not leave their thread, not even within what a fault holds on to.
                traceback.clear_frames(exc.__traceback__)
                done.append(exc.with_traceback(None))

        worker = threading.Thread(target=work, daemon=True)
        worker.start()
        worker.join(timeout)
        if not done:
            raise QueryError(
                f"the query took longer than {timeout:g} s; ask for less or raise --timeout"
            )
        if isinstance(done[0], BaseException):
            raise done[0]
        return _read(*done[0])

    def graphs(self) -> list[str]:
        """See Store."""
        return sorted(
            node.value for node in self._graph.named_graphs() if isinstance(node, ox.NamedNode)
        )

    def quads(self, graph: str) -> Iterator[ox.Quad]:
        """See Store."""
        return iter(self._graph.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def close(self) -> None:
        """See Store. Oxigraph frees its lock when the last reference goes."""
        self._store = None
        gc.collect()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()
        for raised in exc:
            if isinstance(raised, RuntimeError) and _is_damage(raised):
                raise _damaged(self.location, raised) from raised  # met while an answer was read

    @contextlib.contextmanager
    def _translated(self, action: str) -> Iterator[None]:
        if not self._writable:
            raise StoreError(
                f"{self.location}: you may read this store, but not change it; copy it, and give the copy with --store"
            )
        try:
            yield
        except RuntimeError as exc:
            raise _damaged(self.location, exc) from exc
        except (OSError, SyntaxError) as exc:
            raise StoreError(
                f"{self.location}: cannot {action} the store: {in_one_line(exc)}"
            ) from exc


class OxigraphStore(MemoryStore):
    """A store in a folder; one process may have it open."""

    @staticmethod
    def must_exist(location: str) -> None:
        """Raise StoreError where there is no store yet."""
        try:
            found = (Path(location) / _MARK).is_file()
        except OSError as exc:  # a name too long, or no permission
            raise StoreError(f"{location}: the store cannot be opened: {exc.strerror}") from exc
        if not found:
            raise StoreError(
                f"{location}: there is no kgraph store here; make one with: kgraph build PATH --store {location}"
            )

    def _open(self) -> ox.Store:
        folder = Path(self.location)
        try:
            _check(folder)
            if _read_only(folder):
                self._writable = False
                return self._reading(folder)
            (folder / _DATA).mkdir(parents=True, exist_ok=True)
            store = self._patiently(folder)
            self._clean(store, folder)
            _clear(folder / _DATA, "bulk-*.sst")  # what a fill that broke off had sorted so far
            _mark(folder)
        except OSError as exc:
            raise StoreError(
                f"{self.location}: the store cannot be opened: {exc.strerror or exc}"
            ) from exc
        return store

    def _reading(self, folder: Path) -> ox.Store:
        """Open data that may only be read: somebody else's, or those of a disk that cannot be written."""
        if _in_use(folder / _DATA / "LOCK"):
            raise StoreError(
                f"{self.location}: the store is in use by another process; wait for it to end"
            )
        if (folder / _FILLING).exists():
            raise StoreError(
                f"{self.location}: a run broke off while it filled the store; open it once as somebody who may write it"
            )
        try:
            return ox.Store.read_only(str(folder / _DATA))
        except RuntimeError as exc:
            raise _damaged(self.location, exc) from exc

    def _patiently(self, folder: Path) -> ox.Store:
        """Open the data, waiting a little for a process that is just finishing."""
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                return ox.Store(str(folder / _DATA))
            except RuntimeError as exc:
                raise _damaged(self.location, exc) from exc
            except OSError as exc:
                if "lock" not in str(exc).lower():
                    raise StoreError(
                        f"{self.location}: the store cannot be opened: {in_one_line(exc)}"
                    ) from exc
                if time.monotonic() > end:
                    raise StoreError(
                        f"{self.location}: the store is in use by another process; wait for it to end, or give another --store"
                    ) from exc
                time.sleep(0.1)

    @property
    def base(self) -> str:
        """See Store: the folder in which the store was made; the current one where that is gone, or not told."""
        folder = Path(os.path.realpath(self.location))
        said = json.loads((folder / _MARK).read_text("utf-8"))
        made = folder / str(said.get(_BASE, Path.cwd()))
        return os.path.normpath(made) if made.is_dir() else str(Path.cwd())

    def fill(self, names: Iterable[str], statements: Iterable[bytes]) -> None:
        """See Store.

        Data go into files of the data base that are sorted before they are written, which is no
        transaction. So the graphs are named in a file beside the store until all is written, and a store
        that is opened with such a file first takes out what a broken run left of them.
        """
        note = Path(self.location) / _FILLING
        with self._translated("write"):
            note.write_text("\n".join(names), "utf-8")
            # They were checked when they were made: leniently, they are read in four fifths of the time.
            pieces = io.BufferedReader(_Pieces(statements), _AT_ONCE)
            self._graph.bulk_load(pieces, ox.RdfFormat.N_QUADS, lenient=True)
            note.unlink()

    def _clean(self, store: ox.Store, folder: Path) -> None:
        """Take out the graphs that a run was filling when it broke off."""
        note = folder / _FILLING
        if note.exists():
            for name in note.read_text("utf-8").split():
                store.remove_graph(ox.NamedNode(name))
            store.flush()
            note.unlink()

    def close(self) -> None:
        """See Store."""
        if self._store is not None and self._writable:
            with self._translated("write"):
                self._store.flush()
            # RocksDB keeps a thousand logs of old runs, more than the data of a small store.
            _clear(Path(self.location) / _DATA, "LOG.old.*", but=_LOGS)
        super().close()


class _Pieces(io.RawIOBase):
    """Pieces of bytes, read as one file."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """See io.RawIOBase."""
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = piece
        part, self._left = self._left[: len(buffer)], self._left[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def _read_only(folder: Path) -> bool:
    """Whether there is a store that may be read, but not written."""
    return (folder / _MARK).exists() and not os.access(folder / _DATA, os.W_OK)


def _in_use(lock: Path) -> bool:
    """Whether another process may be writing, which reading alone does not notice."""
    import fcntl  # only where folders have permissions

    with lock.open("rb") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def _clear(data: Path, pattern: str, *, but: int = 0) -> None:
    """Take away files that nobody needs, but for the last ones."""
    found = sorted(data.glob(pattern))
    for file in found[: len(found) - but]:
        with contextlib.suppress(OSError):
            file.unlink()


def _is_damage(exc: BaseException) -> bool:
    """Whether it is how Oxigraph tells that its files are damaged."""
    return isinstance(exc, RuntimeError) and "corruption" in str(exc).lower()


def _damaged(location: str, exc: BaseException) -> StoreError:
    reason = in_one_line(exc)[:120]
    return StoreError(
        f"{location}: the store is damaged ({reason}); restore it from a dump, or build it anew"
    )


def _check(folder: Path) -> None:
    """Refuse what is no folder, no store of ours, or one of another version."""
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: is a file, not a store; give a folder with --store")
    mark = folder / _MARK
    if not mark.exists():
        if (
            folder.exists()
            and any(folder.iterdir())
            and {item.name for item in folder.iterdir()} - {_DATA, _FILLING}
        ):
            raise StoreError(
                f"{folder}: is a folder with other things in it, not a kgraph store; give another with --store"
            )
        return
    try:
        version = json.loads(mark.read_text("utf-8")).get("format")
    except (ValueError, AttributeError) as exc:
        raise StoreError(f"{mark}: is damaged; restore the store from a dump") from exc
    if not (folder / _DATA / "CURRENT").exists():
        raise StoreError(f"{folder}: the store has lost its data; restore it from a dump")
    if version != FORMAT:
        raise StoreError(
            f"{folder}: is a store of format {version}, this kgraph reads {FORMAT}; dump it with the kgraph that wrote it and load the dump with this one"
        )


def _mark(folder: Path) -> None:
    mark = folder / _MARK
    if not mark.exists():
        fresh = mark.with_suffix(".new")
        said = {"format": FORMAT, "engine": "oxigraph", _BASE: _base(folder)}
        fresh.write_text(json.dumps(said) + "\n", "utf-8")
        fresh.replace(mark)


def _base(folder: Path) -> str:
    """The current folder; as seen from a store that lies in it, so that both may be moved."""
    here, store = Path.cwd(), Path(os.path.realpath(folder))
    within = store.is_relative_to(here)
    return os.path.relpath(here, store) if within else str(here)


def _written(result: Result) -> tuple[bool, bytes]:
    """A result as bytes, which another thread may read, and whether it is triples."""
    if isinstance(result, ox.QueryTriples):
        return True, result.serialize(format=ox.RdfFormat.N_TRIPLES) or b""
    return False, result.serialize(format=ox.QueryResultsFormat.JSON) or b""


def _read(triples: bool, data: bytes) -> Result:
    if triples:
        return ox.parse(data, format=ox.RdfFormat.N_TRIPLES)  # type: ignore[return-value]
    return ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)

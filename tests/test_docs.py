"""The README's commands do what it says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, run

pytestmark = pytest.mark.model
README = (ROOT / "README.md").read_text("utf-8")


def examples() -> list[str]:
    """Every kgraph command in a console block, in order."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    return [
        line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ kgraph")
    ]


def test_there_are_examples() -> None:
    assert len(examples()) >= 10


def test_every_example_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    for line in examples():
        arguments = shlex.split(line.partition(" | ")[0].partition(" > ")[0].partition("  #")[0])[
            1:
        ]
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 0, f"{line}: {done.stderr}"


def test_every_command_is_in_the_readme() -> None:
    for command in (
        "build",
        "show",
        "query",
        "export",
        "extract",
        "actors",
        "path",
        "validate",
        "dump",
        "status",
        "link",
        "explain",
        "review",
        "judge",
        "judgements",
        "timeline",
    ):
        assert f"kgraph {command}" in README

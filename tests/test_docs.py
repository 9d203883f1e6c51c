"""The README's commands do what it says."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from kgraph import mappings
from tests.conftest import ROOT, run

pytestmark = pytest.mark.model
README = (ROOT / "README.md").read_text("utf-8")


def examples() -> list[str]:
    """Every kgraph command in a console block, in order."""
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    return [
        line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ kgraph")
    ]


def own_table(folder: Path) -> None:
    """Write the table and the mapping that the README shows."""
    for language, name in (("csv", "incidents.csv"), ("toml", "ours.toml")):
        (block,) = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
        (folder / name).write_text(block, "utf-8")


def test_the_mapping_of_the_readme_reads_its_table_as_shown(tmp_path: Path) -> None:
    own_table(tmp_path)
    command, shown = re.findall(
        r"```console\n\$ kgraph (extract .*?)\n(.*?)```", README, re.DOTALL
    )[-1]
    done = run(*shlex.split(command), cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, shown, "")


def test_every_key_of_a_mapping_is_in_the_readme() -> None:
    section = README.partition("## A table of your own")[2].partition("\n## ")[0]
    for key in (*mappings.PROPERTIES, *mappings.KEYS):
        assert re.search(rf"`{key}`|^{key} = |\[{key}[].]", section, re.MULTILINE), key


def test_there_are_examples() -> None:
    assert len(examples()) >= 10


def test_every_example_runs(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    own_table(tmp_path)
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

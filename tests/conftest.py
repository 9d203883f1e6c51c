"""What several tests share."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def run(
    *arguments: str, cwd: Path, stdin: bytes | None = None, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """kgraph in a process of its own, as a user runs it."""
    import os

    whole = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    whole.pop("KGRAPH_STORE", None) if not env else None
    done = subprocess.run(
        [sys.executable, "-m", "kgraph", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=whole,
        timeout=300,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


@pytest.fixture(scope="session")
def seeds_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store built from seeds/, once."""
    folder = tmp_path_factory.mktemp("seeds")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    done = run("build", "seeds", "--store", "case.kg", "--quiet", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "case.kg"

"""The script that checks a fresh clone can be run as it stands."""

import os
import subprocess

from tests.house.sources import ROOT

SCRIPT = ROOT / ".ci" / "run"


def test_the_script_is_executable_and_git_knows() -> None:
    assert os.access(SCRIPT, os.X_OK)
    listed = subprocess.run(["git", "ls-files", "--stage", ".ci/run"], cwd=ROOT, capture_output=True, text=True)
    assert listed.stdout.startswith("100755")


def test_the_script_is_bash_that_stops_at_the_first_failure() -> None:
    assert subprocess.run(["bash", "-n", str(SCRIPT)]).returncode == 0
    assert "set -euo pipefail" in SCRIPT.read_text()

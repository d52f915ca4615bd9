"""The child's own limits: they hold also when nobody ends it."""

import subprocess
import sys

import pytest

from labs.gateways.kube.limits import EXPLAIN_BYTES_MAX
from tests.house.sources import ROOT

# Takes more memory than it may where the answer would be made.
GREEDY = f"""
from labs.gateways.kube import child
child.answer = lambda content, asked: bytearray({EXPLAIN_BYTES_MAX})
child.main()
"""


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS knows no limit of memory")
def test_it_cannot_take_more_memory_than_it_may() -> None:
    done = subprocess.run([sys.executable, "-c", GREEDY], input=b"{}\n", cwd=ROOT, env={}, capture_output=True)
    assert done.returncode != 0
    assert b"MemoryError" in done.stderr

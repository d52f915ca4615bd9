"""Starts the real site as its own process, the way `make run` does, and asks it things."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_S_MAX = 30
STOP_S_MAX = 10


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, whatever its status."""

    status: int
    headers: Message
    text: str


class Site:
    """`manage.py serve` on a free port with its own `.var`; `greeting` is what it printed."""

    def __init__(self, var: Path, **environment: str) -> None:
        self.var = var
        self.process = serve(var, 0, environment)
        self.greeting: list[str] = []
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.greeting.append(line.rstrip())
            if line.strip().startswith("stop"):
                break
        addresses = [line.split()[1] for line in self.greeting if line.strip().startswith("here")]
        assert addresses, "The site did not start:\n" + "\n".join(self.greeting)
        self.address = addresses[0]

    def get(self, path: str, language: str = "en") -> Answer:
        """Asks for a page; a redirect is followed."""
        request = urllib.request.Request(self.address.rstrip("/") + path, headers={"Accept-Language": language})
        try:
            with urllib.request.urlopen(request, timeout=START_S_MAX) as response:
                return Answer(response.status, response.headers, response.read().decode())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.headers, refused.read().decode())

    def stop(self) -> int:
        """Ends it as `kill` would; returns its exit code."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.communicate(timeout=STOP_S_MAX)
        finally:
            self.process.kill()
        return self.process.wait()


def serve(var: Path, port: int, environment: dict[str, str]) -> "subprocess.Popen[str]":
    """The process of `manage.py serve`, both its streams in `stdout`."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("WORKSHOP_", "DATABASE_"))}
    own = {"WORKSHOP_VAR": str(var), "WORKSHOP_SECRET_KEY": "only-for-tests", "WORKSHOP_HOST": "127.0.0.1"}
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=ROOT,
        env={**inherited, "DJANGO_SETTINGS_MODULE": "workshop.settings", **own} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

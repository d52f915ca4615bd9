"""The real site as a child process, the way `make run` starts it: it can be asked, killed and started again."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from time import monotonic
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
START_S_MAX = 60.0  # the first start also collects the static files
STOP_S_MAX = 10.0
COMMAND_S_MAX = 60.0
LAST_LINE_OF_GREETING = "stop"


class SiteError(Exception):
    """The site did not come up, or one of its commands failed; says what it printed."""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, whatever its status."""

    status: int
    headers: Message
    text: str


class Site:
    """`manage.py serve` on a free port with data of its own in `var`; `environment` adds settings.

    `root` is the folder of its sources.

    `address` is `http://localhost:<port>`, the same after `kill` or `stop` and `start`. Its output is read all the
    time, so that its pipe never fills; `output` holds the lines.
    """

    def __init__(self, var: Path, root: Path = ROOT, **environment: str) -> None:
        self.var, self.root = var, root
        self.environment = environment
        self.port = 0
        self.start()

    def start(self) -> None:
        """Start (again, on the same data and port) and wait until it serves. Raises SiteError."""
        self.output: list[str] = []
        self.process = serve(self.var, self.port, self.root, **self.environment)
        self._told = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._wait_for(lambda: bool(self.greeting) or not self._reader.is_alive(), START_S_MAX)
        if not self.greeting:
            self.kill()
            raise SiteError("\n".join(self.output))
        self.port = int(self.address.rpartition(":")[2])

    @property
    def address(self) -> str:
        return (self.var / "address").read_text().strip()

    @property
    def greeting(self) -> list[str]:
        """What it tells the person who started it; empty until it serves."""
        for number, line in enumerate(self.output):
            if line.strip().startswith(LAST_LINE_OF_GREETING):
                return self.output[: number + 1]
        return []

    def stop(self) -> int:
        """End it as `kill` would; returns its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """`kill -9`: it gets no chance to save anything."""
        self._end(signal.SIGKILL)

    def open_room(self, lab: str = "shop", *options: str) -> dict[str, Any]:
        """`manage.py open_room`: {"code", "url", "live_url", "aws_endpoint", "kube_server"}."""
        opened: dict[str, Any] = json.loads(self.command("open_room", lab, *options))
        return opened

    def command(self, *arguments: str) -> str:
        """What `manage.py <arguments>` prints on this site's data. Raises SiteError."""
        run = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=self.root, env=_environment(self.var, self.environment), capture_output=True, text=True,
            timeout=COMMAND_S_MAX, check=False,
        )  # fmt: skip
        if run.returncode:
            raise SiteError(run.stdout + run.stderr)
        return run.stdout

    def get(self, path: str, language: str = "en") -> Answer:
        """Ask for a page; a redirect is followed."""
        request = urllib.request.Request(self.address + path, headers={"Accept-Language": language})
        try:
            with urllib.request.urlopen(request, timeout=START_S_MAX) as response:
                return Answer(response.status, response.headers, response.read().decode())
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, refused.headers, refused.read().decode())

    def _end(self, number: signal.Signals) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            self.process.wait(STOP_S_MAX)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_S_MAX)
        self._reader.join(STOP_S_MAX)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return self.process.returncode

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._told:
                self.output.append(line.rstrip())
                self._told.notify_all()
        with self._told:
            self._told.notify_all()

    def _wait_for(self, condition: Callable[[], bool], seconds: float) -> None:
        until_s = monotonic() + seconds
        with self._told:
            while not condition() and monotonic() < until_s:
                self._told.wait(0.1)


def serve(var: Path, port: int = 0, root: Path = ROOT, **environment: str) -> "subprocess.Popen[str]":
    """The process of `manage.py serve`, both its streams in `stdout`."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(port)],
        cwd=root, env=_environment(var, environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def _environment(var: Path, more: dict[str, str]) -> dict[str, str]:
    """The caller's, without its own settings of the site."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("WORKSHOP_", "DATABASE_"))}
    own = {
        "DJANGO_SETTINGS_MODULE": "workshop.settings", "PYTHONUNBUFFERED": "1", "WORKSHOP_VAR": str(var),
        "WORKSHOP_SECRET_KEY": "only-for-tests-" + "0123456789" * 5, "WORKSHOP_HOST": "127.0.0.1",
    }  # fmt: skip
    return {**inherited, **own, **more}

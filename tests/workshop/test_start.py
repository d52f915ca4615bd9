"""The first steps of `make run`: which Python, when to install, what to say when it cannot."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from workshop import start


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project in which `start` works: no virtual environment, one requirements file."""
    monkeypatch.setattr(start, "ROOT", tmp_path)
    monkeypatch.setattr(start, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(start, "VENV_PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.delenv("PYTHON", raising=False)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / "requirements.txt").write_text("one\n")
    return tmp_path


def program(path: Path, script: str) -> str:
    """A shell script in the place of a Python; returns its path."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_the_file_can_be_read_by_a_python_that_is_far_too_old() -> None:
    ast.parse(Path(start.__file__).read_text(), feature_version=(3, 6))


def test_a_python_too_old_is_one_line_from_make(tmp_path: Path) -> None:
    old = program(tmp_path / "python3", "echo 3.8.18")
    made = subprocess.run(["make", "run", f"PYTHON={old}"], cwd=start.ROOT, capture_output=True, text=True)
    own = [line for line in (made.stdout + made.stderr).splitlines() if not line.startswith("make")]
    way_out = "Install one, or name it: PYTHON=/path/to/python3 make run"
    assert own == [f"Workshop needs Python 3.11 or newer; {old} is 3.8.18. {way_out}"]
    assert made.returncode != 0


def test_the_python_that_was_asked_for_is_taken(place: Path) -> None:
    assert Path(start.find_python(sys.executable)).samefile(sys.executable)
    with pytest.raises(SystemExit, match="not a Python that runs"):
        start.find_python(str(place / "nowhere"))


def test_without_a_wish_the_python_that_runs_this_is_taken(place: Path) -> None:
    assert Path(start.find_python("")).samefile(sys.executable)


def test_an_environment_whose_python_has_changed_is_built_anew(place: Path) -> None:
    config = place / ".venv" / "pyvenv.cfg"
    assert not start.venv_works()
    program(start.VENV_PYTHON, "echo 3.12")
    config.write_text("home = here\nversion = 3.12.1\n")
    assert start.venv_works()
    config.write_text("home = here\nversion = 3.11.7\n")
    assert not start.venv_works()
    start.VENV_PYTHON.unlink()
    assert not start.venv_works()


def test_an_environment_that_works_stays_unless_another_python_is_asked_for(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(start.VENV_PYTHON, "echo 3.12")
    (place / ".venv" / "pyvenv.cfg").write_text("version = 3.12.1\n")
    start.make_venv()
    assert start.minor_version(str(start.VENV_PYTHON)) == "3.12"
    monkeypatch.setenv("PYTHON", program(place / "old", "echo 3.8"))
    with pytest.raises(SystemExit, match="Workshop needs Python"):
        start.make_venv()


def test_packages_are_installed_once_and_again_when_the_file_changes(place: Path) -> None:
    calls = place / "calls"
    program(start.VENV_PYTHON, f"echo call >> {calls}")
    start.install("run")
    start.install("run")
    assert calls.read_text() == "call\n"
    (place / "requirements.txt").write_text("one\ntwo\n")
    start.install("run")
    assert calls.read_text() == "call\ncall\n"


def test_no_network_is_one_line_and_the_next_start_tries_again(place: Path) -> None:
    program(start.VENV_PYTHON, "echo \"NewConnectionError('no route')\"; exit 1")
    with pytest.raises(SystemExit, match=r"^No network: the packages could not be downloaded"):
        start.install("run")
    assert not start.stamp("requirements.txt").exists()


def test_another_failure_of_pip_is_told_by_its_last_error(place: Path) -> None:
    program(start.VENV_PYTHON, "echo ERROR: no such version; exit 1")
    with pytest.raises(SystemExit, match="could not be installed: ERROR: no such version"):
        start.install("run")


def test_the_secret_is_random_for_its_owner_only_and_written_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        start.write_secret(tmp_path / name)
    secret = tmp_path / "one" / "secret"
    written = secret.read_text()
    assert len(written) > 50
    assert written != (tmp_path / "two" / "secret").read_text()
    assert secret.stat().st_mode & 0o777 == 0o600
    start.write_secret(tmp_path / "one")
    assert secret.read_text() == written


def test_this_machine_and_its_phones_may_ask_by_name_and_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Desk.example")
    monkeypatch.setattr(start, "lan_addresses", lambda: ["192.0.2.7"])
    assert start.own_names() == ["localhost", "127.0.0.1", "[::1]", "192.0.2.7", "desk", "desk.local"]


def test_the_address_on_the_network_is_never_the_loopback() -> None:
    assert not [address for address in start.lan_addresses() if address.startswith("127.")]

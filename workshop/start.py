"""The first steps of `make run`, with the standard library only: virtual environment, packages, secret, addresses.

This file must parse on Python 3.6, so that a Python too old for the site gets a sentence and not a SyntaxError.
"""

import hashlib
import os
import secrets
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
PYTHON_MINIMUM = (3, 11)
PYTHON_NAMES = ("python3.13", "python3.12", "python3.11")
REQUIREMENTS = {
    "run": ("requirements.txt",),
    "tools": ("tests/requirements.txt", "requirements.txt"),
}
SIGNS_OF_NO_NETWORK = ("NewConnectionError", "ConnectTimeoutError", "name resolution", "ProxyError", "unreachable")
USAGE = "Usage: python3 workshop/start.py run|tools"


def main(arguments: "list[str]") -> None:
    """`run` prepares and becomes the server; `tools` prepares what `make test` needs."""
    if len(arguments) != 1 or arguments[0] not in REQUIREMENTS:
        sys.exit(USAGE)
    make_venv()
    install(arguments[0])
    if arguments[0] == "run":
        become_server()


def make_venv() -> None:
    """Keeps a virtual environment that works, builds one where there is none or its Python has changed."""
    wanted = os.environ.get("PYTHON", "")
    if venv_works() and not (wanted and minor_version(wanted) != minor_version(str(VENV_PYTHON))):
        return
    python = find_python(wanted)
    say("Making the virtual environment in .venv")
    made = run_quietly([python, "-m", "venv", "--clear", str(VENV)])
    if made.returncode:
        sys.exit(f"Could not make .venv with {python}. On Debian and Ubuntu: apt install python3-venv")


def venv_works() -> bool:
    """Whether `.venv` still runs the Python that its packages were installed for."""
    config = VENV / "pyvenv.cfg"
    if not config.exists():
        return False
    version = minor_version(str(VENV_PYTHON))
    recorded = [line.split("=")[1].strip() for line in config.read_text().splitlines() if line.startswith("version")]
    return bool(version) and recorded[:1] != [] and recorded[0].split(".")[:2] == version.split(".")


def minor_version(python: str) -> str:
    """`3.12` of a Python named by path or on PATH; "" where it does not run."""
    return ask(python, "'%d.%d' % sys.version_info[:2]")


def find_python(wanted: str) -> str:
    """The Python of PYTHON, else the one running this, else a newer one on PATH."""
    candidates = (wanted,) if wanted else (sys.executable, *PYTHON_NAMES)
    for candidate in candidates:
        if ask(candidate, f"sys.version_info[:2] >= {PYTHON_MINIMUM}") == "True":
            return ask(candidate, "getattr(sys, '_base_executable', '') or sys.executable")
    sys.exit(too_old(candidates[0]))


def too_old(python: str) -> str:
    """One line for people whose Python cannot run the site."""
    minimum = ".".join(map(str, PYTHON_MINIMUM))
    found = ask(python, "sys.version.split()[0]") or "not a Python that runs"
    way_out = "Install one, or name it: PYTHON=/path/to/python3 make run"
    return f"Workshop needs Python {minimum} or newer; {python} is {found}. {way_out}"


def ask(python: str, expression: str) -> str:
    """What another Python says of itself; "" where it does not run."""
    try:
        answer = run_quietly([python, "-c", f"import sys; print({expression})"])
    except OSError:
        return ""
    return "" if answer.returncode else answer.stdout.strip()


def install(command: str) -> None:
    """Installs the command's packages unless exactly these were installed before."""
    files = REQUIREMENTS[command]
    if all(stamp(name).exists() and stamp(name).read_text() == digest(name) for name in files):
        return
    say(f"Installing the packages of {files[0]} into .venv (a minute, only when the file changes)")
    pip = [str(VENV_PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--retries", "3"]
    installed = run_quietly([*pip, "-r", str(ROOT / files[0])])
    if installed.returncode:
        sys.exit(explain(installed.stdout))
    for name in files:
        stamp(name).write_text(digest(name))


def explain(pip_output: str) -> str:
    """One line on why pip failed; all it said is kept in `.venv/pip.log`."""
    (VENV / "pip.log").write_text(pip_output)
    if any(sign in pip_output for sign in SIGNS_OF_NO_NETWORK):
        return "No network: the packages could not be downloaded. Connect this machine and start again."
    errors = [line for line in pip_output.splitlines() if line.startswith("ERROR")]
    return f"The packages could not be installed: {(errors or ['pip failed'])[-1]} (more in .venv/pip.log)"


def stamp(name: str) -> Path:
    """Where the digest of an installed requirements file is kept: in the environment it speaks of."""
    return VENV / f"installed-{name.replace('/', '-')}.sha256"


def digest(name: str) -> str:
    """SHA-256 of a requirements file."""
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def become_server() -> None:
    """Replaces this process by `manage.py serve`, with a secret and this machine's own addresses allowed."""
    write_secret(Path(os.environ.get("WORKSHOP_VAR") or str(ROOT / ".var")))
    os.environ.setdefault("WORKSHOP_ALLOWED_HOSTS", ",".join(own_names()))
    sys.stdout.flush()
    os.execv(str(VENV_PYTHON), [str(VENV_PYTHON), str(ROOT / "manage.py"), "serve"])


def write_secret(var: Path) -> None:
    """A random key for signing, once, readable by its owner only."""
    var.mkdir(parents=True, exist_ok=True)
    secret = var / "secret"
    if not secret.exists():
        descriptor = os.open(str(secret), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50) + "\n")


def own_names() -> "list[str]":
    """Every name under which a browser on this machine or a phone beside it may ask for the site."""
    host = socket.gethostname().split(".")[0].lower()
    return ["localhost", "127.0.0.1", "[::1]", *lan_addresses(), host, host + ".local"]


def lan_addresses() -> "list[str]":
    """This machine's address on the network it is in: none, or one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram:
        try:
            # Connecting a datagram socket sends nothing, only chooses the interface; 192.0.2.1 is nobody's (RFC 5737).
            datagram.connect(("192.0.2.1", 9))
        except OSError:
            return []
        address = datagram.getsockname()[0]
    return [] if address.startswith("127.") else [address]


def run_quietly(command: "list[str]") -> "subprocess.CompletedProcess[str]":
    """Runs a command to its end; both its streams are in `stdout`."""
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)


def say(line: str) -> None:
    """A line that is seen at once, also through a pipe."""
    print(line, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("Stopped; starting again goes on from here.")

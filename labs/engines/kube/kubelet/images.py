"""Images: their full names, how large they are, how long a pull takes, and what is in them.

Nobody asks a registry. Any ordinary name can be pulled, and its size follows from the name; what lies under
`does-not-exist/` cannot. A scenario says what its own images do; of the others a few are known to end at once.
"""

import re
from hashlib import blake2b

from labs.engines.kube.kubelet.behaviour import FOREVER, Behaviour

UNPULLABLE = "does-not-exist"
PART = r"[A-Za-z0-9]+(?:(?:\.|_|__|-+)[A-Za-z0-9]+)*"  # capitals are told apart later
NAME = re.compile(
    rf"(?:(?P<host>[A-Za-z0-9.-]+(?::[0-9]+)?)/)?(?P<path>{PART}(?:/{PART})*)"
    r"(?::(?P<tag>[\w][\w.-]{0,127}))?(?:@(?P<digest>sha256:[0-9a-f]{64}))?",
    re.ASCII,
)
NAME_MOST = 500  # letters; a repository has 255, a tag 128, a digest 71
MIB = 1024 * 1024
SIZE_LEAST, SIZE_SPREAD = 5 * MIB, 195 * MIB
ASK_US = 400_000  # to find an image in a registry
BYTES_A_SECOND = 50_000_000
SHELLS = ("alpine", "bash", "busybox", "debian", "ubuntu")  # a shell without a terminal has nothing to read and ends
ONCE = ("hello-world",)


def full_name(image: str) -> str:
    """With registry and tag; "" for what is no image's name."""
    host, path, end = _parts(image)
    return f"{host}/{path}{end}" if path == path.lower() and path else ""


def name_problem(image: str) -> str:
    """Why it is no image's name."""
    why = f'couldn\'t parse image name "{image}": invalid reference format'
    path = _parts(image)[1]
    return f"{why}: repository name ({path}) must be lowercase" if path else why


def _parts(image: str) -> tuple[str, str, str]:
    """Registry, repository and tag or digest; three times "" where nothing can be made of it."""
    found = NAME.fullmatch(image) if len(image) <= NAME_MOST else None
    if not found:
        return "", "", ""
    host, path = found["host"], found["path"]
    if host and not (":" in host or "." in host or host == "localhost"):
        # Without a dot it is the first part of the path.
        host, path = "", f"{host}/{path}"
    if not host:
        host, path = "docker.io", path if "/" in path else f"library/{path}"
    return host, path, f"@{found['digest']}" if found["digest"] else f":{found['tag'] or 'latest'}"


def repository(reference: str) -> str:
    """A full name without its tag or digest."""
    without_digest = reference.partition("@")[0]
    head, colon, tail = without_digest.rpartition(":")
    return head if colon and "/" not in tail else without_digest


def exists(reference: str) -> bool:
    return f"/{UNPULLABLE}/" not in reference


def size_of(reference: str, behaviour: Behaviour) -> int:
    """In bytes."""
    if behaviour.size_mib:
        return behaviour.size_mib * MIB
    return SIZE_LEAST + int(hex_of(reference), 16) % SIZE_SPREAD


def pull_us(reference: str, behaviour: Behaviour) -> int:
    if behaviour.pull_ms is not None:
        return behaviour.pull_ms * 1000
    return ASK_US + size_of(reference, behaviour) * 1_000_000 // BYTES_A_SECOND


def digest_of(reference: str) -> str:
    """As imageID tells it."""
    if "@" in reference:
        return reference
    return f"{repository(reference)}@sha256:{hex_of(reference)}"


def pull_problem(reference: str) -> str:
    """What containerd says where there is no such image."""
    why = "pull access denied, repository does not exist or may require authorization"
    return (
        f'failed to pull and unpack image "{reference}": failed to resolve reference "{reference}": {why}: '
        "server message: insufficient_scope: authorization failed"
    )


def known(reference: str) -> Behaviour:
    """What an image does of which nobody has said anything: it serves, or is known to end at once."""
    name = repository(reference).rpartition("/")[2]
    return Behaviour(exits_after_ms=0) if name in SHELLS or name in ONCE else FOREVER


def hex_of(text: str) -> str:
    """64 hex digits that stand for a text."""
    return blake2b(text.encode(), digest_size=32).hexdigest()

"""E-mail addresses: what SES takes for one, whose they are, and the mailbox simulator's."""

import re
from functools import lru_cache

from labs.engines.aws.errors.ses import InvalidValue

SIMULATOR = "simulator.amazonses.com"
DOMAIN_MAX_CHARACTERS = 253
MAX_CHARACTERS = 512  # of an address and the name before it

_in_brackets = re.compile(r'\s*(?:"[^"]*"|[^<>"]*)\s*<([^<>]*)>\s*')
_domain = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_local = re.compile(r'[^\s"(),:;<>@\[\\\]\x00-\x1f\x7f-\U0010ffff]{1,64}')


@lru_cache(maxsize=4096)
def address_of(text: str) -> str:
    """The bare address in `Kim <kim@example.com>`, its domain in small letters. Raises InvalidValue in AWS's words."""
    if len(text) > MAX_CHARACTERS:
        raise InvalidValue(problem=f"Address is longer than {MAX_CHARACTERS} characters")
    found = _in_brackets.fullmatch(text)
    bare = (found[1] if found else text).strip()
    if "@" not in bare:
        raise InvalidValue(problem="Missing final '@domain'")
    local, _, domain = bare.rpartition("@")
    if not local:
        raise InvalidValue(problem="Missing local name")
    if not domain:
        raise InvalidValue(problem="Missing domain")
    if any(sign.isspace() or not sign.isprintable() for sign in local):
        raise InvalidValue(problem="Local address contains control or whitespace")
    if not _local.fullmatch(local):
        raise InvalidValue(problem="Local address contains illegal character")
    return f"{local}@{domain_of(domain)}"


def domain_of(text: str) -> str:
    """A domain in small letters. Raises InvalidValue."""
    domain = text.strip().lower()
    if not _domain.fullmatch(domain) or len(domain) > DOMAIN_MAX_CHARACTERS:
        raise InvalidValue(problem=f"Invalid domain name {text}.")
    return domain


def split(header: str) -> list[str]:
    """The addresses in a header: parted by commas, unless those stand in quotes or brackets."""
    parts, quoted, bracketed = [""], False, False
    for sign in header:
        if sign == '"':
            quoted = not quoted
        elif sign in "<>" and not quoted:
            bracketed = sign == "<"
        if sign == "," and not quoted and not bracketed:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts if part.strip()]


def is_simulated(address: str) -> bool:
    return address.endswith(f"@{SIMULATOR}")


def mailbox_of(address: str) -> str:
    """Where the scene shows what an address gets: the simulator's address without its label, or the domain."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0].lower()}@{domain}" if domain == SIMULATOR else domain


def owners(address: str) -> list[str]:
    """The identities that may stand for an address: itself, its domain, and the domains above that."""
    names = [address.rpartition("@")[2]]
    while names[-1].count(".") > 1:
        names.append(names[-1].partition(".")[2])
    return [address, *names] if "@" in address else names

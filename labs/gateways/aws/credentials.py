"""What an Authorization header says: whose key signed the request, for which region and service."""

import re
from typing import NamedTuple

HOME_REGION = "us-east-1"
REGION = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,12}){1,3}-\d{1,2}")
HEADER = re.compile(r"AWS4-HMAC-SHA256\s+(.*)", re.DOTALL)


class Credentials(NamedTuple):
    """The parts of a signature of version 4, as they came."""

    key_id: str
    date: str
    region: str
    service: str
    signed_headers: tuple[str, ...]
    signature: str

    @property
    def elsewhere(self) -> str | None:
        """The region, where it is one and not the home region."""
        return self.region if self.region != HOME_REGION and REGION.fullmatch(self.region) else None


def credentials_in(authorization: bytes) -> Credentials | None:
    """None for a request that is not signed in AWS's way. What is missing in the header is empty."""
    found = HEADER.fullmatch(authorization.decode("latin-1").strip())
    if found is None:
        return None
    pairs = [part.strip().partition("=") for part in found[1].split(",")]
    parts = {name: value for name, _, value in pairs}
    key_id, date, region, service = [*parts.get("Credential", "").split("/"), "", "", ""][:4]
    return Credentials(
        key_id, date, region, service,
        tuple(parts.get("SignedHeaders", "").split(";")), parts.get("Signature", ""),
    )  # fmt: skip

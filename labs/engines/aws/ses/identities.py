"""Who may send: addresses and domains that showed that they belong to the account."""

from base64 import b64encode
from hashlib import sha256

from labs.engines.aws import limits
from labs.engines.aws.errors.ses import AlreadyExists, InvalidValue, MessageRejected, NotFound
from labs.engines.aws.service import Json
from labs.engines.aws.ses.addresses import address_of, domain_of, owners
from labs.engines.aws.ses.office import Office
from labs.engines.aws.ses.store import MailStore
from labs.engines.sim import command

ADDRESS, DOMAIN = "EMAIL_ADDRESS", "DOMAIN"
PENDING, SUCCESS, NOT_STARTED = "PENDING", "SUCCESS", "NOT_STARTED"
NOTICES = ("Bounce", "Complaint", "Delivery")
DKIM_TOKENS = 3
POLICIES_MAX = 20


class Identities(MailStore):
    """An address is verified when its owner has pressed the link in a mail, a domain when its DNS records are there.

    Here both happen by themselves after a while of simulated time, or at once by `verify`.
    """

    def new_identity(self, region: str, name: str) -> Json:
        """Raises AlreadyExists, InvalidValue, TooMany."""
        if canonical(name) in self.office(region)["identities"]:
            raise AlreadyExists(thing=f"Email identity {name}")
        return self.ask_to_verify(region, name)

    def ask_to_verify(self, region: str, name: str) -> Json:
        """The identity of that name, which waits to be verified unless it is. Raises InvalidValue, TooMany."""
        identities, name = self.office(region)["identities"], canonical(name)
        identity: Json | None = identities.get(name)
        if identity is None:
            self.make_room(identities, "identities", limits.IDENTITIES_MAX)
            identity = identities[name] = self._make_identity(region, name)
            self.emit("IdentityAdded", identity=name, entity=self.entity_of(region), by=self.sim.caller)
            self.see(region)
        if identity["status"] != SUCCESS:
            identity["asked_us"] = self.sim.now_us
            wait_us = limits.MAIL_VERIFIED_US if identity["kind"] == ADDRESS else limits.DOMAIN_VERIFIED_US
            self.call_later(wait_us, "answer_verification", region, name, self.sim.now_us)
        return identity

    def _make_identity(self, region: str, name: str) -> Json:
        domain = "@" not in name
        digest = sha256(f"{self.sim.seed}/{region}/{name}".encode())
        tokens = [sha256(f"{digest.hexdigest()}/{n}".encode()).hexdigest()[:32] for n in range(DKIM_TOKENS)]
        return {
            "name": name, "kind": DOMAIN if domain else ADDRESS, "status": PENDING, "asked_us": 0, "verified_us": None,
            "token": b64encode(digest.digest()).decode(), "dkim": tokens if domain else [], "signs": domain,
            "set": None, "tags": [], "policies": {}, "mail_from": None, "forwarding": True,
            "topics": {}, "with_headers": {},
        }  # fmt: skip

    def answer_verification(self, region: str, name: str, asked_us: int) -> None:
        identity = self.office(region)["identities"].get(name)
        if identity is not None and identity["asked_us"] == asked_us and identity["status"] == PENDING:
            self._verified(region, identity)

    def _verified(self, region: str, identity: Json) -> None:
        identity["status"], identity["verified_us"] = SUCCESS, self.sim.now_us
        self.emit("IdentityVerified", identity=identity["name"], entity=self.entity_of(region))

    @command
    def verify(self, identity: str) -> Json:
        """Press the link now, or have the DNS records at once; not one of AWS's actions."""
        found = self.identity(self._here, identity)
        if found["status"] != SUCCESS:
            self._verified(self._here, found)
        return {}

    def identity(self, region: str, name: str | None) -> Json:
        """Raises NotFound."""
        found: Json | None = self.look(region)["identities"].get(known_as(name or ""))
        if found is None:
            raise NotFound(thing=f"Email identity {name}")
        return found

    def drop_identity(self, region: str, name: str) -> bool:
        """Whether there was one."""
        found = self.look(region)["identities"].pop(known_as(name), None)
        if found is not None:
            self.tell_setting(region, "identity", found["name"], "deleted")
        return found is not None

    def identity_changed(self, region: str, identity: Json) -> None:
        self.tell_setting(region, "identity", identity["name"], "changed")

    # Settings of one

    def set_mail_from(self, region: str, identity: Json, domain: str | None, rejects: bool) -> None:
        """Raises InvalidValue."""
        identity["mail_from"] = {"domain": domain_of(domain), "rejects": rejects} if domain else None
        self.identity_changed(region, identity)

    def put_policy(self, region: str, identity: Json, name: str | None, policy: str | None) -> None:
        """Raises InvalidValue, TooMany."""
        if not name or not policy:
            raise InvalidValue(problem="A policy must have a name and a text.")
        self.make_room(identity["policies"], "policies", POLICIES_MAX)
        identity["policies"][name] = policy
        self.identity_changed(region, identity)

    def set_forwarding(self, region: str, identity: Json, enabled: bool) -> None:
        """Raises InvalidValue."""
        if not enabled and not all(kind in identity["topics"] for kind in ("Bounce", "Complaint")):
            problem = "Feedback forwarding can be disabled only where bounces and complaints have an SNS topic."
            raise InvalidValue(problem=problem)
        identity["forwarding"] = enabled
        self.identity_changed(region, identity)

    def own(self, region: str, name: str | None) -> Json:
        """For v1, which calls an identity that is not there unverified. Raises MessageRejected."""
        try:
            return self.identity(region, name)
        except NotFound:
            raise MessageRejected(problem=f"Identity {name} is not verified or does not exist.") from None


def canonical(name: str) -> str:
    """An identity's name as it is kept. Raises InvalidValue."""
    return address_of(name) if "@" in name else domain_of(name)


def known_as(name: str) -> str:
    """`canonical`, for a name that may be none."""
    local, at, domain = name.rpartition("@")
    return f"{local}{at}{domain.lower()}"


def verified_owner(office: Office, address: str) -> str | None:
    """The verified identity that stands for an address."""
    identities = office["identities"]
    return next((name for name in owners(address) if name in identities and is_verified(identities[name])), None)


def is_verified(identity: Json) -> bool:
    return bool(identity["status"] == SUCCESS)

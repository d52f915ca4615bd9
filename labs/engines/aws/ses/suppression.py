"""Addresses that SES no longer sends to: after a hard bounce or a complaint, or because the account says so."""

from labs.engines.aws import limits
from labs.engines.aws.errors.ses import InvalidValue, NotFound
from labs.engines.aws.service import Json
from labs.engines.aws.ses.addresses import address_of
from labs.engines.aws.ses.office import Office
from labs.engines.aws.ses.sets import ConfigurationSets

WRONG_REASON = (
    "1 validation error detected: Value at 'reason' failed to satisfy constraint: Member must satisfy enum value set:"
    " [BOUNCE, COMPLAINT]"
)


class Suppression(ConfigurationSets):
    """Each: {"address", "reason", "at_us", "mail": id or None, "feedback": id or None}; keys are in small letters."""

    def set_reasons(self, region: str, reasons: list[str]) -> None:
        """For which reasons SES suppresses addresses by itself, where a configuration set says nothing else."""
        self.office(region)["account"]["reasons"] = reasons
        self.tell_setting(region, "account", "suppression", "changed")

    def suppress(self, region: str, address: str, reason: str | None, cause: Json | None = None) -> None:
        """Raises InvalidValue, TooMany; `cause` is {"mail", "feedback"} where SES does it by itself."""
        if reason not in limits.SUPPRESSION_REASONS:
            raise InvalidValue(problem=WRONG_REASON)
        suppressed, address = self.office(region)["suppressed"], address_of(address)
        if address.lower() not in suppressed:
            self.make_room(suppressed, "suppressed addresses", limits.SUPPRESSED_MAX)
        suppressed[address.lower()] = {
            "address": address, "reason": reason, "at_us": self.sim.now_us, "mail": None, "feedback": None,
            **(cause or {}),
        }  # fmt: skip
        self.emit("AddressSuppressed", address=address, reason=reason, entity=self.entity_of(region))

    def suppress_after(self, mail: Json, address: str, reason: str, feedback: str) -> None:
        """As the account, or the mail's configuration set, wants it; a full list stays as it is."""
        office = self.office(mail["region"])
        if reason in reasons_for(office, mail["set"]) and len(office["suppressed"]) < limits.SUPPRESSED_MAX:
            self.suppress(mail["region"], address, reason, {"mail": mail["id"], "feedback": feedback})

    def let_go(self, region: str, address: str) -> None:
        """Raises NotFound."""
        self.suppressed_one(region, address)
        del self.office(region)["suppressed"][address.lower()]
        self.tell_setting(region, "suppressed address", address, "deleted")

    def suppressed_one(self, region: str, address: str) -> Json:
        """Raises NotFound."""
        found: Json | None = self.look(region)["suppressed"].get(address.lower())
        if found is None:
            raise NotFound(thing=f"Email address {address}", there=" on your suppression list")
        return found


def reasons_for(office: Office, set_name: str | None) -> list[str]:
    """For which reasons addresses are put on the list, and those on it get nothing: a set's own, or the account's."""
    named_set = office["sets"].get(set_name or "") or {"options": {}}
    own = named_set["options"].get("SuppressionOptions")
    reasons: list[str] = office["account"]["reasons"] if own is None else own.get("SuppressedReasons") or []
    return reasons


def check_reasons(reasons: list[str]) -> None:
    """Raises InvalidValue."""
    for reason in reasons:
        if reason not in limits.SUPPRESSION_REASONS:
            raise InvalidValue(problem=f"Reason {reason} is invalid, must be one of [BOUNCE, COMPLAINT].")


def suppression_of(office: Office, mail: Json, address: str) -> str | None:
    """The reason for which this mail is not sent there."""
    found = office["suppressed"].get(address.lower())
    return found["reason"] if found and found["reason"] in reasons_for(office, mail["set"]) else None

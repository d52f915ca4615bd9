"""The account's mail, whichever API asks for it: the state of SES and what the scene shows of it."""

import json
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.ses import SesError, TooMany
from labs.engines.aws.service import AwsService, Json
from labs.engines.aws.ses.mailboxes import Mailboxes
from labs.engines.aws.ses.office import SHUTDOWN, Office, new_office, share, under_way
from labs.engines.aws.sns import Sns
from labs.engines.sim import Entity, Simulation

IDENTITIES_SHOWN_MAX = 20


class MailStore(AwsService):
    """Offices by region, and mails by id.

    A mail: {"id", "region", "at_us", "by", "operation", "source", "return_path", "identity": name, "destination":
    [address], "headers": [[name, value]], "truncated": some headers are missing, "common": those that AWS repeats by
    name, "subject", "text", "html", "set", "tags": {name: [value]}, "list", "template", "trace", "tracked": what SES
    will hear of its readers, "links": [{"url", "tags"}], "held": recipients of whom more will be heard, "recipients":
    {address: {"state", "tries"}}}.
    """

    def __init__(self, sim: Simulation, account: str, region: str, sns: Sns, mailboxes: Mailboxes) -> None:
        super().__init__(sim, "outbox", account, region)
        self.regions: dict[str, Office] = {}  # those where anything was ever done
        self.mails: dict[str, Json] = {}
        self.settled: list[str] = []  # mails of which nothing more will be heard, oldest first
        self.open = 0  # recipients of whom more will be heard, in all regions
        self.kept_bytes = 0  # of what regions hold, at most: counted anew when it seems too much
        self._sns = sns
        self._mailboxes = mailboxes

    def office(self, region: str) -> Office:
        """To change it. Raises TooMany."""
        found = self.regions.get(region)
        if found is None:
            if len(self.regions) >= limits.MAIL_REGIONS_MAX:
                raise TooMany(things="regions")
            found = self.regions[region] = new_office()
            found["rate"]["at_us"] = self.sim.now_us
        return found

    def look(self, region: str) -> Office:
        """To read it: changes nothing."""
        return self.regions.get(region) or new_office()

    def resource(self, region: str, kind: str, name: str) -> str:
        """The ARN of an "identity", "configuration-set", "template" or "contact-list"."""
        return f"arn:aws:ses:{region}:{self._account}:{kind}/{name}"

    def topic_exists(self, region: str, arn: str) -> bool:
        topic = self._sns.topics.get(self.place_in(region, arn.rpartition(":")[2]))
        return topic is not None and topic["arn"] == arn

    def entity_of(self, region: str) -> str:
        return "ses" if region == self._region else f"ses/{region}"

    # Facts

    def tell_setting(self, region: str, what: str, name: str, change: str) -> None:
        """State that a thing other than an identity was "created", "changed" or "deleted"."""
        entity, by = self.entity_of(region), self.sim.caller
        self.emit("MailSettingsChanged", entity=entity, what=what, name=name, change=change, by=by)
        self.see(region)

    def see(self, region: str) -> None:
        if self.sim.caller.startswith("@"):
            self.announce(self.sim.caller, self.entity_of(region), pulls=False)

    def make_space(self, given: Json) -> None:
        """Raises TooMany if what is given might not fit any more."""
        size = len(json.dumps(given))
        if self.kept_bytes + size > limits.MAIL_KEPT_BYTES_MAX:
            self.kept_bytes = len(json.dumps(self.regions))
            if self.kept_bytes + size > limits.MAIL_KEPT_BYTES_MAX:
                raise TooMany(things="bytes kept by SES")
        self.kept_bytes += size

    def make_room(self, things: Json, what: str, most: int = limits.MAIL_THINGS_MAX) -> None:
        """Raises TooMany if there are as many as there may be."""
        if len(things) >= most:
            raise TooMany(things=what)

    # What can be seen

    def entities(self) -> dict[str, Entity]:
        return {self.entity_of(region): self._entity(region, office) for region, office in self.regions.items()}

    def _entity(self, region: str, office: Office) -> Entity:
        account, identities = office["account"], list(office["identities"].values())
        return {
            "kind": "outbox", "name": "SES" if region == self._region else f"SES {region}", "region": region,
            "sandbox": not account["production"], "paused": is_paused(office), "standing": account["standing"],
            "per_day": account["per_day"], "per_s": account["per_s"], "used": office["sent"]["total"],
            "bounce_percent": share(office, "bounces"), "complaint_percent": share(office, "complaints"),
            **office["counts"], "under_way": under_way(office), "suppressed_addresses": len(office["suppressed"]),
            "identities": [
                {"name": one["name"], "status": one["status"]} for one in identities[:IDENTITIES_SHOWN_MAX]
            ],
        }  # fmt: skip

    def gauges(self) -> dict[str, int]:
        home = self.regions.get(self._region)
        if home is None:
            return {}
        return {"used": home["sent"]["total"], "under_way": under_way(home), "bounced": home["counts"]["bounced"]}


def is_paused(office: Office) -> bool:
    return not office["account"]["enabled"] or office["account"]["standing"] == SHUTDOWN


def named(things: dict[str, Any], name: str | None, missing: SesError) -> Any:
    """The thing of that name. Raises `missing`."""
    found = things.get(name or "")
    if found is None:
        raise missing
    return found

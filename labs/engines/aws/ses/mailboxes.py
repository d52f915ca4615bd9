"""The world's mail servers: what they answer to SES, and what the scene shows of them."""

from labs.engines.aws import limits
from labs.engines.aws.ses.addresses import SIMULATOR, mailbox_of
from labs.engines.sim import LATER, Address, Component, Data, Entity, Refused, Simulation, command, endpoint

THOUSAND = 1_000
DELAY_MAX_MS = 20_000
OTHERS = "others"
DIALS = (
    "hard_bounces", "soft_bounces", "complaints", "automatic_answers", "opens", "clicks", "unsubscribes", "delay_ms",
)  # fmt: skip
COUNTS = ("delivered", "bounced", "delayed", "complained")

ACCEPTED = {"code": 250, "status": "2.6.0", "text": "250 2.6.0 Message received"}
NO_SUCH_USER = {"code": 550, "status": "5.1.1", "text": "smtp; 550 5.1.1 user unknown"}
MAILBOX_FULL = {"code": 452, "status": "4.2.2", "text": "smtp; 452 4.2.2 mailbox full"}
COMPLAINT, AUTOMATIC, OPENED, CLICKED = "complaint", "automatic", "opened", "clicked"
UNSUBSCRIBED = "unsubscribed"
SIMULATED = {
    "success": ACCEPTED,
    "bounce": NO_SUCH_USER,
    "ooto": {**ACCEPTED, "later": [AUTOMATIC]},
    "complaint": {**ACCEPTED, "later": [COMPLAINT]},
}


class Mailboxes(Component):
    """A mail server for each domain, whose dials are its own; the mailbox simulator's addresses are fixed."""

    def __init__(self, sim: Simulation) -> None:
        super().__init__(sim, "mailboxes")
        self.domains: dict[str, dict[str, int]] = {}  # those whose dials were set
        self.boxes: dict[str, dict[str, int]] = {}  # what each domain, or address of the simulator, has had so far

    @command
    def set_domain(
        self,
        domain: str,
        hard_bounces: int | None = None,
        soft_bounces: int | None = None,
        complaints: int | None = None,
        automatic_answers: int | None = None,
        opens: int | None = None,
        clicks: int | None = None,
        unsubscribes: int | None = None,
        delay_ms: int | None = None,
    ) -> Data:
        """How many of a thousand mails a domain bounces and so on, and how long it takes to answer.

        A soft bounce is drawn anew for each attempt: at 1,000 the domain takes nothing until that is changed. Opens
        and unsubscribes are of a thousand delivered mails, clicks of a thousand opened ones.
        """
        values = (hard_bounces, soft_bounces, complaints, automatic_answers, opens, clicks, unsubscribes, delay_ms)
        given = zip(DIALS, values, strict=True)
        changed = {dial: value for dial, value in given if value is not None}
        for dial, value in changed.items():
            if not 0 <= value <= (DELAY_MAX_MS if dial == "delay_ms" else THOUSAND):
                raise Refused("bad_arguments", argument=dial, problem="out_of_range")
        name = domain.lower()
        if name not in self.domains and len(self.domains) >= limits.MAIL_DOMAINS_MAX:
            raise Refused("limit", what="domains", most=limits.MAIL_DOMAINS_MAX)
        self.domains[name] = {**dict.fromkeys(DIALS, 0), **self.domains.get(name, {}), **changed}
        self._box(name)
        self.emit("MailDomainSet", domain=name, **self.domains[name])
        return {}

    @endpoint
    def receive(self, address: str) -> Data:
        """One attempt to deliver: {"code", "status", "text"}, and "later": what more comes of a delivered mail."""
        domain = address.rpartition("@")[2]
        delay_ms = self.domains.get(domain, {}).get("delay_ms", 0)
        answer = self._decide(address, domain)
        if not delay_ms:
            return self._counted(mailbox_of(address), answer)
        self.call_later(delay_ms * 1_000, "answer", self.sim.reply_address(), mailbox_of(address), answer)
        return LATER  # type: ignore[return-value]

    def answer(self, reply_to: Address, box: str, answer: Data) -> None:
        self.sim.answer(reply_to, self._counted(box, answer))

    def _decide(self, address: str, domain: str) -> Data:
        if domain == SIMULATOR:
            return SIMULATED.get(address.partition("@")[0].partition("+")[0].lower(), NO_SUCH_USER)
        dials = self.domains.get(domain)
        if dials is None:
            return ACCEPTED
        if self._happens(dials["hard_bounces"]):
            return NO_SUCH_USER
        if self._happens(dials["soft_bounces"]):
            return MAILBOX_FULL
        later = self._later(dials)
        return {**ACCEPTED, "later": later} if later else ACCEPTED

    def _later(self, dials: dict[str, int]) -> list[str]:
        """What people do with a mail they got: who clicks has opened it."""
        later = [OPENED] if self._happens(dials["opens"]) else []
        if later and self._happens(dials["clicks"]):
            later.append(CLICKED)
        if self._happens(dials["complaints"]):
            later.append(COMPLAINT)
        elif self._happens(dials["automatic_answers"]):
            later.append(AUTOMATIC)
        if self._happens(dials["unsubscribes"]):
            later.append(UNSUBSCRIBED)
        return later

    def _happens(self, of_thousand: int) -> bool:
        return of_thousand > 0 and self.chance("answers").below(THOUSAND) < of_thousand

    def _counted(self, name: str, answer: Data) -> Data:
        box, code = self._box(name), answer["code"]
        box["delivered" if code == ACCEPTED["code"] else "bounced" if code == NO_SUCH_USER["code"] else "delayed"] += 1
        if COMPLAINT in answer.get("later", ()):
            box["complained"] += 1
        return answer

    def _box(self, name: str) -> dict[str, int]:
        if name not in self.boxes and len(self.boxes) >= limits.MAIL_DOMAINS_MAX:
            name = OTHERS
        return self.boxes.setdefault(name, dict.fromkeys(COUNTS, 0))

    # What can be seen

    def entity_of(self, box: str) -> str:
        """Where mail for this box is drawn to: beyond the first ones all others are one."""
        shown = list(self.boxes)[: limits.MAILBOXES_SHOWN_MAX]
        return f"mailbox/{box if box in shown or len(shown) < limits.MAILBOXES_SHOWN_MAX else OTHERS}"

    def entities(self) -> dict[str, Entity]:
        names = list(self.boxes)
        shown, rest = names[: limits.MAILBOXES_SHOWN_MAX], names[limits.MAILBOXES_SHOWN_MAX :]
        found = {f"mailbox/{name}": self._entity(name, self.boxes[name]) for name in shown}
        if rest:
            together = {count: sum(self.boxes[name][count] for name in rest) for count in COUNTS}
            found[f"mailbox/{OTHERS}"] = {**self._entity(OTHERS, together), "boxes": len(rest)}
        return found

    def _entity(self, name: str, counts: dict[str, int]) -> Entity:
        dials = self.domains.get(name) or dict.fromkeys(DIALS, 0)
        return {"kind": "mailbox", "name": name, "simulator": SIMULATOR in name, **counts, **dials}

"""The component that holds the account's mail, and what a room asks of it that is not one of AWS's actions."""

from itertools import islice

from labs.engines.aws import limits
from labs.engines.aws.service import Json
from labs.engines.aws.ses.sending import Sending
from labs.engines.sim import query


class Outbox(Sending):
    """ "outbox": the state behind both of SES's APIs, "ses" and "sesv2"."""

    @query
    def last_mails(self, most: int = 20, mailbox: str | None = None) -> Json:
        """The newest mails first, of this region; of one mailbox, if its address or domain is given."""
        wanted = (
            mail
            for mail in reversed(self.mails.values())
            if mail["region"] == self._here
            and (mailbox is None or any(address.endswith(mailbox) for address in mail["destination"]))
        )
        return {"mails": [self._peek(mail) for mail in islice(wanted, max(0, min(most, limits.MAILS_PEEKED_MAX)))]}

    def _peek(self, mail: Json) -> Json:
        return {
            "id": mail["id"], "at_ms": mail["at_us"] // 1_000, "from": mail["source"], "subject": mail["subject"],
            "text": mail["text"], "html": mail["html"], "set": mail["set"], "template": mail["template"],
            "to": [
                {
                    "address": address, "state": one["state"], "tries": one["tries"],
                    "complained": one.get("complained", False), "opened": one.get("opened", False),
                    "clicked": one.get("clicked", False),
                }
                for address, one in mail["recipients"].items()
            ],
        }  # fmt: skip

"""SES: mail, with both of its APIs over one outbox, and the mailboxes of the world."""

from labs.engines.aws.ses.mailboxes import Mailboxes
from labs.engines.aws.ses.outbox import Outbox
from labs.engines.aws.ses.v1 import Ses
from labs.engines.aws.ses.v2 import SesV2

__all__ = ["Mailboxes", "Outbox", "Ses", "SesV2"]

"""SES's older API, which speaks XML: one method per AWS action."""

from typing import Any

from labs.engines.aws.errors.ses import SesError
from labs.engines.aws.service import Json
from labs.engines.aws.ses.outbox import Outbox
from labs.engines.aws.ses.v1.configuration_sets import ConfigurationSetActions
from labs.engines.aws.ses.v1.identities import IdentityActions
from labs.engines.aws.ses.v1.notifications import NotificationActions
from labs.engines.aws.ses.v1.sending import SendingActions
from labs.engines.aws.ses.v1.templates import TemplateActions
from labs.engines.sim import Simulation


class Ses(SendingActions, TemplateActions, ConfigurationSetActions, NotificationActions, IdentityActions):
    """The component "ses"."""

    def __init__(self, sim: Simulation, account: str, region: str, outbox: Outbox) -> None:
        super().__init__(sim, "ses", account, region, outbox)

    def enter(self, method: str, args: Json) -> Any:
        try:
            return super().enter(method, args)
        except SesError as error:
            raise error.as_v1() from None

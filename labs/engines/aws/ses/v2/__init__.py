"""SES's newer API, which speaks JSON over paths: one method per AWS action."""

from labs.engines.aws.ses.outbox import Outbox
from labs.engines.aws.ses.v2.accounts import AccountActions
from labs.engines.aws.ses.v2.configuration_sets import ConfigurationSetActions
from labs.engines.aws.ses.v2.contacts import ContactActions
from labs.engines.aws.ses.v2.event_destinations import EventDestinationActions
from labs.engines.aws.ses.v2.identities import IdentityActions
from labs.engines.aws.ses.v2.sending import SendingActions
from labs.engines.aws.ses.v2.suppression import SuppressionActions
from labs.engines.aws.ses.v2.tags import TagActions
from labs.engines.aws.ses.v2.templates import TemplateActions
from labs.engines.sim import Simulation


class SesV2(
    SendingActions, TemplateActions, ConfigurationSetActions, EventDestinationActions, IdentityActions,
    SuppressionActions, ContactActions, AccountActions, TagActions,
):  # fmt: skip
    """The component "sesv2"."""

    def __init__(self, sim: Simulation, account: str, region: str, outbox: Outbox) -> None:
        super().__init__(sim, "sesv2", account, region, outbox)

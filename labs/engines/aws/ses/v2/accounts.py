"""The account: what it may send, its details, what it does with bounces."""

from labs.engines.aws.errors.ses import InvalidValue
from labs.engines.aws.service import Json
from labs.engines.aws.ses.face import Face
from labs.engines.aws.ses.store import is_paused
from labs.engines.aws.ses.suppression import check_reasons
from labs.engines.sim import command, query

MAIL_TYPES = ("MARKETING", "TRANSACTIONAL")


class AccountActions(Face):
    """Read and change."""

    @query
    def get_account(self) -> Json:
        office = self.outbox.look(self._here)
        account, details = office["account"], office["account"]["details"]
        shown: Json = {
            "DedicatedIpAutoWarmupEnabled": False, "EnforcementStatus": account["standing"],
            "ProductionAccessEnabled": account["production"], "SendQuota": self.outbox.quota(self._here),
            "SendingEnabled": not is_paused(office),
            "SuppressionAttributes": {"SuppressedReasons": account["reasons"]},
        }  # fmt: skip
        if details is not None:
            status = "GRANTED" if account["production"] else "PENDING" if account["asked_us"] is not None else "DENIED"
            shown["Details"] = {**details, "ReviewDetails": {"Status": status}}
        return shown

    @command
    def put_account_details(
        self,
        MailType: str | None = None,
        WebsiteURL: str | None = None,
        ContactLanguage: str | None = None,
        UseCaseDescription: str | None = None,
        AdditionalContactEmailAddresses: list[str] | None = None,
        ProductionAccessEnabled: bool | None = None,
    ) -> Json:
        """Part: a request for production is granted after a minute, always."""
        if MailType not in MAIL_TYPES or not WebsiteURL:
            raise InvalidValue(problem="MailType and WebsiteURL must be specified.")
        given: Json = {
            "MailType": MailType, "WebsiteURL": WebsiteURL, "ContactLanguage": ContactLanguage,
            "UseCaseDescription": UseCaseDescription,
            "AdditionalContactEmailAddresses": AdditionalContactEmailAddresses,
        }  # fmt: skip
        details = {name: value for name, value in given.items() if value is not None}
        self.outbox.ask_for_production(self._here, details, production=bool(ProductionAccessEnabled))
        return {}

    @command
    def put_account_sending_attributes(self, SendingEnabled: bool = False) -> Json:
        self.outbox.set_sending(self._here, SendingEnabled)
        return {}

    @command
    def put_account_suppression_attributes(self, SuppressedReasons: list[str] | None = None) -> Json:
        check_reasons(SuppressedReasons or [])
        self.outbox.set_reasons(self._here, SuppressedReasons or [])
        return {}

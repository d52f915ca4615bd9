"""SNS actions on text messages: settings, who wants none, and the sandbox that new accounts are in."""

from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sns import (
    InvalidParameter,
    InvalidValue,
    OptedOut,
    ResourceNotFound,
    UserError,
    VerificationFailed,
)
from labs.engines.aws.service import Json
from labs.engines.aws.sns.delivery import Copy
from labs.engines.aws.sns.endpoints.kind import Kind
from labs.engines.aws.sns.endpoints.sms import E164
from labs.engines.aws.sns.pages import page
from labs.engines.aws.sns.platform_applications import PlatformApplications
from labs.engines.sim import Simulation, command, query

ATTRIBUTES = (
    "MonthlySpendLimit", "DeliveryStatusIAMRole", "DeliveryStatusSuccessSamplingRate", "DefaultSenderID",
    "DefaultSMSType", "UsageReportS3Bucket",
)  # fmt: skip
TYPES = ("Promotional", "Transactional")
PENDING, VERIFIED = "Pending", "Verified"
CODE_DIGITS = 6
ORIGINATION_MAX, SANDBOX_MAX = 30, 100  # on a page


def refused(code: str) -> Json:
    """A client error, which is not tried again."""
    return {"code": code, "message": "", "data": {"sender_fault": True}}


class TextMessages(PlatformApplications):
    """What SNS knows of phones, region by region."""

    def __init__(self, sim: Simulation, account: str, region: str) -> None:
        super().__init__(sim, account, region)
        # region -> {"attributes", "opted_out": [numbers], "in_sandbox", "numbers": {number: [status, code]}}
        self.sms: dict[str, Json] = {}

    def _sms(self, region: str | None = None) -> Json:
        """What is so in a region; not kept before something is changed there."""
        fresh = {"attributes": {"MonthlySpendLimit": "1"}, "opted_out": [], "in_sandbox": True, "numbers": {}}
        return self.sms.get(region or self._here) or fresh

    def _change_sms(self) -> Json:
        return self.sms.setdefault(self._here, self._sms())

    @command
    def set_sms_attributes(self, attributes: dict[str, Any] | None = None) -> Json:
        """Part: kept and shown; text messages cost nothing and are of one kind."""
        given = attributes or {}
        for name, value in given.items():
            if name not in ATTRIBUTES or not isinstance(value, str):
                raise InvalidValue(problem=f"{name} is not a valid attribute")
        if given.get("DefaultSMSType", TYPES[0]) not in TYPES:
            raise InvalidValue(problem="DefaultSMSType is invalid")
        self._change_sms()["attributes"].update(given)
        return {}

    @query
    def get_sms_attributes(self, attributes: list[str] | None = None) -> Json:
        kept = self._sms()["attributes"]
        return {"attributes": {name: value for name, value in kept.items() if not attributes or name in attributes}}

    # Who wants none

    @query
    def check_if_phone_number_is_opted_out(self, phoneNumber: str | None = None) -> Json:
        return {"isOptedOut": check_number(phoneNumber) in self._sms()["opted_out"]}

    @query
    def list_phone_numbers_opted_out(self, nextToken: str | None = None) -> Json:
        found = page("phoneNumbers", self._sms()["opted_out"], nextToken)
        return {"nextToken" if key == "NextToken" else key: value for key, value in found.items()}

    @command
    def opt_in_phone_number(self, phoneNumber: str | None = None) -> Json:
        """Part: may be done as often as one likes, at AWS once in 30 days."""
        number, opted_out = check_number(phoneNumber), self._change_sms()["opted_out"]
        if number in opted_out:
            opted_out.remove(number)
        return {}

    @command
    def opt_out_phone_number(self, phoneNumber: str | None = None) -> Json:
        """No action of AWS: whoever has the phone answers STOP."""
        number, opted_out = check_number(phoneNumber), self._change_sms()["opted_out"]
        if number not in opted_out and len(opted_out) < limits.OPTED_OUT_MAX:
            opted_out.append(number)
        return {}

    # The sandbox

    @query
    def get_sms_sandbox_account_status(self) -> Json:
        return {"IsInSandbox": self._sms()["in_sandbox"]}

    @command
    def set_sms_sandbox(self, in_sandbox: bool) -> Json:
        """No action of AWS, where one asks for it and a person decides."""
        self._change_sms()["in_sandbox"] = in_sandbox
        return {}

    @command
    def create_sms_sandbox_phone_number(self, PhoneNumber: str | None = None, LanguageCode: str | None = None) -> Json:
        """Sends a code to the phone.

        Part: LanguageCode has no effect, the code comes in English.
        """
        number, sms = check_number(PhoneNumber), self._change_sms()
        if number in sms["opted_out"]:
            raise OptedOut
        if number not in sms["numbers"] and len(sms["numbers"]) >= limits.SANDBOX_NUMBERS_MAX:
            raise UserError(problem="The account has the maximum allowed number of sandbox phone numbers.")
        if sms["numbers"].get(number, [PENDING])[0] == VERIFIED:
            return {}
        code = str(int(self.make_uuid("code").replace("-", ""), 16))[-CODE_DIGITS:]
        sms["numbers"][number] = [PENDING, code]
        self.send_directly("sms", f"endpoint/sms/{number}", f"Your verification code is {code}", asks=True)
        return {}

    @command
    def verify_sms_sandbox_phone_number(
        self, PhoneNumber: str | None = None, OneTimePassword: str | None = None
    ) -> Json:
        numbers = self._change_sms()["numbers"]
        if PhoneNumber not in numbers:
            raise ResourceNotFound
        if OneTimePassword != numbers[PhoneNumber][1]:
            raise VerificationFailed
        numbers[PhoneNumber][0] = VERIFIED
        return {}

    @command
    def delete_sms_sandbox_phone_number(self, PhoneNumber: str | None = None) -> Json:
        if self._change_sms()["numbers"].pop(PhoneNumber or "", None) is None:
            raise ResourceNotFound
        return {}

    @query
    def list_sms_sandbox_phone_numbers(self, NextToken: str | None = None, MaxResults: int | None = None) -> Json:
        numbers = self._sms()["numbers"].items()
        shown = [{"PhoneNumber": number, "Status": status} for number, (status, _) in numbers]
        return page("PhoneNumbers", shown, NextToken, check_most(MaxResults, SANDBOX_MAX))

    @query
    def list_origination_numbers(self, NextToken: str | None = None, MaxResults: int | None = None) -> Json:
        """Part: always empty, numbers cannot be bought here."""
        return page("PhoneNumbers", [], NextToken, check_most(MaxResults, ORIGINATION_MAX))

    def look_up(self, kind: Kind, copy: Copy) -> tuple[str | None, Json]:
        if copy["protocol"] == "sms" and "asks" not in copy:
            number, topic = copy["facts"]["target"].rpartition("/")[2], copy["facts"]["topic"]
            sms = self._sms(copy["region"] if topic is None else self.region_of(topic))
            if number in sms["opted_out"]:
                return None, refused("OptedOut")
            if sms["in_sandbox"] and sms["numbers"].get(number, [PENDING])[0] != VERIFIED:
                return None, refused("NotVerified")
        return super().look_up(kind, copy)


def check_number(number: str | None) -> str:
    if not number or not E164.fullmatch(number):
        raise InvalidParameter(problem="PhoneNumber Reason: input incorrectly formatted")
    return number


def check_most(most: int | None, limit: int) -> int:
    if most is not None and not 1 <= most <= limit:
        raise InvalidParameter(problem=f"MaxResults Reason: must be between 1 and {limit}")
    return most or limit

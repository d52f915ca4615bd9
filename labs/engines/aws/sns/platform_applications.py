"""SNS actions on mobile push: applications of a platform, and the devices that have them."""

import re
from typing import Any

from labs.engines.aws import limits
from labs.engines.aws.errors.sns import InvalidParameter, InvalidValue, NotFound, Throttled
from labs.engines.aws.service import Json
from labs.engines.aws.sns.delivery import Copy
from labs.engines.aws.sns.endpoints import KINDS
from labs.engines.aws.sns.endpoints.kind import Kind
from labs.engines.aws.sns.pages import page
from labs.engines.aws.sns.store import check_arn
from labs.engines.aws.sns.topics import Topics
from labs.engines.sim import Simulation, command, query

PLATFORMS = (
    "ADM", "APNS", "APNS_SANDBOX", "APNS_VOIP", "APNS_VOIP_SANDBOX", "BAIDU", "FCM", "GCM", "MACOS", "MACOS_SANDBOX",
    "MPNS", "WNS",
)  # fmt: skip
WITHOUT_PRINCIPAL = ("FCM", "GCM")  # their key is all there is
CREDENTIAL, PRINCIPAL = "PlatformCredential", "PlatformPrincipal"
ENABLED, TOKEN, USER_DATA = "Enabled", "Token", "CustomUserData"
NAME_MAX_CHARACTERS, USER_DATA_MAX_BYTES = 256, 2_048
NO_ATTRIBUTES = (
    "1 validation error detected: Value null at 'attributes' failed to satisfy constraint: Member must not be null"
)
DISABLED = {"code": "EndpointDisabled", "message": "", "data": {"sender_fault": True}}

_name = re.compile(r"[A-Za-z0-9._-]+")


class PlatformApplications(Topics):
    """Who can be reached by push, and whether."""

    def __init__(self, sim: Simulation, account: str, region: str) -> None:
        super().__init__(sim, account, region)
        self.applications: dict[str, Json] = {}  # ARN -> {"attributes", "secrets": not told again, "devices": [entity]}
        self.devices: dict[str, Json] = {}  # entity -> {"arn", "application": its ARN, "attributes"}

    @command
    def create_platform_application(
        self, Name: str | None = None, Platform: str | None = None, Attributes: dict[str, Any] | None = None
    ) -> Json:
        """Part: credentials are not looked at; topics for events are kept and shown, nothing is published to them."""
        name = _check_name(Name or "")
        if Platform not in PLATFORMS:
            raise InvalidParameter(problem=f"Platform Reason: {Platform} is not supported")
        attributes = _texts(Attributes)
        secrets = {key: attributes.pop(key) for key in (CREDENTIAL, PRINCIPAL) if key in attributes}
        if Platform not in WITHOUT_PRINCIPAL and len(secrets) == 1:
            there, missing = (CREDENTIAL, PRINCIPAL) if CREDENTIAL in secrets else (PRINCIPAL, CREDENTIAL)
            raise InvalidParameter(problem=f"Attributes Reason: {there} attribute provided without {missing}")
        arn = f"arn:aws:sns:{self._here}:{self._account}:app/{Platform}/{name}"
        made = {"attributes": {ENABLED: "true", **attributes}, "secrets": secrets, "devices": []}
        have = self.applications.get(arn)
        if have is None:
            if len(self.applications) >= limits.PLATFORM_APPLICATIONS_MAX:
                raise Throttled
            self.applications[arn] = made
        elif (have["attributes"], have["secrets"]) != (made["attributes"], secrets):
            reason = "An application with the same name but different properties already exists"
            raise InvalidParameter(problem=f"Name Reason: {reason}")
        return {"PlatformApplicationArn": arn}

    @command
    def delete_platform_application(self, PlatformApplicationArn: str | None = None) -> Json:
        """With its devices; also the second time."""
        check_arn("PlatformApplicationArn", PlatformApplicationArn)
        arn = PlatformApplicationArn or ""
        if arn in self.applications and arn.split(":")[3] == self._here:
            for target in self.applications.pop(arn)["devices"]:
                del self.devices[target]
        return {}

    @query
    def list_platform_applications(self, NextToken: str | None = None) -> Json:
        shown = [
            {"PlatformApplicationArn": arn, "Attributes": one["attributes"]}
            for arn, one in self.applications.items()
            if arn.split(":")[3] == self._here
        ]
        return page("PlatformApplications", shown, NextToken)

    @query
    def get_platform_application_attributes(self, PlatformApplicationArn: str | None = None) -> Json:
        return {"Attributes": self._application(PlatformApplicationArn)["attributes"]}

    @command
    def set_platform_application_attributes(
        self, PlatformApplicationArn: str | None = None, Attributes: dict[str, Any] | None = None
    ) -> Json:
        """Part: credentials are not looked at; topics for events are kept and shown, nothing is published to them."""
        attributes, application = _texts(Attributes), self._application(PlatformApplicationArn)
        for key in (CREDENTIAL, PRINCIPAL):
            if key in attributes:
                application["secrets"][key] = attributes.pop(key)
        application["attributes"].update(attributes)
        return {}

    def _application(self, arn: str | None) -> Json:
        check_arn("PlatformApplicationArn", arn)
        application = self.applications.get(arn or "")
        if application is None or (arn or "").split(":")[3] != self._here:
            raise NotFound(thing="PlatformApplication")
        return application

    # Devices

    @command
    def create_platform_endpoint(
        self,
        PlatformApplicationArn: str | None = None,
        Token: str | None = None,
        CustomUserData: str | None = None,
        Attributes: dict[str, Any] | None = None,
    ) -> Json:
        application, arn = self._application(PlatformApplicationArn), str(PlatformApplicationArn)
        if not Token:
            raise InvalidParameter(problem="Token Reason: cannot be empty")
        given = {USER_DATA: CustomUserData} if CustomUserData is not None else {}
        given = {**given, **_check_device(Attributes or {})}
        _check_device(given)
        attributes = {ENABLED: "true", TOKEN: Token, **given}
        same = next((one for one in self._devices_of(application) if one["attributes"][TOKEN] == Token), None)
        if same is None:
            if len(self.devices) >= limits.PLATFORM_ENDPOINTS_MAX:
                raise Throttled
            device_arn = f"{arn.replace(':app/', ':endpoint/')}/{self.make_uuid('endpoint')}"
            same = {"arn": device_arn, "application": arn, "attributes": attributes}
            target = KINDS["application"].target(device_arn, self._region)
            self.devices[target] = same
            application["devices"].append(target)
        elif same["attributes"] != attributes:
            reason = f"Endpoint {same['arn']} already exists with the same Token, but different attributes."
            raise InvalidParameter(problem=f"Token Reason: {reason}")
        return {"EndpointArn": same["arn"]}

    def _devices_of(self, application: Json) -> list[Json]:
        return [self.devices[target] for target in application["devices"]]

    @command
    def delete_endpoint(self, EndpointArn: str | None = None) -> Json:
        """Also the second time; subscriptions stay, and what comes for the device is dropped."""
        check_arn("EndpointArn", EndpointArn)
        device = self.find_device(EndpointArn or "")
        if device is not None:
            target = self.target_of(device["arn"])
            del self.devices[target]
            self.applications[device["application"]]["devices"].remove(target)
        return {}

    @query
    def list_endpoints_by_platform_application(
        self, PlatformApplicationArn: str | None = None, NextToken: str | None = None
    ) -> Json:
        devices = self._devices_of(self._application(PlatformApplicationArn))
        shown = [{"EndpointArn": one["arn"], "Attributes": one["attributes"]} for one in devices]
        return page("Endpoints", shown, NextToken)

    @query
    def get_endpoint_attributes(self, EndpointArn: str | None = None) -> Json:
        return {"Attributes": self._device(EndpointArn)["attributes"]}

    @command
    def set_endpoint_attributes(self, EndpointArn: str | None = None, Attributes: dict[str, Any] | None = None) -> Json:
        device = self._device(EndpointArn)
        device["attributes"].update(_check_device(_texts(Attributes)))
        return {}

    def _device(self, arn: str | None) -> Json:
        check_arn("EndpointArn", arn)
        device = self.find_device(arn or "")
        if device is None:
            raise NotFound(thing="Endpoint")
        return device

    def find_device(self, arn: str) -> Json | None:
        """The device with that ARN, if it is in the region of the call being handled."""
        device = self.devices.get(self.target_of(arn))
        return device if device is not None and device["arn"] == arn and arn.split(":")[3] == self._here else None

    def target_of(self, arn: str) -> str:
        return KINDS["application"].target(arn, self._region)

    def is_disabled(self, device: Json) -> bool:
        return str(device["attributes"][ENABLED]).lower() != "true"

    def look_up(self, kind: Kind, copy: Copy) -> tuple[str | None, Json]:
        if copy["protocol"] == "application":
            device = self.devices.get(copy["facts"]["target"])
            if device is None or self.is_disabled(device):
                return None, DISABLED
        return super().look_up(kind, copy)


def _check_name(name: str) -> str:
    if not name:
        reason = "cannot be empty"
    elif len(name) > NAME_MAX_CHARACTERS:
        reason = "must be at most 256 characters long"
    elif not _name.fullmatch(name):
        reason = "must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'"
    else:
        return name
    raise InvalidParameter(problem=f"{name} Reason: {reason}")


def _texts(given: Json | None) -> dict[str, str]:
    """Attributes, of which there must be some, all of them texts."""
    if not given:
        raise InvalidValue(problem=NO_ATTRIBUTES)
    for name, value in given.items():
        if not isinstance(value, str):
            raise InvalidParameter(problem=f"Attributes Reason: Invalid value for attribute: {name}")
    return dict(given)


def _check_device(given: Json) -> Json:
    for name, value in given.items():
        if name not in (ENABLED, TOKEN, USER_DATA):
            raise InvalidParameter(problem=f"Attributes Reason: Invalid attribute name: {name}")
        if not isinstance(value, str) or (name == ENABLED and value.lower() not in ("true", "false")):
            raise InvalidParameter(problem=f"Attributes Reason: Invalid value for attribute: {name}")
    if len(given.get(USER_DATA, "").encode(errors="surrogatepass")) > USER_DATA_MAX_BYTES:
        reason = "must be at most 2048 bytes long in UTF-8 encoding"
        raise InvalidParameter(problem=f"Attributes Reason: Invalid value for attribute: {USER_DATA}: {reason}")
    return given

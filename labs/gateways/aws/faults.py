"""What the gateway itself refuses with, before or instead of the engine: one class per wire code.

    Fault
      UnknownAddress, WrongMethod, UnknownOperation, MissingAction, NotSimulated    what is asked for
      Malformed, InvalidContents, MissingParameter, WrongParameter                  how it is asked
      TooLarge, TooSlow                                                             how it is sent
      UnknownKey, WrongSignature                                                    who asks
      NoSuchRoom, TooManyGuesses, WireClosed, Throttled, Unavailable                the room
      FromEngine                                                                    what the engine answered

`code` is the JSON protocols' name, `query_code` the Query protocol's (boto3's `Error.Code`). Where services say the
same thing differently, `elsewhere` holds their ways. Sentences are English: they stand where AWS's own would.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Said(NamedTuple):
    """How a service words a fault."""

    code: str
    status: int
    text: str
    query_code: str = ""


class Fault(Exception):
    """Base of all that a wire client is refused with."""

    code = ""
    query_code = ""
    status = 400
    sender = True
    text = ""
    elsewhere: Mapping[str, Said] = {}  # service -> its own way to say it

    def __init__(self, **values: object) -> None:
        super().__init__()
        self.values = values

    def said_by(self, service: str = "") -> Said:
        """Code, status, sentence and Query code in the words of that service."""
        own = Said(self.code, self.status, self.text, self.query_code)
        code, status, text, query_code = self.elsewhere.get(service, own)
        return Said(code, status, text.format(**self.values), query_code or code)


def validation(code: str) -> Said:
    """How SES and STS tell that a parameter is missing."""
    problem = "Value at '{member}' failed to satisfy constraint: Member must not be null"
    return Said(code, 400, f"1 validation error detected: {problem}")


MAIL_TOO_LONG = "Message length is more than this room takes."


class UnknownAddress(Fault):
    code = "UnknownOperationException"
    query_code = "InvalidAction"
    status = 404
    text = "Nothing is served at this address. The endpoint URL of a room ends with /rooms/<code>/aws"


class WrongMethod(Fault):
    code = "UnknownOperationException"
    query_code = "InvalidAction"
    status = 405
    text = "The method {method} is not valid for this endpoint: calls are sent with POST."


class UnknownOperation(Fault):
    code = "UnknownOperationException"
    query_code = "InvalidAction"
    text = "The action {action} is not valid for this endpoint."


class MissingAction(Fault):
    code = "MissingAction"
    text = "The request must contain the parameter Action."


class NotSimulated(Fault):
    """AWS knows it, this room's simulation does not."""

    code = "UnsupportedOperation"
    query_code = "AWS.SimpleQueueService.UnsupportedOperation"
    text = "Not simulated here: {feature}."
    elsewhere = dict.fromkeys(("sns", "ses", "sesv2", "sts"), Said(code, 400, text))


class Malformed(Fault):
    """Not in the protocol's form, or a value of the wrong type; `problem` is a sentence."""

    code = "SerializationException"
    query_code = "MalformedInput"
    text = "{problem}"


class InvalidContents(Fault):
    """NUL, which AWS refuses in a message and PostgreSQL in a log of commands."""

    code = "InvalidMessageContents"
    text = (
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD"
        " | #x10000 to #x10FFFF"
    )
    elsewhere = {
        "sns": Said("InvalidParameter", 400, f"Invalid parameter: {text}"),
        "ses": Said("InvalidParameterValue", 400, text),
        "sesv2": Said("BadRequestException", 400, text),
        "sts": Said("ValidationError", 400, text),
    }


class MissingParameter(Fault):
    code = "MissingRequiredParameterException"
    query_code = "MissingParameter"
    text = "The request must contain the parameter {parameter}."
    elsewhere = {
        "sns": Said("InvalidParameter", 400, "Invalid parameter: {parameter} Reason: no value for required parameter"),
        "ses": validation("ValidationError"),
        "sesv2": validation("BadRequestException"),
        "sts": validation("ValidationError"),
    }

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter=parameter, member=parameter[:1].lower() + parameter[1:])


class WrongParameter(Fault):
    code = "InvalidParameterValueException"
    query_code = "InvalidParameterValue"
    text = "The value for parameter {parameter} is invalid."
    elsewhere = {
        "sns": Said("InvalidParameter", 400, "Invalid parameter: {parameter}"),
        "ses": Said("InvalidParameterValue", 400, text),
        "sesv2": Said("BadRequestException", 400, text),
        "sts": Said("ValidationError", 400, text),
    }


class TooLarge(Fault):
    code = "RequestEntityTooLargeException"
    query_code = "RequestEntityTooLarge"
    status = 413
    text = "HTTP content length exceeded {most} bytes."
    elsewhere = {
        "ses": Said("InvalidParameterValue", 400, f"{MAIL_TOO_LONG} {text}"),
        "sesv2": Said("BadRequestException", 400, f"{MAIL_TOO_LONG} {text}"),
    }


class TooSlow(Fault):
    code = "RequestTimeoutException"
    query_code = "RequestTimeout"
    status = 408
    text = "The request was not received within {seconds} seconds."


class UnknownKey(Fault):
    """A key id of the form that rooms issue, which this room did not issue or has taken back."""

    code = "UnrecognizedClientException"
    query_code = "InvalidClientTokenId"
    status = 403
    text = "The security token included in the request is invalid."


class WrongSignature(Fault):
    code = "InvalidSignatureException"
    query_code = "SignatureDoesNotMatch"
    status = 403
    text = (
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access"
        " Key and signing method. Consult the service documentation for details."
    )


class NoSuchRoom(Fault):
    code = "ResourceNotFoundException"
    status = 404
    text = "There is no room {code} here. The endpoint URL holds the room's code: /rooms/<code>/aws"


class TooManyGuesses(Fault):
    code = "TooManyRequestsException"
    status = 429
    text = "Too many wrong room codes came from this address. Wait a few minutes."


class WireClosed(Fault):
    code = "AccessDeniedException"
    query_code = "AccessDenied"
    status = 403
    text = "Real clients are not let into room {code}. Its owner can let them in."


class Throttled(Fault):
    """The room's own limit, told in AWS's way: come back later."""

    code = "RequestThrottled"
    status = 403
    text = "Request is throttled."
    elsewhere = {
        "sns": Said("Throttled", 429, "Rate exceeded"),
        "ses": Said("Throttling", 400, "Rate exceeded"),
        "sesv2": Said("TooManyRequestsException", 429, "Rate exceeded"),
        "sts": Said("Throttling", 400, "Rate exceeded"),
    }


class Unavailable(Fault):
    code = "ServiceUnavailableException"
    query_code = "ServiceUnavailable"
    status = 503
    sender = False
    text = "The room cannot answer now."


class FromEngine(Fault):
    """An AWS error raised by the simulation; its data says how it travels."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__()
        data = error["data"]
        self._said = Said(error["code"], data["http_status"], error["message"], data["query_code"])
        self.sender = data["sender_fault"]

    def said_by(self, service: str = "") -> Said:
        return self._said


def from_engine(error: dict[str, Any], method: str) -> Fault:
    """The fault for a command's error: {"code", "message", "data"}; ours become the nearest thing AWS would say."""
    data = error["data"]
    if "query_code" in data:
        return FromEngine(error)
    match error["code"], data:
        case "limit" | "busy" | "too_fast", _:
            return Throttled()
        case "unknown_command" | "unknown_query", _:
            return NotSimulated(feature=method)
        case "too_large", {"bytes_max": most}:
            return TooLarge(most=most)
        case "bad_arguments", {"problem": "unknown", "argument": argument}:
            return NotSimulated(feature=f"the parameter {argument} of {method}")
        case "bad_arguments", {"problem": "missing", "argument": argument}:
            return MissingParameter(parameter=argument)
        case "bad_arguments", _:
            return WrongParameter(parameter=data.get("argument", ""))
    return Unavailable()

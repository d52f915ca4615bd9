"""What SES refuses with: `code` is what v2 calls it, `query_code` what v1 does, where nearly all statuses are 400."""

from labs.engines.aws.errors.base import AwsError


class SesError(AwsError):
    """Base of what SES refuses with."""

    def as_v1(self) -> "SesError":
        """The same refusal as the older API says it."""
        self.code = self.query_code or self.code
        self.data["http_status"] = 400
        return self


class InvalidValue(SesError):
    """A parameter that SES does not take; `problem` is a sentence."""

    code = "BadRequestException"
    query_code = "InvalidParameterValue"
    text = "{problem}"


class MessageRejected(SesError):
    code = "MessageRejected"
    text = "{problem}"


class NotVerified(MessageRejected):
    text = "Email address is not verified. The following identities failed the check in region {region}: {identities}"


class RateExceeded(SesError):
    code = "TooManyRequestsException"
    query_code = "Throttling"
    http_status = 429
    text = "Maximum sending rate exceeded."


class QuotaExceeded(SesError):
    code = "LimitExceededException"
    query_code = "Throttling"
    text = "Daily message quota exceeded."


class AccountPaused(SesError):
    code = "SendingPausedException"
    query_code = "AccountSendingPausedException"
    text = (
        "Sending paused for this account. For more information, please check the inbox of the email address"
        " associated with your AWS account."
    )


class SetPaused(SesError):
    code = "SendingPausedException"
    query_code = "ConfigurationSetSendingPausedException"
    text = "Sending is paused for configuration set {name}"


class TooMany(SesError):
    """More of a thing than an account may have. [no source]"""

    code = "LimitExceededException"
    query_code = "LimitExceeded"
    text = "You have reached the maximum number of {things}."


class SetDoesNotExist(SesError):
    code = "NotFoundException"
    query_code = "ConfigurationSetDoesNotExist"
    http_status = 404
    text = "Configuration set <{name}> does not exist."


class SetExists(SesError):
    code = "AlreadyExistsException"
    query_code = "ConfigurationSetAlreadyExists"
    text = "Configuration set <{name}> already exists."


class DestinationDoesNotExist(SesError):
    code = "NotFoundException"
    query_code = "EventDestinationDoesNotExist"
    http_status = 404
    text = "An event destination with name <{name}> does not exist for configuration set <{set}>."


class DestinationExists(SesError):
    code = "AlreadyExistsException"
    query_code = "EventDestinationAlreadyExists"
    text = "An event destination with name <{name}> already exists for configuration set <{set}>."


class InvalidTopic(SesError):
    code = "BadRequestException"
    query_code = "InvalidSNSDestination"
    text = "SNS topic <{topic}> not found."


class TemplateDoesNotExist(SesError):
    code = "NotFoundException"
    query_code = "TemplateDoesNotExist"
    http_status = 404
    text = "Template {name} does not exist."


class TemplateExists(SesError):
    code = "AlreadyExistsException"
    query_code = "AlreadyExists"
    text = "Template {name} already exists."


class InvalidTemplate(SesError):
    code = "BadRequestException"
    query_code = "InvalidTemplate"
    text = "{problem}"


class InvalidRendering(SesError):
    code = "BadRequestException"
    query_code = "InvalidRenderingParameter"
    text = "Template rendering data is invalid."


class MissingAttribute(SesError):
    code = "BadRequestException"
    query_code = "MissingRenderingAttribute"
    text = "Attribute '{name}' is not present in the rendering data."


class NotFound(SesError):
    """Of things that only v2 knows; `thing` begins the sentence, and `there` says where it was looked for."""

    code = "NotFoundException"
    http_status = 404
    text = "{thing} does not exist{there}."

    def __init__(self, *, thing: str, there: str = "") -> None:
        super().__init__(thing=thing, there=there)


class NotListed(SesError):
    """The same of contacts and their lists, which say it shorter."""

    code = "NotFoundException"
    http_status = 404
    text = "{thing} doesn't exist{there}."

    def __init__(self, *, thing: str, there: str = "") -> None:
        super().__init__(thing=thing, there=there)


class NothingToTag(SesError):
    code = "NotFoundException"
    http_status = 404
    text = "No {kind} present with name: {name}"


class AlreadyExists(SesError):
    code = "AlreadyExistsException"
    query_code = "AlreadyExists"
    text = "{thing} already exist."


class ContactExists(SesError):
    code = "AlreadyExistsException"
    text = "{address} already exists in List."


class UnderReview(SesError):
    """[no source]"""

    code = "ConflictException"
    http_status = 409
    text = "There is an ongoing account details update under review."

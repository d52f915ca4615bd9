"""REST with JSON, made by hand: paths, query strings and bodies of SES v2."""

from typing import Any

import orjson
import pytest

from labs.gateways.aws import faults, rest_json
from tests.gateways.aws.requesting import SERVICES, operation, request

EMAIL = "/v2/email"


def read(line: str, body: bytes = b"", query: str = "") -> tuple[str, dict[str, Any]]:
    """The engine's method and its arguments, for "GET /account"."""
    method, _, path = line.partition(" ")
    asked = request(body, method=method, query=query, rest=EMAIL + path)
    service, found = rest_json.find_operation(asked, SERVICES)
    return found.method, rest_json.parse(asked, service, found)


def test_names_in_the_path_are_unescaped() -> None:
    assert read("GET /identities/w%40example.com%2Fx") == (
        "sesv2.get_email_identity", {"EmailIdentity": "w@example.com/x"}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "method"),
    [
        ("GET /account", "sesv2.get_account"),
        ("HEAD /account", "sesv2.get_account"),
        ("PUT /account/suppression", "sesv2.put_account_suppression_attributes"),
        ("POST /contact-lists/list/contacts/list", "sesv2.list_contacts"),
        ("GET /insights/m-1/", "sesv2.get_message_insights"),
        ("GET /insights/m-1", "sesv2.get_message_insights"),
        ("GET /templates", "sesv2.list_email_templates"),
    ],
)
def test_method_and_path_tell_the_operation(line: str, method: str) -> None:
    assert read(line)[0] == method


@pytest.mark.parametrize(
    ("old", "new", "method"),
    [
        ("GET /identities", "POST /list-identities", "sesv2.list_email_identities"),
        ("GET /configuration-sets", "POST /list-configuration-sets", "sesv2.list_configuration_sets"),
    ],
)
def test_both_shapes_of_the_two_lists_mean_the_same(old: str, new: str, method: str) -> None:
    args = {"PageSize": 5, "NextToken": "t+1"}
    assert read(old, query="PageSize=5&NextToken=t%2B1") == (method, args)
    assert read(new, orjson.dumps(args)) == (method, args)


def test_lists_and_moments_in_a_query_string() -> None:
    query = "Reason=BOUNCE&Reason=COMPLAINT&StartDate=2026-01-01T00%3A00%3A00Z&EndDate=1767225601"
    assert read("GET /suppression/addresses", query=query)[1] == {
        "Reasons": ["BOUNCE", "COMPLAINT"], "StartDate": 1767225600.0, "EndDate": 1767225601.0,
    }  # fmt: skip


def test_the_path_goes_before_the_body() -> None:
    body = b'{"TemplateName": "other", "TemplateContent": {"Subject": "s", "Text": null}}'
    assert read("PUT /templates/mine", body)[1] == {"TemplateName": "mine", "TemplateContent": {"Subject": "s"}}


@pytest.mark.parametrize(
    "line", ["GET /nowhere", "PATCH /account", "GET /identities//policies", "POST /identities/a/b/c/d", "GET "]
)
def test_other_lines_are_nothing(line: str) -> None:
    with pytest.raises(faults.UnknownOperation):
        read(line)


@pytest.mark.parametrize(
    ("line", "body", "query"),
    [
        ("POST /templates", b"{", ""),
        ("POST /templates", b"[]", ""),
        ("POST /templates", b'{"TemplateName": 5, "TemplateContent": {}}', ""),
        ("GET /identities/%FF", b"", ""),
        ("GET /identities", b"", "PageSize=many"),
        ("GET /identities", b"", "PageSize=%FF"),
        ("GET /suppression/addresses", b"", "StartDate=yesterday"),
        ("PUT /configuration-sets/c/sending", b'{"SendingEnabled": "yes"}', ""),
    ],
)
def test_what_does_not_fit_the_model_is_malformed(line: str, body: bytes, query: str) -> None:
    with pytest.raises(faults.Malformed):
        read(line, body, query)


def test_a_missing_parameter_is_told_in_the_services_words() -> None:
    with pytest.raises(faults.MissingParameter) as refused:
        read("POST /templates", b"{}")
    answer = rest_json.failure(refused.value, SERVICES["sesv2"], "id")
    assert answer.status == 400
    assert dict(answer.headers)[b"x-amzn-errortype"] == b"BadRequestException"
    assert orjson.loads(answer.body)["message"].startswith("1 validation error detected: Value at 'templateName'")


def test_a_result_is_a_json_object() -> None:
    answer = rest_json.result({"MessageId": "m"}, SERVICES["sesv2"], operation("sesv2", "SendEmail"), "id")
    assert (answer.status, orjson.loads(answer.body)) == (200, {"MessageId": "m"})

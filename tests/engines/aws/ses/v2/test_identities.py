"""Identities by the newer API."""

from tests.engines.aws.ses.post import SHOP, Post


def test_a_new_address_is_shown_as_aws_shows_it(post: Post) -> None:
    made = post.v2("create_email_identity", EmailIdentity="a@b.kr", Tags=[{"Key": "k", "Value": "v"}])
    assert made == {"IdentityType": "EMAIL_ADDRESS", "VerifiedForSendingStatus": False}
    assert post.ask("sesv2.get_email_identity", EmailIdentity="a@b.kr") == {
        "IdentityType": "EMAIL_ADDRESS", "FeedbackForwardingStatus": True, "VerifiedForSendingStatus": False,
        "DkimAttributes": {
            "SigningEnabled": False, "Status": "NOT_STARTED", "SigningAttributesOrigin": "AWS_SES",
            "NextSigningKeyLength": "RSA_1024_BIT",
        },
        "MailFromAttributes": {"BehaviorOnMxFailure": "USE_DEFAULT_VALUE"}, "Policies": {},
        "Tags": [{"Key": "k", "Value": "v"}], "VerificationStatus": "PENDING", "VerificationInfo": {},
    }  # fmt: skip
    assert post.ask("sesv2.list_email_identities")["EmailIdentities"][1] == {
        "IdentityType": "EMAIL_ADDRESS", "IdentityName": "a@b.kr", "SendingEnabled": False,
        "VerificationStatus": "PENDING",
    }  # fmt: skip
    post.later(10)
    found = post.ask("sesv2.get_email_identity", EmailIdentity="a@b.kr")
    assert found["VerifiedForSendingStatus"]
    assert found["VerificationInfo"]["LastSuccessTimestamp"] == 1_767_225_610


def test_a_domain_comes_with_dkim_tokens(post: Post) -> None:
    made = post.v2("create_email_identity", EmailIdentity="a.kr")
    assert made["DkimAttributes"]["Status"] == "PENDING"
    assert len(made["DkimAttributes"]["Tokens"]) == 3
    post.world.call("outbox.verify", identity="a.kr")
    found = post.ask("sesv2.get_email_identity", EmailIdentity="a.kr")
    assert found["DkimAttributes"] == {**made["DkimAttributes"], "Status": "SUCCESS"}


def test_settings_are_kept(post: Post) -> None:
    named = {"EmailIdentity": SHOP}
    post.v2("create_configuration_set", ConfigurationSetName="all")
    post.v2("put_email_identity_configuration_set_attributes", **named, ConfigurationSetName="all")
    post.v2("put_email_identity_dkim_attributes", **named, SigningEnabled=True)
    mail_from = {"MailFromDomain": "m.a.kr", "BehaviorOnMxFailure": "REJECT_MESSAGE"}
    post.v2("put_email_identity_mail_from_attributes", **named, **mail_from)
    found = post.ask("sesv2.get_email_identity", **named)
    assert found["ConfigurationSetName"] == "all"
    assert found["DkimAttributes"]["SigningEnabled"]
    assert found["MailFromAttributes"] == {**mail_from, "MailFromDomainStatus": "SUCCESS"}
    no_set = {**named, "ConfigurationSetName": "no"}
    assert post.refusal("sesv2.put_email_identity_configuration_set_attributes", **no_set)[2] == 404


def test_policies_are_made_changed_and_deleted(post: Post) -> None:
    named = {"EmailIdentity": SHOP, "PolicyName": "p"}
    assert post.refusal("sesv2.update_email_identity_policy", **named, Policy="{}")[2] == 404
    post.v2("create_email_identity_policy", **named, Policy="{}")
    assert post.refusal("sesv2.create_email_identity_policy", **named, Policy="{}")[0] == "AlreadyExistsException"
    post.v2("update_email_identity_policy", **named, Policy="[]")
    assert post.ask("sesv2.get_email_identity_policies", EmailIdentity=SHOP) == {"Policies": {"p": "[]"}}
    post.v2("delete_email_identity_policy", **named)
    assert post.refusal("sesv2.delete_email_identity_policy", **named)[2] == 404


def test_identities_are_deleted_and_listed_in_pages(post: Post) -> None:
    post.have_verified("a@b.kr", "c@b.kr")
    first = post.ask("sesv2.list_email_identities", PageSize=2)
    rest = post.ask("sesv2.list_email_identities", PageSize=2, NextToken=first["NextToken"])
    assert [one["IdentityName"] for one in rest["EmailIdentities"]] == ["c@b.kr"]
    post.v2("delete_email_identity", EmailIdentity="a@b.kr")
    assert len(post.ask("sesv2.list_email_identities")["EmailIdentities"]) == 2

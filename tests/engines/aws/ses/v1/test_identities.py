"""Identities by the older API."""

from tests.engines.aws.ses.post import SHOP, Post


def test_identities_are_listed_by_kind_and_in_pages(post: Post) -> None:
    post.v1("verify_domain_identity", Domain="a.kr")
    post.v1("verify_email_address", EmailAddress="b@a.kr")
    assert post.ask("ses.list_identities") == {"Identities": [SHOP, "a.kr", "b@a.kr"]}
    assert post.ask("ses.list_identities", IdentityType="Domain") == {"Identities": ["a.kr"]}
    assert post.ask("ses.list_identities", IdentityType="EmailAddress", MaxItems=1) == {
        "Identities": [SHOP], "NextToken": "1",
    }  # fmt: skip
    assert post.ask("ses.list_verified_email_addresses") == {"VerifiedEmailAddresses": [SHOP]}
    post.v1("delete_verified_email_address", EmailAddress=SHOP)
    post.v1("delete_identity", Identity=SHOP)
    assert post.ask("ses.list_identities")["Identities"] == ["a.kr", "b@a.kr"]


def test_only_known_identities_have_attributes(post: Post) -> None:
    token = post.v1("verify_domain_identity", Domain="a.kr")["VerificationToken"]
    assert len(token) == 44
    named = {"Identities": [SHOP, "A.kr", "no.kr"]}
    assert post.ask("ses.get_identity_verification_attributes", **named)["VerificationAttributes"] == {
        SHOP: {"VerificationStatus": "Success"},
        "A.kr": {"VerificationStatus": "Pending", "VerificationToken": token},
    }


def test_a_domain_has_three_dkim_tokens(post: Post) -> None:
    tokens = post.v1("verify_domain_dkim", Domain="a.kr")["DkimTokens"]
    assert len(tokens) == 3
    named = {"Identities": ["a.kr", SHOP]}
    assert post.ask("ses.get_identity_dkim_attributes", **named)["DkimAttributes"] == {
        "a.kr": {"DkimEnabled": True, "DkimVerificationStatus": "Pending", "DkimTokens": tokens},
        SHOP: {"DkimEnabled": False, "DkimVerificationStatus": "NotStarted"},
    }
    post.v1("set_identity_dkim_enabled", Identity="a.kr", DkimEnabled=False)
    assert not post.ask("ses.get_identity_dkim_attributes", **named)["DkimAttributes"]["a.kr"]["DkimEnabled"]


def test_a_mail_from_domain_and_policies_are_kept(post: Post) -> None:
    mail_from = {"MailFromDomain": "m.a.kr", "BehaviorOnMXFailure": "RejectMessage"}
    post.v1("set_identity_mail_from_domain", Identity=SHOP, **mail_from)
    named = {"Identities": [SHOP]}
    assert post.ask("ses.get_identity_mail_from_domain_attributes", **named)["MailFromDomainAttributes"] == {
        SHOP: {**mail_from, "MailFromDomainStatus": "Success"}
    }
    post.v1("set_identity_mail_from_domain", Identity=SHOP)
    assert post.ask("ses.get_identity_mail_from_domain_attributes", **named) == {"MailFromDomainAttributes": {}}
    post.v1("put_identity_policy", Identity=SHOP, PolicyName="p", Policy="{}")
    assert post.ask("ses.list_identity_policies", Identity=SHOP) == {"PolicyNames": ["p"]}
    policies = {"Identity": SHOP, "PolicyNames": ["p", "q"]}
    assert post.ask("ses.get_identity_policies", **policies) == {"Policies": {"p": "{}"}}
    post.v1("delete_identity_policy", Identity=SHOP, PolicyName="p")
    assert post.ask("ses.list_identity_policies", Identity=SHOP) == {"PolicyNames": []}
    assert post.refusal("ses.put_identity_policy", Identity=SHOP, PolicyName="p")[0] == "InvalidParameterValue"

"""Tags of whatever has an ARN."""

import pytest

from tests.engines.aws.ses.post import SHOP, Post

ARN = "arn:aws:ses:us-east-1:123456789012:{}"


@pytest.mark.parametrize(
    "resource", [f"identity/{SHOP}", "configuration-set/all", "template/t", "contact-list/customers"]
)
def test_tags_are_added_changed_and_taken_away(post: Post, resource: str) -> None:
    post.v2("create_configuration_set", ConfigurationSetName="all")
    post.v2("create_email_template", TemplateName="t", TemplateContent={"Text": "x"})
    post.v2("create_contact_list", ContactListName="customers")
    arn = {"ResourceArn": ARN.format(resource)}
    post.v2("tag_resource", **arn, Tags=[{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}])
    post.v2("tag_resource", **arn, Tags=[{"Key": "a", "Value": "3"}])
    post.v2("untag_resource", **arn, TagKeys=["b"])
    assert post.ask("sesv2.list_tags_for_resource", **arn) == {"Tags": [{"Key": "a", "Value": "3"}]}


def test_there_are_so_many_tags(post: Post) -> None:
    tags = [{"Key": str(n), "Value": "x"} for n in range(51)]
    arn = ARN.format(f"identity/{SHOP}")
    assert post.refusal("sesv2.tag_resource", ResourceArn=arn, Tags=tags)[0] == "BadRequestException"

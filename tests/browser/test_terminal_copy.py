"""A copy of the bench, as it is shown, copied and kept as a file."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.own_rooms import ask, open_own

pytestmark = pytest.mark.browser


def opened(page: Page) -> Locator:
    """By the link on the bench."""
    page.locator("[data-opens=copy-bench]").click()
    panel = page.locator("[data-part=copy-bench]")
    expect(panel).to_have_attribute("data-loaded", "true")
    return panel


def choose(panel: Locator, form: str) -> Locator:
    panel.locator(".choice").get_by_role("radio", name=form, exact=True).check()
    expect(panel.locator("figcaption")).to_have_text(form)
    return panel.locator("code")


def test_a_room_is_copied_as_a_script_for_a_room_and_for_aws_and_copied_anew_it_has_what_has_changed(
    open_page: OpenPage,
) -> None:
    page = open_own(open_page)
    panel = opened(page)
    code = choose(panel, "aws script for a room")
    expect(code).to_contain_text(f"--endpoint-url {page.url.partition('#')[0]}aws")
    expect(code).to_contain_text("aws sqs create-queue --queue-name shipping")
    code = choose(panel, "aws script for AWS")
    expect(code).not_to_contain_text("--endpoint-url")
    expect(code).to_contain_text("aws sns create-topic --name orders")
    ask(page, "sqs.create_queue", QueueName="returns")
    expect(page.locator("[data-bench=parts] [role=option]", has_text="returns")).to_be_visible()
    expect(code).not_to_contain_text("returns")
    panel.get_by_role("button", name="Copy the bench anew").click()
    expect(code).to_contain_text("create-queue --queue-name returns")


def test_whoever_watches_may_keep_the_template_as_a_file(open_page: OpenPage, tmp_path: Path) -> None:
    owner = open_own(open_page)
    panel = opened(open_page(owner.url))
    shown = choose(panel, "CloudFormation").text_content()
    with panel.page.expect_download() as download:
        panel.get_by_role("button", name="Download").click()
    download.value.save_as(tmp_path / "bench.json")
    assert (tmp_path / "bench.json").read_text() == shown
    assert download.value.suggested_filename == "bench.json"
    kinds = {one["Type"] for one in json.loads(shown or "")["Resources"].values()}
    assert kinds == {"AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "AWS::SNS::Topic", "AWS::SNS::Subscription"}

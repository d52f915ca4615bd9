"""The panel for clients of one's own: real clients are run with the lines that it shows, and their calls are seen."""

import os
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import OpenPage
from tests.browser.places import started_lab
from tests.gateways.aws.clients import CLI, CLI_S_MAX, sqs_client
from tests.site import Site

pytestmark = pytest.mark.browser

# The caller's own configuration must play no part.
PLAIN = {
    "PATH": f"{CLI.parent}{os.pathsep}{os.environ['PATH']}", "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_MAX_ATTEMPTS": "1",
}  # fmt: skip


def panel(page: Page) -> Locator:
    found = page.locator("[data-part=terminals]")
    found.locator("> summary").click()
    found.locator(".lines").first.wait_for()
    return found


def owned(open_page: OpenPage, site: Site, **options: Any) -> Page:
    return open_page(site.open_room("shop", "--paused")["url"], **options)


def typed(page: Page, way: str) -> str:
    """All that the panel shows for one way to call AWS."""
    page.locator("[data-part=terminals] .choice").get_by_role("radio", name=way, exact=True).check()
    return "".join(page.locator("[data-part=terminals] .lines code").all_text_contents())


def run(program: list[str], text: str) -> str:
    """What a program prints that is given a text; it must succeed."""
    done = subprocess.run(
        [*program, text], env=PLAIN, capture_output=True, text=True, timeout=CLI_S_MAX, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def python(text: str) -> str:
    return run([sys.executable, "-c"], text)


def test_a_shell_takes_the_lines_as_they_stand_and_the_calls_are_seen(open_page: OpenPage, site: Site) -> None:
    page = owned(open_page, site)
    terminals = panel(page)
    expect(terminals.locator("[data-no-calls]")).to_be_visible()
    terminals.locator("[data-name]").fill("park")
    answered = run(["sh", "-ec"], typed(page, "aws"))
    assert '"Body": "hello"' in answered
    calls = terminals.locator("[data-calls] li")
    expect(calls).to_have_count(2)
    expect(calls.first).to_contain_text("sqs ReceiveMessage")
    expect(calls.last).to_contain_text("park sqs SendMessage")
    expect(calls.last).to_contain_text("■ answered")
    expect(terminals.locator("[data-no-calls]")).to_be_hidden()


def test_the_python_lines_run_and_a_refusal_has_its_code(open_page: OpenPage, site: Site) -> None:
    page = owned(open_page, site)
    terminals = panel(page)
    terminals.locator("[data-name]").fill("lee")
    text = typed(page, "Python (boto3)")
    assert "'HTTPStatusCode': 200" in python(text)
    queue = text.split('QueueUrl="')[1].split('"')[0]
    gone = text.replace(f'QueueUrl="{queue}"', 'QueueUrl="nowhere"')
    with pytest.raises(AssertionError, match="QueueDoesNotExist"):
        python(gone)
    calls = terminals.locator("[data-calls] li")
    expect(calls.first).to_contain_text("lee sqs ReceiveMessage nowhere ✕ NonExistentQueue")
    expect(calls.last).to_contain_text(f"lee sqs ReceiveMessage {queue} ■ answered")


def test_javascript_has_the_same_endpoint_and_name(open_page: OpenPage, site: Site) -> None:
    page = owned(open_page, site)
    panel(page).locator("[data-name]").fill("kim")
    text = typed(page, "JavaScript (AWS SDK v3)")
    assert f'endpoint: "{page.url.split("?")[0]}aws"' in text
    assert 'accessKeyId: "kim"' in text


def test_on_an_empty_bench_the_lines_begin_with_a_queue(open_page: OpenPage, site: Site) -> None:
    """One that takes any message: a FIFO queue that is there already wants a group."""
    room = site.open_room("empty-bench", "--paused")
    sqs_client(room).create_queue(QueueName="f.fifo", Attributes={"FifoQueue": "true"})
    page = open_page(room["url"])
    panel(page)
    assert "sqs create-queue --queue-name first\n" in typed(page, "aws")
    sqs_client(room).create_queue(QueueName="jobs")
    expect(page.locator("[data-part=terminals] .lines").last).to_contain_text("send-message --queue-url jobs ")


def test_the_owner_shuts_the_door_and_a_key_opens_it(open_page: OpenPage, site: Site) -> None:
    page = owned(open_page, site)
    watcher = open_page(page.url.split("?")[0])
    terminals, watched = panel(page), panel(watcher)
    expect(watched.locator("[data-let-in]")).to_have_text("● Every client is let in.")
    expect(watched.locator("[data-switch], [data-key]").first).to_be_hidden()
    terminals.locator("[data-switch]").click()
    for one in (terminals, watched):
        expect(one.locator("[data-let-in]")).to_have_text("○ Only clients with a key of this room are let in.")
    terminals.locator("[data-name]").fill("choi")
    with pytest.raises(AssertionError, match="error"):
        python(typed(page, "Python (boto3)"))
    terminals.locator("[data-key]").click()
    expect(terminals.locator("[data-told]")).to_contain_text("A key for choi.")
    assert "'HTTPStatusCode': 200" in python(typed(page, "Python (boto3)"))
    expect(watched.locator("[data-calls] li").first).to_contain_text("choi sqs ReceiveMessage")
    terminals.locator("[data-name]").fill("choi2")
    assert '"choi2"' in typed(page, "Python (boto3)")


def test_what_cannot_be_a_name_is_told_and_not_put_into_a_line(open_page: OpenPage, site: Site) -> None:
    page = owned(open_page, site)
    terminals = panel(page)
    terminals.locator("[data-name]").fill("it's me")
    expect(terminals.locator("[data-told]")).to_have_text("Up to 40 letters A to Z, digits, ., - and _.")
    assert "AWS_ACCESS_KEY_ID=your-name\n" in typed(page, "aws")
    terminals.locator("[data-key]").click()
    expect(terminals.locator("[data-told]")).to_contain_text("Whose key?")
    expect(terminals.locator("[data-name]")).to_be_focused()


def test_a_name_is_remembered(open_page: OpenPage, site: Site) -> None:
    page = owned(open_page, site)
    panel(page).locator("[data-name]").fill("yoon")
    page.reload()
    assert "AWS_ACCESS_KEY_ID=yoon\n" in panel(page).locator(".lines code").first.text_content()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("locale", "color_scheme", "width"), [("ko-KR", "dark", 390), ("ko-KR", "light", 1440), ("en-US", "light", 320)]
)
def test_panels_stick_out_nowhere_and_axe_finds_nothing(
    open_page: OpenPage, locale: str, color_scheme: str, width: int
) -> None:
    page = started_lab(open_page, locale=locale, color_scheme=color_scheme, width=width)
    panel(page)
    page.locator("[data-part=copy-bench] > summary").click()
    page.locator("[data-part=copy-bench][data-loaded]").wait_for()
    assert sticks_out(page) == 0
    assert violations(page) == []

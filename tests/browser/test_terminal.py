"""The panel for clients of one's own: real clients are run with the lines that it shows, and their calls are seen."""

import os
import runpy
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import sticks_out, violations
from tests.browser.fixtures import OpenPage
from tests.browser.own_rooms import own_room
from tests.browser.places import started_lab
from tests.gateways.aws.clients import CLI, CLI_S_MAX, sqs_client

pytestmark = pytest.mark.browser

COLOURS = ("color-contrast", "link-in-text-block")
# The caller's own configuration must play no part.
PLAIN = {
    "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_MAX_ATTEMPTS": "1",
}  # fmt: skip
PATH = f"{CLI.parent}{os.pathsep}{os.environ['PATH']}"
Python = Callable[[str], str]


@pytest.fixture
def owned(visitor: Page) -> Page:
    """A room that stands and lets clients in."""
    return own_room(visitor, wire=True)


@pytest.fixture
def python(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Python:
    """What a text prints that Python is given; what it raises is raised."""
    for name, value in PLAIN.items():
        monkeypatch.setenv(name, value)

    def run(text: str) -> str:
        (tmp_path / "typed.py").write_text(text)
        runpy.run_path(str(tmp_path / "typed.py"))
        return capsys.readouterr().out

    return run


def shell(text: str) -> str:
    """What a shell prints; every line must succeed."""
    done = subprocess.run(
        ["sh", "-ec", text], env={"PATH": PATH, **PLAIN}, capture_output=True, text=True, timeout=CLI_S_MAX, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def panel(page: Page) -> Locator:
    found = page.locator("[data-part=terminals]")
    found.locator("> summary").click()
    found.locator(".lines").first.wait_for()
    return found


def typed(page: Page, way: str) -> str:
    """All that the panel shows for one way to call AWS."""
    page.locator("[data-part=terminals] .choice").get_by_role("radio", name=way, exact=True).check()
    return "".join(page.locator("[data-part=terminals] .lines code").all_text_contents())


def test_a_shell_takes_the_lines_as_they_stand_and_the_calls_are_seen(owned: Page) -> None:
    terminals = panel(owned)
    expect(terminals.locator("[data-no-calls]")).to_be_visible()
    terminals.locator("[data-name]").fill("park")
    answered = shell(typed(owned, "aws"))
    assert '"Body": "hello"' in answered
    calls = terminals.locator("[data-calls] li")
    expect(calls).to_have_count(2)
    expect(calls.first).to_contain_text("sqs ReceiveMessage")
    expect(calls.last).to_contain_text("park sqs SendMessage")
    expect(calls.last).to_contain_text("■ answered")
    expect(terminals.locator("[data-no-calls]")).to_be_hidden()


def test_the_python_lines_run_and_a_refusal_has_its_code(owned: Page, python: Python) -> None:
    terminals = panel(owned)
    terminals.locator("[data-name]").fill("lee")
    text = typed(owned, "Python (boto3)")
    assert "'HTTPStatusCode': 200" in python(text)
    queue = text.split('QueueUrl="')[1].split('"')[0]
    gone = text.replace(f'QueueUrl="{queue}"', 'QueueUrl="nowhere"')
    with pytest.raises(ClientError) as refused:
        python(gone)
    assert refused.typename == "QueueDoesNotExist"
    calls = terminals.locator("[data-calls] li")
    expect(calls.first).to_contain_text("lee sqs ReceiveMessage nowhere ✕ NonExistentQueue")
    expect(calls.last).to_contain_text(f"lee sqs ReceiveMessage {queue} ■ answered")


def test_a_name_is_in_every_line_and_remembered_and_what_cannot_be_one_is_told_and_put_into_no_line(
    owned: Page,
) -> None:
    terminals = panel(owned)
    name, told = terminals.locator("[data-name]"), terminals.locator("[data-told]")
    name.fill("it's me")
    expect(told).to_have_text("Up to 40 letters A to Z, digits, ., - and _.")
    assert "AWS_ACCESS_KEY_ID=your-name\n" in typed(owned, "aws")
    terminals.locator("[data-key]").click()
    expect(told).to_contain_text("Whose key?")
    expect(name).to_be_focused()
    name.fill("kim")
    text = typed(owned, "JavaScript (AWS SDK v3)")
    assert f'endpoint: "{owned.url.split("?")[0]}aws"' in text
    assert 'accessKeyId: "kim"' in text
    owned.reload()
    panel(owned)
    assert "AWS_ACCESS_KEY_ID=kim\n" in typed(owned, "aws")


def test_on_an_empty_bench_the_lines_begin_with_a_queue(visitor: Page) -> None:
    """One that takes any message: a FIFO queue that is there already wants a group."""
    page = own_room(visitor, "empty-bench", wire=True)
    room = {"aws_endpoint": f"{page.url}aws"}
    sqs_client(room).create_queue(QueueName="f.fifo", Attributes={"FifoQueue": "true"})
    panel(page)
    assert "sqs create-queue --queue-name first\n" in typed(page, "aws")
    sqs_client(room).create_queue(QueueName="jobs")
    expect(page.locator("[data-part=terminals] .lines").last).to_contain_text("send-message --queue-url jobs ")


def test_the_owner_shuts_the_door_and_a_key_opens_it(owned: Page, open_page: OpenPage, python: Python) -> None:
    watcher = open_page(owned.url)
    terminals, watched = panel(owned), panel(watcher)
    expect(watched.locator("[data-let-in]")).to_have_text("● Every client is let in.")
    expect(watched.locator("[data-switch], [data-key]").first).to_be_hidden()
    terminals.locator("[data-switch]").click()
    for one in (terminals, watched):
        expect(one.locator("[data-let-in]")).to_have_text("○ Only clients with a key of this room are let in.")
    terminals.locator("[data-name]").fill("choi")
    with pytest.raises(ClientError):
        python(typed(owned, "Python (boto3)"))
    terminals.locator("[data-key]").click()
    expect(terminals.locator("[data-told]")).to_contain_text("A key for choi.")
    assert "'HTTPStatusCode': 200" in python(typed(owned, "Python (boto3)"))
    expect(watched.locator("[data-calls] li").first).to_contain_text("choi sqs ReceiveMessage")
    terminals.locator("[data-name]").fill("choi2")
    assert '"choi2"' in typed(owned, "Python (boto3)")


@pytest.mark.parametrize(("locale", "colour", "rules"), [("en-US", "light", ()), ("ko-KR", "dark", COLOURS)])
def test_panels_stick_out_nowhere_and_axe_finds_nothing(
    open_page: OpenPage, locale: str, colour: str, rules: tuple[str, ...]
) -> None:
    page = started_lab(open_page, locale=locale, color_scheme=colour)
    panel(page)
    page.locator("[data-part=copy-bench] > summary").click()
    page.locator("[data-part=copy-bench][data-loaded]").wait_for()
    for width in (320, 390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert sticks_out(page) == 0
    assert violations(page, *rules) == []

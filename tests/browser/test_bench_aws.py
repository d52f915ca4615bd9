"""The lines that the bench shows: the real `aws` takes them, and the room does the same as for a press."""

import os
import shlex
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qsl

import pytest
from awscli.clidriver import create_clidriver
from playwright.sync_api import expect

from tests.browser.bench_stage import ORDERS
from tests.browser.fixtures import Modules, OpenPage
from tests.browser.own_rooms import open_own
from tests.browser.test_bench import chip
from tests.gateways.aws.clients import CLI, CLI_S_MAX

pytestmark = pytest.mark.browser

LINE = """async (command, args, endpoint) => {
    const { awsLine } = await import('#lab/bench/aws_line.js');
    return awsLine({ command, args }, endpoint);
}"""
HARD = "it's 5 o'clock, $HOME & \"more\""


PLAIN = {
    "AWS_ACCESS_KEY_ID": "kim", "AWS_SECRET_ACCESS_KEY": "any", "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_MAX_ATTEMPTS": "1",
}  # fmt: skip
Run = Callable[[str], str]


def in_shell(line: str, **environment: str) -> str:
    """What the line prints in a shell; it must succeed."""
    done = subprocess.run(
        line, shell=True, env=environment, capture_output=True, text=True, timeout=CLI_S_MAX, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """What the line prints, which must succeed: a shell takes it apart, the program runs in this very process."""
    for name, value in PLAIN.items():
        monkeypatch.setenv(name, value)
    program = create_clidriver()

    def carry_out(line: str) -> str:
        words = in_shell(f"aws() {{ printf '%s\\0' \"$@\"; }}\n{line}").split("\0")[:-1]
        capfd.readouterr()
        failed = program.main(words)
        told = capfd.readouterr()
        assert not failed, told.err
        return told.out

    return carry_out


def test_the_line_shown_before_a_press_makes_the_same_queue(open_page: OpenPage) -> None:
    page = open_own(open_page, wire=True)
    page.locator("[data-add=queue]").click()
    page.get_by_label("Name of the new queue").fill("returns")
    line = page.locator(".hands-line code").text_content()
    assert line
    in_shell(line, PATH=f"{CLI.parent}{os.pathsep}{os.environ['PATH']}", **PLAIN)
    expect(chip(page, "returns")).to_be_visible()


def test_every_line_for_sqs_is_carried_out_by_the_real_program(open_page: OpenPage, modules: Modules, run: Run) -> None:
    page = open_own(open_page, wire=True)
    endpoint = f"{page.url}aws"
    spare = {"QueueUrl": "spare"}
    for command, args in (
        ("create_queue", {"QueueName": "spare", "Attributes": {"VisibilityTimeout": "45", "DelaySeconds": "2"}}),
        ("set_queue_attributes", {**spare, "Attributes": {"ReceiveMessageWaitTimeSeconds": "5"}}),
        ("set_queue_attributes", {**spare, "Attributes": {"MessageRetentionPeriod": "600", "DelaySeconds": "0"}}),
        ("send_message", {**spare, "MessageBody": HARD, "DelaySeconds": 0}),
        ("create_queue", {"QueueName": "other"}),
        ("delete_queue", {"QueueUrl": "other"}),
    ):
        run(modules(LINE, f"sqs.{command}", args, endpoint))
    told = run(modules(LINE, "sqs.get_queue_attributes", {**spare, "AttributeNames": ["All"]}, endpoint))
    for name, value in (("VisibilityTimeout", 45), ("ReceiveMessageWaitTimeSeconds", 5), ("DelaySeconds", 0)):
        assert f'"{name}": "{value}"' in told
    assert "5 o'clock, $HOME" in run(modules(LINE, "sqs.receive_message", spare, endpoint))
    run(modules(LINE, "sqs.purge_queue", spare, endpoint))
    expect(chip(page, "spare")).to_be_visible()
    expect(chip(page, "other")).to_have_count(0)
    expect(page.locator("[data-id='sqs/spare']")).to_contain_text("0 waiting")


@pytest.fixture
def listener() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An address that answers every call with nothing, and what it was asked, by parameter."""
    asked: list[dict[str, str]] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            asked.append(dict(parse_qsl(body)))
            action = asked[-1]["Action"]
            answer = f"<{action}Response><{action}Result></{action}Result></{action}Response>".encode()
            self.send_response(200)
            self.send_header("content-type", "text/xml")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/rooms/ABCDEF/aws", asked
    server.shutdown()
    server.server_close()


def test_the_lines_for_sns_are_read_as_the_same_calls(
    modules: Modules, run: Run, listener: tuple[str, list[dict[str, str]]]
) -> None:
    """The room's own address speaks SQS only so far; how the program reads a line is seen here."""
    endpoint, asked = listener
    queue = {"TopicArn": ORDERS, "Protocol": "sqs", "Endpoint": "arn:aws:sqs:us-east-1:123456789012:shipping"}
    calls: list[tuple[str, dict[str, Any]]] = [
        ("subscribe", {**queue, "Attributes": {"RawMessageDelivery": "true"}}),
        ("subscribe", {"TopicArn": ORDERS, "Protocol": "http", "Endpoint": "http://shipping-1.shop.example/"}),
        ("unsubscribe", {"SubscriptionArn": f"{ORDERS}:7a"}),
        ("create_topic", {"Name": "refunds"}),
        ("delete_topic", {"TopicArn": ORDERS}),
    ]
    for command, args in calls:
        run(modules(LINE, f"sns.{command}", args, endpoint))
    for (command, args), call in zip(calls, asked, strict=True):
        assert call.pop("Action") == command.title().replace("_", "")
        assert {key: value for key, value in args.items() if key != "Attributes"}.items() <= call.items()
    assert asked[0]["Attributes.entry.1.key"] == "RawMessageDelivery"
    assert asked[0]["Attributes.entry.1.value"] == "true"


def test_what_is_no_call_to_aws_has_no_line(modules: Modules) -> None:
    assert modules(LINE, "shipping.stop", {}, "http://x/") is None
    assert modules(LINE, "network.cut", {"a": "sns", "b": "sqs"}, "http://x/") is None


def test_values_are_quoted_for_a_shell(modules: Modules) -> None:
    policy = {
        "Attributes": {"DeliveryPolicy": '{"healthyRetryPolicy": {"numRetries": 3}}'},
        "ReturnSubscriptionArn": True,
    }
    words = shlex.split(modules(LINE, "sns.subscribe", policy, "http://x/"))
    assert words[5:] == [
        "--attributes", '{"DeliveryPolicy":"{\\"healthyRetryPolicy\\": {\\"numRetries\\": 3}}"}',
        "--return-subscription-arn",
    ]  # fmt: skip

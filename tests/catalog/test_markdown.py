"""Markdown of a note: no raw HTML, buttons for what happens on the bench, ordinary links elsewhere."""

import json
import re
from html import unescape

import pytest
from django.utils.html import conditional_escape

from labs.catalog.markdown import do_link, plain, problems, render, tokens_of


def html(text: str) -> str:
    return render(tokens_of(text)).strip().removeprefix("<p>").removesuffix("</p>")


def test_a_star_that_marks_nothing_is_told_with_its_line() -> None:
    assert [line for line, _ in problems(tokens_of("a *b* c\n\n패널에서 *편집…*을 누릅니다"))] == [2]
    assert problems(tokens_of("패널에서 *편집*을 누르고 `a * b`를 봅니다")) == []


def test_html_is_text() -> None:
    assert html("<b onclick=x>a</b>") == "&lt;b onclick=x&gt;a&lt;/b&gt;"
    assert "<script" not in html("<script>alert(1)</script>")


def test_what_is_rendered_is_safe() -> None:
    assert conditional_escape(render(tokens_of("`a` & *b*"))) == "<p><code>a</code> &amp; <em>b</em></p>\n"


def test_a_thing_on_the_bench_is_a_mention() -> None:
    mention = '<button type="button" class="mention" data-mention="{}">{}</button>'
    assert html("[Shipping 1](bench:shipping/1)") == mention.format("shipping/1", "Shipping 1")
    assert html("[it](bench:sns/orders>sqs/shipping)") == mention.format("sns/orders&gt;sqs/shipping", "it")


@pytest.mark.parametrize(
    ("target", "command", "args"),
    [
        ("shipping.stop", "shipping.stop", {}),
        ("storefront.set_rate?per_second=20", "storefront.set_rate", {"per_second": 20}),
        ("shipping.attach?queue=shipping&instance=1", "shipping.attach", {"queue": "shipping", "instance": 1}),
        ("sqs.set?Attributes={%22a%22:%2260%22}", "sqs.set", {"Attributes": {"a": "60"}}),
        ("sns.unsubscribe?Arn=$subscription%20orders>x/1", "sns.unsubscribe", {"Arn": "$subscription orders>x/1"}),
        ("a.b?text=it's%20%22%26", "a.b", {"text": "it's \"&"}),
    ],
)
def test_a_command_is_a_button_with_its_arguments(target: str, command: str, args: dict) -> None:
    assert do_link(target) == (command, args)
    button = html(f"[Do it](do:{target})")
    shown = re.fullmatch(
        r'<button type="button" class="button small" data-do="([^"]*)" data-args="([^"]*)">Do it</button>', button
    )
    assert shown
    assert shown[1] == command
    assert json.loads(unescape(shown[2])) == args


def test_other_links_lead_to_pages() -> None:
    assert html("[a](https://example.com/?a=1&b)") == '<a href="https://example.com/?a=1&amp;b" rel="noopener">a</a>'
    assert html("[a](/messaging/)") == '<a href="/messaging/">a</a>'
    assert html("[a](#step-1) [b](bench:x) [c](../)").count("</a>") == 2


@pytest.mark.parametrize("target", ["javascript:x", "data:text/html,x", "JavaScript:x", "//example.com", "ftp://x"])
def test_no_link_leads_elsewhere(target: str) -> None:
    assert problems(tokens_of(f"text\n\ntext\n[a]({target})"))[0][0] == 3


def test_a_line_of_dashes_below_a_text_is_no_heading() -> None:
    assert "<h2" not in html("Text\n---\nmore")


def test_the_words_without_markup() -> None:
    assert plain(html("`a` < [b](bench:x)")) == "a < b"


def test_a_particle_stays_with_the_button_before_it() -> None:
    joined = html("[Shipping 1](bench:shipping/1)과 [멈춰](do:shipping.stop) 보세요, [orders](bench:sns/orders).")
    assert "Shipping 1</button>과</span> <button" in joined
    assert joined.count('<span class="joined">') == joined.count("</span>") == 1

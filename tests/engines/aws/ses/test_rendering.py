"""Templates: the part of Handlebars that SES's documentation uses."""

from typing import Any

import pytest

from labs.engines.aws import AwsError
from labs.engines.aws.limits import TEMPLATE_DEPTH_MAX
from labs.engines.aws.ses import rendering

DATA: dict[str, Any] = {
    "name": "Kim", "empty": [], "no": False, "n": 3, "list": ["a", "b"], "person": {"city": "Seoul"},
    "orders": [{"id": 1, "paid": True}, {"id": 2, "paid": False}], "html": "<b>", "none": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("Hi {{name}}!", "Hi Kim!"),
        ("{{ name }}{{{html}}}{{html}}", "Kim<b><b>"),
        ("{{person.city}} {{person/city}} {{list.1}}", "Seoul Seoul b"),
        ("{{n}} {{no}} {{none}}|{{list}}", '3 false |["a", "b"]'),
        ("{{#if name}}yes{{else}}no{{/if}}", "yes"),
        ("{{#if empty}}yes{{else}}no{{/if}}{{#if missing}}yes{{/if}}", "no"),
        ("{{#unless no}}yes{{/unless}}{{#unless missing}}!{{/unless}}{{#unless n}}?{{else}}n{{/unless}}", "yes!n"),
        ("{{#each list}}{{@index}}{{this}}{{#if @last}}.{{/if}} {{/each}}", "0a 1b. "),
        ("{{#each orders}}{{id}}{{#if paid}}*{{/if}}{{../name}} {{/each}}", "1*Kim 2Kim "),
        ("{{#each empty}}x{{else}}nothing{{/each}}", "nothing"),
        ("{{#each person}}{{@key}}={{.}}{{/each}}", "city=Seoul"),
        ("{{#with person}}{{city}} {{../name}}{{/with}}{{#with missing}}x{{else}}-{{/with}}", "Seoul Kim-"),
        ("a{{! a remark }}b", "ab"),
        ("{{#each orders}}{{#each ../list}}{{this}}{{../id}}{{/each}};{{/each}}", "a1b1;a2b2;"),
    ],
)
def test_a_template_is_filled_in(template: str, text: str) -> None:
    rendering.check(template)
    assert rendering.render(template, DATA) == text


@pytest.mark.parametrize(
    ("template", "name"),
    [("{{missing}}", "missing"), ("{{person.street}}", "person.street"), ("{{#each orders}}{{x}}{{/each}}", "x")],
)
def test_what_the_data_lacks_is_named(template: str, name: str) -> None:
    with pytest.raises(AwsError) as refused:
        rendering.render(template, DATA)
    assert refused.value.message == f"Attribute '{name}' is not present in the rendering data."
    assert refused.value.data["query_code"] == "MissingRenderingAttribute"


@pytest.mark.parametrize(
    "template",
    [
        "{{#if a}}", "{{/if}}", "{{#if a}}{{/each}}", "{{else}}", "{{> partial}}", "{{#* inline 'x'}}{{/inline}}",
        "{{helper a b}}", "{{#each list as |x|}}{{/each}}", "{{}}", "{{a b}}", "{{#if}}{{/if}}",
        "{{#if a}}" * (TEMPLATE_DEPTH_MAX + 1) + "{{/if}}" * (TEMPLATE_DEPTH_MAX + 1),
    ],
)  # fmt: skip
def test_what_is_not_simulated_is_refused_when_a_template_is_made(template: str) -> None:
    with pytest.raises(AwsError) as refused:
        rendering.check(template)
    assert refused.value.data["query_code"] == "InvalidTemplate"


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "[" * 100_000])
def test_data_is_a_json_object(text: str) -> None:
    with pytest.raises(AwsError) as refused:
        rendering.read_data(text)
    assert refused.value.data["query_code"] == "InvalidRenderingParameter"


@pytest.mark.parametrize("inside", ["x" * 100, ""])
def test_a_template_cannot_grow_beyond_measure_nor_loop_forever(inside: str) -> None:
    opened = "{{#each a}}{{#each ../a}}{{#each ../../a}}{{#each ../../../a}}"
    with pytest.raises(AwsError) as refused:
        rendering.render(opened + inside + "{{/each}}" * 4, {"a": [*range(1_000)]})
    assert "longer than" in refused.value.message


@pytest.mark.parametrize("text", ["{{" * 250_000, "{{{" * 150_000 + "a", "{{a" * 150_000, "{{" + " " * 500_000])
def test_a_long_template_without_an_end_is_text(text: str) -> None:
    assert rendering.render(text, {}) == text

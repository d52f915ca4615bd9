"""What viewers send, and what is refused of it."""

import pytest

from labs.rooms.limits import MESSAGE_BYTES_MAX
from labs.rooms.messages import BadMessage, Hello, Seen, Wish, parse, parse_poll


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ('{"resume": null, "lens": "stage"}', Hello("stage", None)),
        ('{"resume": null}', Hello("scene", None)),
        ('{"resume": ["e1", 17], "lens": "phone"}', Hello("phone", ("e1", 17))),
        ('{"seen": 5}', Seen(5)),
        ('{"key": "k", "command": "tally.add", "args": {"n": 2}}', Wish("k", "tally.add", {"n": 2})),
        (b'{"key": "k", "command": "room.play", "args": {}}', Wish("k", "room.play", {})),
    ],
)
def test_what_is_right_is_understood(text: str | bytes, parsed: object) -> None:
    assert parse(text) == parsed


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "null",
        "[]",
        "17",
        '"resume"',
        "{}",
        '{"resume": 5}',
        '{"resume": ["e1"]}',
        '{"resume": ["e1", "2"]}',
        '{"resume": ["e1", true]}',
        '{"resume": [1, 2]}',
        '{"resume": null, "lens": "wide"}',
        '{"resume": null, "lens": ["scene"]}',
        '{"seen": "5"}',
        '{"seen": 1.5}',
        '{"seen": true}',
        '{"seen": null}',
        '{"key": "", "command": "a.b", "args": {}}',
        '{"key": 5, "command": "a.b", "args": {}}',
        '{"command": "a.b", "args": {}}',
        b"\xff\xfe",
        '{"key": "\\ud800"}',
        "[" * 10_000,
    ],
)
def test_what_has_no_sense_is_malformed(text: str | bytes | None) -> None:
    with pytest.raises(BadMessage) as refused:
        parse(text)
    assert (refused.value.code, refused.value.key) == ("malformed", None)


@pytest.mark.parametrize(
    "text",
    [
        '{"key": "k"}',
        '{"key": "k", "command": "a.b"}',
        '{"key": "k", "command": 5, "args": {}}',
        '{"key": "k", "command": "a.b", "args": []}',
        '{"key": "k", "command": "a.b", "args": null}',
        '{"key": "k", "command": "%s", "args": {}}' % ("x" * 81),
        '{"key": "k", "command": "a.\\u0000", "args": {}}',
    ],
)
def test_a_malformed_command_is_refused_under_its_own_key(text: str) -> None:
    with pytest.raises(BadMessage) as refused:
        parse(text)
    assert (refused.value.code, refused.value.key) == ("malformed", "k")


def test_a_key_that_is_too_long_is_refused_under_its_beginning() -> None:
    with pytest.raises(BadMessage) as refused:
        parse('{"key": "%s", "command": "a.b", "args": {}}' % ("k" * 65))
    assert (refused.value.code, refused.value.key) == ("malformed", "k" * 64)


def test_a_key_that_a_database_cannot_hold_is_malformed() -> None:
    with pytest.raises(BadMessage, match="malformed"):
        parse('{"key": "a\\u0000b", "command": "a.b", "args": {}}')


@pytest.mark.parametrize("letter", ["x", "가"])
def test_a_message_is_measured_in_bytes(letter: str) -> None:
    around = '{"key": "k", "command": "a.b", "args": {"x": ""}}'
    most = (MESSAGE_BYTES_MAX - len(around)) // len(letter.encode())
    assert isinstance(parse(around.replace('""', f'"{letter * most}"')), Wish)
    with pytest.raises(BadMessage, match="too_large"):
        parse(around.replace('""', f'"{letter * (most + 3)}"'))


@pytest.mark.parametrize(
    ("resume", "lens", "parsed"),
    [("", "scene", Hello("scene", None)), ("e1,17", "phone", Hello("phone", ("e1", 17)))],
)
def test_a_poll_asks_the_same_as_a_hello(resume: str, lens: str, parsed: Hello) -> None:
    assert parse_poll(resume, lens) == parsed


@pytest.mark.parametrize(
    ("resume", "lens"),
    [
        ("e1", "scene"),
        ("e1,", "scene"),
        ("e1,-1", "scene"),
        ("e1,1.5", "scene"),
        (f"e1,{'9' * 16}", "scene"),
        ("e1,²", "scene"),
        ("", "wide"),
    ],
)
def test_a_poll_without_sense_is_malformed(resume: str, lens: str) -> None:
    with pytest.raises(BadMessage, match="malformed"):
        parse_poll(resume, lens)

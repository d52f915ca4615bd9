"""Files of manifests: which format, how large, in which characters."""

import pytest

from labs.gateways.kube.manifest_text import TextError, read_documents

BYTES_MAX = 1_000


def refusal(content: bytes) -> str:
    with pytest.raises(TextError) as refused:
        read_documents(content, BYTES_MAX)
    return str(refused.value)


@pytest.mark.parametrize(
    "content", [b'{"kind": "Pod"}', b"kind: Pod", b"---\n{kind: Pod}\n", b'\xef\xbb\xbf\n {"kind": "Pod"}']
)
def test_json_and_yaml_are_told_apart(content: bytes) -> None:
    assert read_documents(content, BYTES_MAX) == [{"kind": "Pod"}]


def test_a_text_has_a_limit() -> None:
    assert read_documents(b"a: 1".ljust(BYTES_MAX), BYTES_MAX) == [{"a": 1}]
    assert refusal(b"a: 1".ljust(BYTES_MAX + 1)) == "larger than 1,000 bytes"


def test_a_text_is_utf_8() -> None:
    assert refusal(b"a: 1\nb: \xff") == "line 2: not UTF-8"


@pytest.mark.parametrize("content", [b"", b" \n\t\n"])
def test_nothing_is_told(content: bytes) -> None:
    assert refusal(content) == "empty: there is no manifest in it"

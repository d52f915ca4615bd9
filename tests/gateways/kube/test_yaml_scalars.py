"""What a word means: as in kubectl, which reads YAML 1.1."""

import pytest

from labs.gateways.kube.yaml_text import yaml_documents

MEANT = {
    "1": 1,
    "-3": -3,
    "+4": 4,
    "1_000": 1_000,
    "017": 15,
    "0o17": 15,
    "0x1F": 31,
    "0b11": 3,
    "08": 8.0,
    "0.5": 0.5,
    ".5": 0.5,
    "1e3": 1_000.0,
    "500m": "500m",
    "1:30": "1:30",
    ".inf": ".inf",
    "1e999": "1e999",
    "2026-01-01": "2026-01-01",
    "2026-01-01T00:00:00Z": "2026-01-01T00:00:00Z",
    "yes": True,
    "On": True,
    "no": False,
    "OFF": False,
    "~": None,
    "": None,
    "null": None,
    "web": "web",
    "'1'": "1",
    '"yes"': "yes",
    "!!str 1": "1",
    "!!int 1": 1,
    "! 1": "1",
    "|-\n  1": "1",
    "=": "=",
    "-": [None],
}


@pytest.mark.parametrize(("written", "meant"), MEANT.items())
def test_a_word_means_what_it_means_to_kubectl(written: str, meant: object) -> None:
    [value] = yaml_documents(f"a: {written}" if written != "-" else "a:\n- ")
    assert value == {"a": meant}
    assert isinstance(value, dict)
    assert type(value["a"]) is type(meant)


def test_a_number_of_thousands_of_digits_is_a_text() -> None:
    assert yaml_documents("9" * 5_000) == ["9" * 5_000]


@pytest.mark.parametrize(
    ("written", "key"), [("1", "1"), ("true", "true"), ("No", "false"), ("'~'", "~"), ("1.5", "1.5")]
)
def test_a_key_is_a_text(written: str, key: str) -> None:
    assert yaml_documents(f"{written}: x") == [{key: "x"}]

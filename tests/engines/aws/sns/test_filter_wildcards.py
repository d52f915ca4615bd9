"""Stars in filter policies."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.engines.aws.sns.filter_wildcards import matches_wildcard, read_wildcard


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [("a*b", ("a", "b")), ("*", ("", "")), ("", ("",)), (r"a\*b", ("a*b",)), (r"\\*", ("\\", "")), (r"\**", ("*", ""))],
)
def test_a_pattern_is_cut_at_its_stars(pattern: str, parts: tuple[str, ...]) -> None:
    assert read_wildcard(pattern) == parts


@pytest.mark.parametrize("pattern", ["**", "a**", r"\a", "a\\"])
def test_what_is_no_pattern(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"at pos \d+"):
        read_wildcard(pattern)


@given(st.lists(st.text("ab", max_size=3), min_size=1, max_size=5), st.text("ab", max_size=12))
def test_a_pattern_matches_what_the_like_expression_matches(parts: list[str], text: str) -> None:
    pattern = re.sub(r"\*+", "*", "*".join(parts))
    expression = ".*".join(re.escape(part) for part in pattern.split("*"))
    assert matches_wildcard(text, pattern) == bool(re.fullmatch(expression, text))

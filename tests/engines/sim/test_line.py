"""Lines: no more than six."""

from labs.engines.sim import LINES_MAX, Line, shorten


def test_of_a_long_chain_the_nearest_reasons_and_the_last_one_stay() -> None:
    chain = [Line(f"line {number}") for number in range(9)]
    assert [line.code for line in shorten(chain)] == ["line 0", "line 1", "line 2", "line 3", "line 4", "line 8"]
    assert shorten(chain[:LINES_MAX]) == chain[:LINES_MAX]


def test_a_line_is_told_with_all_its_fields() -> None:
    told = {"line": "cut", "at_us": 5, "event": 3, "command": None, "values": {"a": "sns"}}
    assert Line("cut", 5, 3, None, {"a": "sns"}).as_dict() == told

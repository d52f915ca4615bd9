"""Numbers that actions take."""

import pytest

from labs.engines.aws import AwsError
from labs.engines.aws.sqs.ranges import RANGES, fits, in_range


@pytest.mark.parametrize("parameter", list(RANGES))
def test_both_ends_of_a_range_are_in_it_and_what_is_beyond_is_refused(parameter: str) -> None:
    least, most, reason = RANGES[parameter]
    assert [in_range(parameter, value) for value in (least, most, None)] == [least, most, None]
    for value in (least - 1, most + 1):
        assert not fits(parameter, value)
        with pytest.raises(AwsError, match=f"Value {value} for parameter {parameter}") as refused:
            in_range(parameter, value)
        assert refused.value.message.endswith(reason)

"""The short name of a template."""

from labs.engines.kube.workloads.template_hash import LETTERS, template_hash


def test_it_is_short_stable_and_in_the_letters_of_names() -> None:
    one = template_hash({"a": 1, "b": [2]})
    assert one == template_hash({"b": [2], "a": 1})
    assert set(one) <= set(LETTERS)
    assert 1 <= len(one) <= 10


def test_another_template_or_a_collision_gives_another() -> None:
    names = {template_hash({"a": 1}), template_hash({"a": 2}), template_hash({"a": 1}, 1), template_hash({"a": 1}, 2)}
    assert len(names) == 4


def test_the_hash_function_is_fnv_1a() -> None:
    value = 0x811C9DC5
    for byte in b"{}":
        value = (value ^ byte) * 16777619 % 2**32
    assert template_hash({}) == "".join("bcdfghjklmnpqrstvwxz2456789"[(ord(digit)) % 27] for digit in str(value))

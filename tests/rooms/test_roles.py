"""Who may do what."""

from labs.rooms import roles


def test_the_owner_steers() -> None:
    assert roles.may(roles.OWNER, "shipping.stop")
    assert roles.may(roles.OWNER, "room.pause")


def test_not_even_the_owner_ends_the_wait_of_another() -> None:
    assert not roles.may(roles.OWNER, "tickets.abandon")


def test_a_watcher_may_do_nothing() -> None:
    assert not roles.may(roles.WATCHER, "shipping.stop")
    assert not roles.may(roles.WATCHER, "room.pause")


def test_somebody_without_a_role_may_do_nothing() -> None:
    assert not roles.may("", "room.pause")

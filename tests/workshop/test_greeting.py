"""What the person who starts the site reads."""

import pytest
from pytest_django import Settings

from workshop.management.commands import serve


def test_the_phones_get_the_address_of_this_machine_on_its_network(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "lan_addresses", lambda: ["192.0.2.7"])
    settings.ALLOWED_HOSTS = ["localhost", "192.0.2.7"]
    said = serve.greeting("http://localhost:8001", "0.0.0.0")
    assert "http://localhost:8001/" in said
    assert "http://192.0.2.7:8001/" in said
    assert "Ctrl-C" in said
    assert "192.0.2.7" not in serve.greeting("http://localhost:8001", "127.0.0.1")
    settings.ALLOWED_HOSTS = ["localhost"]
    assert "192.0.2.7" not in serve.greeting("http://localhost:8001", "0.0.0.0")


def test_an_address_is_one_that_a_browser_takes() -> None:
    assert serve.address_of("0.0.0.0", 8000) == "http://localhost:8000"
    assert serve.address_of("::", 8000) == "http://localhost:8000"
    assert serve.address_of("::1", 8000) == "http://[::1]:8000"
    assert serve.address_of("192.0.2.7", 8001) == "http://192.0.2.7:8001"

"""`manage.py serve`: up quickly, says where, refuses a taken port, stops at once."""

import http.client
import json
import time
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.site import Site, serve
from tests.workshop.conftest import StartSite

START_S_MAX = 5
STOP_S_MAX = 2
TRIES_MOST = 6
STUBBORN = "tests.workshop.stubborn"
MESSAGE_TOO_BIG = 1009


def send_and_wait(socket: ClientConnection, message: str) -> None:
    socket.send(message)
    socket.recv()


def test_the_site_says_its_address_and_leaves_it_for_other_commands(site: Site) -> None:
    assert site.greeting[0] == "Workshop is running."
    assert site.port > 0
    assert f"http://localhost:{site.port}/" in site.greeting[1]
    assert (site.var / "address").read_text() == f"http://localhost:{site.port}\n"


def test_a_taken_port_is_one_line_that_says_what_to_do(site: Site, tmp_path: Path) -> None:
    second = serve(tmp_path, site.port)
    said, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert said.splitlines() == [
        f"CommandError: Port {site.port} is taken. Take another: WORKSHOP_PORT={site.port + 1} make run"
    ]
    assert list(tmp_path.iterdir()) == []
    assert site.get("/healthz").status == 200


def test_a_second_start_is_up_in_under_five_seconds_and_stopping_takes_under_two(
    tmp_path: Path, start_site: StartSite
) -> None:
    start_site(tmp_path).stop()
    starts_s: list[float] = []
    stops_s: list[float] = []
    while len(stops_s) < TRIES_MOST and (not stops_s or min(starts_s) > START_S_MAX or min(stops_s) > STOP_S_MAX):
        began = time.monotonic()
        again = start_site(tmp_path)
        assert again.get("/healthz").status == 200
        starts_s.append(time.monotonic() - began)
        began = time.monotonic()
        assert again.stop() == 0
        stops_s.append(time.monotonic() - began)
        assert not (tmp_path / "address").exists()
    assert min(starts_s) < START_S_MAX
    assert min(stops_s) < STOP_S_MAX


def test_an_application_that_will_not_end_does_not_hold_the_stop(tmp_path: Path, start_site: StartSite) -> None:
    site = start_site(tmp_path, DJANGO_SETTINGS_MODULE=STUBBORN)
    waiting = http.client.HTTPConnection("127.0.0.1", site.port)
    waiting.request("GET", "/")
    assert waiting.getresponse().read(5) == b"begun"
    began = time.monotonic()
    assert site.stop() == 0
    waiting.close()
    assert time.monotonic() - began < STOP_S_MAX


def test_a_message_of_a_megabyte_closes_its_own_socket_and_no_other(tmp_path: Path, start_site: StartSite) -> None:
    site = start_site(tmp_path, DJANGO_SETTINGS_MODULE=STUBBORN)
    live = f"ws://127.0.0.1:{site.port}/"
    with connect(live) as loud, connect(live) as quiet:
        with pytest.raises(ConnectionClosed):
            send_and_wait(loud, "x" * 1_000_000)
        assert loud.close_code == MESSAGE_TOO_BIG
        assert quiet.ping().wait(timeout=5)


def test_phones_are_told_the_address_only_where_it_would_be_answered(
    site: Site, tmp_path: Path, start_site: StartSite
) -> None:
    assert not [line for line in site.greeting if "phones" in line]
    open_to_all = start_site(tmp_path, WORKSHOP_HOST="0.0.0.0", WORKSHOP_ALLOWED_HOSTS="localhost")
    assert not [line for line in open_to_all.greeting if "phones" in line]


def test_a_clean_stop_loses_no_moment_of_a_room(tmp_path: Path, start_site: StartSite) -> None:
    running = start_site(tmp_path)
    live_url = running.open_room("shop")["live_url"]
    last_ms = seen_ms(live_url, frames=8)
    running.stop()
    running.start()
    assert seen_ms(live_url, frames=1) >= last_ms


def seen_ms(live_url: str, frames: int) -> int:
    """Where the room's clock stands in the last of so many frames."""
    with connect(live_url) as socket:
        socket.send('{"resume": null, "lens": "scene"}')
        told = [json.loads(socket.recv()) for _ in range(frames + 1)]
    return max(frame["now_ms"] for frame in told if "now_ms" in frame)

"""What the site takes in has a limit."""

import http.client
import socket
from urllib.parse import urlsplit

from tests.site import Site


def connection_to(site: Site) -> tuple[str, int]:
    address = urlsplit(site.address)
    return address.hostname or "", address.port or 80


def test_a_body_beyond_all_measure_is_refused_before_it_has_come(site: Site) -> None:
    with socket.create_connection(connection_to(site), timeout=10) as connection:
        connection.sendall(b"POST /rooms/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 67108865\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_body_beyond_the_limit_is_refused_when_all_of_it_has_come(site: Site) -> None:
    client = http.client.HTTPConnection(*connection_to(site), timeout=10)
    chunks = [b"x" * 1_048_576] * 6 + [b"x"]
    try:
        client.request("POST", "/rooms/", iter(chunks), encode_chunked=True, headers={"Transfer-Encoding": "chunked"})
        response = client.getresponse()
        assert (response.status, b"6291456" in response.read()) == (413, True)
        client.request("POST", "/rooms/", b"x" * 8_388_608)
        assert client.getresponse().status == 413
    finally:
        client.close()


def test_who_stops_writing_after_a_request_is_answered(site: Site) -> None:
    request = b"GET /rooms/ZZZZZZ/aws HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(connection_to(site), timeout=10) as connection:
        connection.sendall(request * 2)
        connection.shutdown(socket.SHUT_WR)
        answers = b"".join(iter(lambda: connection.recv(65_536), b""))
    assert answers.count(b"<ErrorResponse>") == 2


def test_who_stops_writing_within_a_request_is_not_waited_for(site: Site) -> None:
    with socket.create_connection(connection_to(site), timeout=2) as connection:
        connection.sendall(b"POST /rooms/ZZZZZZ/aws HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhal")
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100) == b""


def test_a_socket_where_there_is_none_is_refused(site: Site) -> None:
    upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    request = f"GET /rooms/ZZZZZZ/aws HTTP/1.1\r\nHost: localhost\r\n{upgrade}Sec-WebSocket-Key: {'A' * 22}==\r\n\r\n"
    with socket.create_connection(connection_to(site), timeout=10) as connection:
        connection.sendall(request.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 403 ")


def test_a_body_within_the_limit_arrives(site: Site) -> None:
    client = http.client.HTTPConnection(*connection_to(site), timeout=10)
    client.request("POST", "/rooms/ZZZZZZ/aws", b"x" * 6_291_456)
    assert b"<ErrorResponse>" in client.getresponse().read()  # the gateway has seen it
    client.close()


def test_five_megabytes_of_manifests_come_to_the_explainer(site: Site) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
    body = head + b"#" * 5_242_880 + b"\r\n--b--\r\n"
    client = http.client.HTTPConnection(*connection_to(site), timeout=10)
    client.request("POST", "/kubernetes/explain/", body, {"Content-Type": "multipart/form-data; boundary=b"})
    assert client.getresponse().status == 403  # without the page's token, and not for its size
    client.close()

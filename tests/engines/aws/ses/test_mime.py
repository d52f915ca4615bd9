"""Reading and writing mails as MIME."""

import random

import pytest

from labs.engines.aws import AwsError
from labs.engines.aws.ses import mime
from labs.engines.aws.ses.drafts import draft

RAW = (
    b'From: Shop <shop@example.com>\r\nTo: a@b.kr,\r\n "Lee, Kim" <kim@b.kr>\r\nCc: c@b.kr\r\n'
    b"Subject: =?UTF-8?B?7KO866y4?= 1\r\nX-SES-CONFIGURATION-SET: all\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="m"\r\n\r\n--m\r\n'
    b'Content-Type: multipart/alternative; boundary="a"\r\n\r\n--a\r\n'
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n7JWI64WV\r\n--a\r\n"
    b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<b>=EC=95=88</b>\r\n"
    b"--a--\r\n--m\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\naGk=\r\n--m--\r\n"
)


def test_a_raw_mail_says_who_what_and_to_whom() -> None:
    read = mime.read(RAW)
    assert read["from"] == "Shop <shop@example.com>"
    assert (read["to"], read["cc"], read["bcc"]) == (["a@b.kr", '"Lee, Kim" <kim@b.kr>'], ["c@b.kr"], [])
    assert read["subject"] == "주문 1"
    assert (read["text"].strip(), read["html"].strip()) == ("안녕", "<b>안</b>")
    assert read["attachments"] == [b"hi"]
    assert ["X-SES-CONFIGURATION-SET", "all"] in read["headers"]


def test_whatever_is_no_mime_is_read_all_the_same() -> None:
    choose = random.Random(1)
    for _ in range(300):
        data = bytearray(RAW)
        for _ in range(choose.randrange(1, 60)):
            at = choose.randrange(len(data))
            data[at : at + choose.randrange(3)] = choose.randbytes(choose.randrange(4))
        read = mime.read(bytes(data))
        assert all(isinstance(value, str) for _, value in read["headers"])
        assert isinstance(read["subject"], str)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0", b"\xff\xfe", b"Subject: =?nonsense?B?////?=\n\nx", b"Subject: =?UTF-8?B?A?=\n\nx",
        b"Content-Type: text/plain; charset=nonsense\n\n\xff", b"To: \xec\x95\x88\n\nx",
        b"Content-Transfer-Encoding: base64\n\n!!!", b"Content-Type: multipart/mixed\n\nx",
    ],
)  # fmt: skip
def test_broken_mails_are_read_too(data: bytes) -> None:
    assert mime.read(data)["attachments"] == []


def nested(levels: int) -> bytes:
    heads = (b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(levels))
    return b"".join(heads) + b"\nx"


@pytest.mark.parametrize(
    "data",
    [
        nested(20_000), b"Content-Type: message/rfc822\n\n" * 30_000, b"a: b\n" * 200_000 + b"\nx",
        b"a: b\r" * 200_000, b"Content-Type: multipart/mixed; boundary=m\n\n" + b"--m\n\n" * 200_000,
    ],
    ids=["nested", "forwarded", "headers", "old-headers", "parts"],
)  # fmt: skip
def test_what_would_take_the_parser_long_is_refused(data: bytes) -> None:
    with pytest.raises(AwsError) as refused:
        mime.read(data)
    assert refused.value.message == "The message has too many MIME parts or headers."


def test_a_long_header_is_cut() -> None:
    read = mime.read(b"Subject: " + b"=?a?q?" * 150_000 + b"\n\nx")
    assert len(read["subject"]) <= mime.HEADER_MAX_CHARACTERS
    assert read["text"].strip() == "x"


def test_a_mail_of_two_bodies_has_two_parts() -> None:
    given = draft("SendEmail", "shop@example.com", to=["a@b.kr"], subject="S", text="T", html="<i>H</i>")
    headers = {row[0]: row[1] for row in mime.headers(given, "1")}
    assert headers["Content-Type"] == 'multipart/alternative;  boundary="----=_Part_1"'
    written = mime.write(given, "Thu, 01 Jan 2026 00:00:00 +0000", "1")
    read = mime.read(written.encode())
    assert (read["subject"], read["text"].strip(), read["html"].strip()) == ("S", "T", "<i>H</i>")


@pytest.mark.parametrize(("body", "kind"), [("text", "text/plain"), ("html", "text/html")])
def test_a_mail_of_one_body_has_its_type(body: str, kind: str) -> None:
    given = draft("SendEmail", "shop@example.com", reply_to=["r@b.kr"], cc=["c@b.kr"], subject="S", **{body: "x"})
    rows = mime.headers(given, "1")
    assert ["Content-Type", f"{kind}; charset=UTF-8"] in rows
    assert ["Content-Transfer-Encoding", "7bit"] in rows
    assert [name for name, _ in rows][:4] == ["From", "Reply-To", "Cc", "Subject"]
    assert mime.read(mime.write(given, "x", "1").encode())[body].strip() == "x"


@pytest.mark.parametrize(
    ("iso", "epoch_ms", "written"),
    [
        ("1970-01-01T00:00:00.000Z", 0, "Thu, 01 Jan 1970 00:00:00 +0000"),
        ("2026-11-23T02:15:45.123Z", 1_795_400_145_123, "Mon, 23 Nov 2026 02:15:45 +0000"),
    ],
)
def test_a_date_is_written_as_mails_write_it(iso: str, epoch_ms: int, written: str) -> None:
    assert mime.date(iso, epoch_ms) == written

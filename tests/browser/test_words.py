"""Words of the browser: Korean particles, times, sentences."""

import unicodedata

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

PARTICLE = "async (text, pair) => (await import('#lab/room/particles.js')).particle(text, pair)"


@pytest.mark.parametrize(
    ("text", "pair", "expected"),
    [
        ("큐", "은/는", "는"),
        ("토픽", "은/는", "은"),
        ("서울", "으로/로", "로"),
        ("부산", "으로/로", "으로"),
        ("대구", "으로/로", "로"),
        ("Shipping", "이/가", "이"),
        ("Accounting", "을/를", "을"),
        ("StoreFront", "은/는", "는"),
        ("orders", "이/가", "가"),
        ("topic", "이/가", "이"),
        ("kim", "이/가", "이"),
        ("queue", "을/를", "를"),
        ("SQS", "은/는", "는"),
        ("SQL", "은/는", "은"),
        ("SQL", "으로/로", "로"),
        ("role", "으로/로", "로"),
        ("Shipping 1", "이/가", "이"),
        ("Shipping 2", "이/가", "가"),
        ("Shipping 3", "이/가", "이"),
        ("Shipping 8", "으로/로", "로"),
        ("6", "으로/로", "으로"),
        ("10", "을/를", "을"),
        ("100", "과/와", "과"),
        ("(큐)", "은/는", "는"),
        ("‘토픽’", "을/를", "을"),
        ("큐(SQL)", "은/는", "는"),
        ("주문 7 (Shipping)", "이/가", "이"),
        ("(Shipping)", "을/를", "을"),
        ("[orders]", "과/와", "와"),
        ("“Accounting”", "으로/로", "으로"),
        ('"boto3"', "은/는", "는"),
        ("‘서울’", "으로/로", "로"),
        (unicodedata.normalize("NFD", "토픽"), "은/는", "은"),  # decomposed, as a Mac writes it
        ("", "은/는", "는"),
    ],
)
def test_the_particle_follows_how_the_word_is_read(modules: Modules, text: str, pair: str, expected: str) -> None:
    assert modules(PARTICLE, text, pair) == expected


PAIRS = ["은/는", "이/가", "을/를", "과/와", "으로/로"]
OPEN, CLOSED, RIEUL = ["는", "가", "를", "와", "로"], ["은", "이", "을", "과", "으로"], ["은", "이", "을", "과", "로"]


def words(text: str) -> list[str]:
    """The words of a text; an underscore stands for a space within one."""
    return [word.replace("_", " ") for word in text.split()]


READ_OPEN = words("""
    2 4 5 9 12 24 45 99 1,002 0.4 1.5 43.2 -2 주문_2 order_9 orders-4 shipping-2 p95 p99
    S3 EC2 boto3 Boto3 k8s IPv4 IPv6 HTTP/2 Shipping_2
    A B C D E F G H I J K O P Q S T U V W X Y Z a b e s t
    SQS SNS HTTP HTTPS AWS DLQ FIFO API DNS CPU CORS HTTPD SQSAPI PodIP planB VMs URLs
    3% 3_% 99.9% 10% 3× 10× 20°C 3s 10s 10_s 1ms 100_ms 250us 3µs 1초 10밀리초 10배
    orders queue sqs worker order Order StoreFront inventory payment Deployment Pod node Node etcd kube-proxy
    lambda Lambda Redis Docker Kubernetes cache batch GitHub hub check bit test event client task cloud lee choi
    REDIS ASCII 큐 워커 1개 서버
""")
READ_CLOSED = words("""
    0 3 6 10 13 16 20 30 100 200 1000 1,000 10,000 100000 100,000,000 1,003 0.0 0.3 5.0 2.6 -10 00:43
    주문_3 order_10 orders-3 worker-6 p50 T1 t7 m9 Shipping_10 Accounting_3
    M N m n ARN VM CDN JSON OOM userVM 5min 5_min 2h 3번 3_번 10건 7건 7분 2시간
    Shipping Accounting SHIPPING Billing shipping topic bucket packet Socket ReplicaSet Python cron Notification
    line time name volume zone one app map step stop Web job lock stack book hook timeout fan-out group backup
    kim jung park han Bob 토픽 응답
""")
READ_RIEUL = words("""
    1 7 8 11 17 28 101 1,007 0.1 0.7 3.8 주문_7 order_7 orders-7 worker-1 p98 Shipping_1 UTF-8
    L R l r SQL URL HTML YAML ETL ACL
    model email pool label curl role file table rule MySQL single SCHEDULE 서울 메일 1월 인스턴스들
""")


@pytest.mark.parametrize(("names", "particles"), [(READ_OPEN, OPEN), (READ_CLOSED, CLOSED), (READ_RIEUL, RIEUL)])
def test_all_five_particles_fit_digits_letters_units_and_names(
    modules: Modules, names: list[str], particles: list[str]
) -> None:
    each = "(names, pairs) => Promise.all(names.map((name) => Promise.all(pairs.map((pair) => one(name, pair)))))"
    written = modules(
        f"async (names, pairs) => {{ const one = {PARTICLE}; return await ({each})(names, pairs); }}", names, PAIRS
    )
    assert {name: one for name, one in zip(names, written, strict=True) if one != particles} == {}


def test_a_sentence_gets_its_values_before_its_particles(modules: Modules) -> None:
    say = "async (sentence, values) => (await import('#lab/room/words.js')).say(sentence, values)"
    assert (
        modules(say, "{name}{이/가} {place}{으로/로} 갑니다", {"name": "주문", "place": "SQS"}) == "주문이 SQS로 갑니다"
    )


@pytest.mark.parametrize(
    ("ms", "expected"),
    [(400, "0.4초"), (17_900, "17초"), (125_000, "2분 5초"), (3_720_000, "1시간 2분"), (-5, "0.0초")],
)
def test_durations_are_told_in_the_unit_that_says_enough(modules: Modules, ms: int, expected: str) -> None:
    assert modules("async (ms) => (await import('#lab/room/words.js')).duration(ms)", ms) == expected


@pytest.mark.parametrize(("ms", "expected"), [(43_290, "00:43.2"), (0, "00:00.0"), (3_723_400, "1:02:03.4")])
def test_the_clock_shows_tenths_of_seconds(modules: Modules, ms: int, expected: str) -> None:
    assert modules("async (ms) => (await import('#lab/room/words.js')).clockFace(ms)", ms) == expected


def test_every_refusal_code_of_the_protocol_has_a_sentence(modules: Modules) -> None:
    codes = "malformed too_large too_fast unknown_command bad_arguments not_yours unknown_room room_broken busy limit"
    sentences = modules(
        "async (codes) => { const { refusalSentence } = await import('#lab/room/refusals.js');"
        " return codes.map((code) => refusalSentence({ code })); }",
        codes.split(),
    )
    assert [sentence for sentence in sentences if "거절됨" in sentence] == []
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize(
    ("waiting", "said"),
    [
        (
            7,
            "큐에 든 메시지는 19건으로 ‘큐에 있음’보다 12건 많습니다."
            " 복사본은 한 번만 세고, 처리된 것도 삭제될 때까지 남습니다.",
        ),
        (19, ""),
        (38, "큐에 든 메시지는 19건이고, 여러 서비스가 받을 것은 서비스마다 셉니다."),
    ],
)
def test_it_is_said_why_the_queues_hold_more_or_less_than_is_counted(modules: Modules, waiting: int, said: str) -> None:
    queues = [{"visible": 10, "hidden": 4, "delayed": 0}, {"visible": 2, "hidden": 2, "delayed": 1}]
    sentence = """async (ledger, queues) =>
        (await import('#lab/room/queue_words.js')).copiesSentence(ledger, queues)"""
    assert modules(sentence, {"waiting": waiting}, queues) == said

"""Charts: round numbers on the axes, what was broken, lines from recorded series, the drawing."""

from typing import Any

import pytest

from tests.browser.fixtures import Modules

pytestmark = pytest.mark.browser

AXIS = "async (name, ...values) => (await import('#lab/draw/axis.js'))[name](...values)"
BANDS = "async (commands) => (await import('#lab/room/fault_bands.js')).faultBands(commands)"
LAY = """async (bands, most) => {
    const { layBands, lanesOf } = await import('#lab/draw/bands.js');
    const place = { xOf: (ms) => ms, endMs: most, least: 0, most, textWidth: (text) => text.length * 7 };
    const placed = layBands(bands, place);
    return { lanes: lanesOf(placed), placed };
}"""
CHARTS = "async (history) => (await import('#lab/room/chart_lines.js')).chartsOf(history)"
DRAW = """async (picture, width) => {
    const { drawChart } = await import('#lab/draw/chart.js');
    const drawing = drawChart(picture, { width, height: 160 });
    drawing.showPlayhead(5000);
    const all = (selector) => [...drawing.element.querySelectorAll(selector)];
    const texts = (selector) => all(selector).map((one) => one.textContent);
    return {
        paths: all('.line').map((one) => one.getAttribute('d')), seconds: all('.line.second').length,
        labels: texts('.end-label'), ticks: texts('.tick'), bands: all('.band').length, words: texts('.band-label'),
        marks: texts('.mark-label'), hidden: drawing.element.getAttribute('aria-hidden'),
        playhead: all('.playhead')[0].getAttribute('transform'), reading: all('.reading')[0].getAttribute('display'),
        moments: [drawing.momentAt(-50), drawing.momentAt(width * 2)],
    };
}"""


def command(at_s: float, name: str, **args: Any) -> dict[str, Any]:
    return {"number": 1, "at_us": int(at_s * 1_000_000), "name": name, "args": args, "by": ""}


def spans(bands: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(one["kind"], one["about"], one["instance"], one["fromMs"], one["toMs"]) for one in bands]


@pytest.mark.parametrize(
    ("most", "least", "ticks"),
    [
        (0, 1, [0, 1, 2]),
        (1, 1, [0, 1, 2]),
        (7, 1, [0, 5, 10]),
        (84, 1, [0, 50, 100]),
        (126, 1, [0, 50, 100, 150]),
        (318, 1, [0, 200, 400]),
        (0.25, 0.1, [0, 0.1, 0.2, 0.3]),
        (100_000, 1, [0, 50_000, 100_000]),
    ],
)
def test_a_value_axis_has_three_or_four_round_numbers(
    modules: Modules, most: float, least: float, ticks: list[float]
) -> None:
    assert modules(AXIS, "valueTicks", most, least) == ticks


def test_whatever_the_largest_value_the_axis_reaches_it_in_two_or_three_steps(modules: Modules) -> None:
    found = modules(
        "async () => { const { valueTicks } = await import('#lab/draw/axis.js');"
        " return Array.from({ length: 3000 }, (_none, at) => [at * 1.7, valueTicks(at * 1.7, 0.1)]); }"
    )
    assert [most for most, ticks in found if ticks[-1] < most - 1e-6 or len(ticks) not in (3, 4)] == []


@pytest.mark.parametrize(
    ("until_ms", "count", "labels"),
    [
        (130_000, 5, ["0:00", "1:00", "2:00"]),
        (20_000, 5, ["0:00", "0:05", "0:10", "0:15", "0:20"]),
        (7_200_000, 4, ["0:00", "1:00:00", "2:00:00"]),
        (500, 4, ["0:00"]),
    ],
)
def test_a_time_axis_has_round_moments(modules: Modules, until_ms: int, count: int, labels: list[str]) -> None:
    moments = modules(AXIS, "timeTicks", 0, until_ms, count)
    assert [modules(AXIS, "timeLabel", moment) for moment in moments] == labels


def test_labels_that_would_lie_on_one_another_are_moved_apart(modules: Modules) -> None:
    placed = modules(AXIS, "spread", [100, 100, 20, 99], 15, 0, 110)
    assert sorted(placed) == [20, 80, 95, 110]
    assert placed[1] < placed[0]


def test_a_stop_is_a_band_until_the_start(modules: Modules) -> None:
    bands = modules(BANDS, [command(20, "shipping.stop"), command(45, "shipping.start")])
    assert spans(bands) == [("stopped", "shipping", None, 20_000, 45_000)]


def test_what_is_never_mended_is_broken_to_the_end(modules: Modules) -> None:
    bands = modules(BANDS, [command(5, "network.cut", a="sqs", b="sns"), command(8, "storefront.stop")])
    assert spans(bands) == [("cut", "sns sqs", None, 5000, None), ("stopped", "storefront", None, 8000, None)]


@pytest.mark.parametrize(
    ("commands", "expected"),
    [
        (
            [command(1, "a.stop"), command(2, "a.stop"), command(3, "a.start")],
            [("stopped", "a", None, 1000, 3000)],
        ),
        (
            [command(1, "a.stop"), command(2, "a.crash"), command(3, "a.start")],
            [("stopped", "a", None, 1000, 2000), ("crashed", "a", None, 2000, 3000)],
        ),
        (
            [command(1, "a.crash"), command(2, "a.stop"), command(3, "a.start")],
            [("crashed", "a", None, 1000, 3000)],
        ),
        (
            [command(1, "a.crash", instance=2), command(2, "a.stop"), command(3, "a.start")],
            [("crashed", "a", 2, 1000, 2000), ("stopped", "a", None, 2000, 3000)],
        ),
        (
            [command(1, "a.stop"), command(2, "a.start", instance=1)],
            [("stopped", "a", None, 1000, 2000)],
        ),
        (
            [command(1, "a.stop", instance=1), command(2, "a.start", instance=2), command(3, "a.start", instance=1)],
            [("stopped", "a", 1, 1000, 3000)],
        ),
        (
            [command(at, "a.slow_down", factor=factor) for at, factor in ((1, 5), (2, 10), (3, 1))],
            [("slow", "a", None, 1000, 2000), ("slow", "a", None, 2000, 3000)],
        ),
        (
            [command(1, "network.cut", a="sns", b="sqs"), command(4, "network.heal", a="sqs", b="sns")],
            [("cut", "sns sqs", None, 1000, 4000)],
        ),
        (
            [command(1, "network.set_loss", a="sns", b="sqs", per_million=1000)],
            [("loss", "sns sqs", None, 1000, None)],
        ),
        ([command(1, "a.stop"), command(1, "a.start")], []),
        ([command(1, "sqs.send_message", QueueUrl="x"), command(2, "storefront.set_rate", per_second=5)], []),
    ],
)  # fmt: skip
def test_bands_follow_what_the_commands_did(
    modules: Modules, commands: list[dict[str, Any]], expected: list[tuple[Any, ...]]
) -> None:
    assert spans(modules(BANDS, commands)) == expected


def test_the_words_of_bands_never_lie_on_one_another(modules: Modules) -> None:
    bands = [{"label": "stopped" * 3, "fromMs": at * 40, "toMs": at * 40 + 90} for at in range(12)]
    laid = modules(LAY, bands, 600)
    taken = [(one["lane"], one["labelX"], one["labelX"] + 7 * 21) for one in laid["placed"] if one["lane"] is not None]
    over = [(a, b) for a in taken for b in taken if a < b and a[0] == b[0] and a[1] < b[2] and b[1] < a[2]]
    assert over == []
    assert 1 < laid["lanes"] <= 4
    assert all(left >= 0 and right <= 600 for _, left, right in taken)


def history(**series: list[int]) -> dict[str, Any]:
    named = {name.replace("__", "."): line for name, line in series.items()}
    return {"times_us": [1_000_000, 2_000_000, 4_000_000], "series": named, "commands": [], "head_us": 4_500_000}


def test_rates_are_the_difference_quotient_of_what_was_counted(modules: Modules) -> None:
    told = history(storefront__accepted=[5, 10, 30], ledger__shipping__handled=[0, 4, 4], ledger__handled=[9, 9, 9])
    [rates] = modules(CHARTS, told)
    assert [(line["about"], line["values"]) for line in rates["lines"]] == [
        ("storefront", [5, 5, 10]),
        ("shipping", [0, 4, 0]),
    ]


def test_percentiles_are_seconds_of_each_program_and_zero_is_a_gap(modules: Modules) -> None:
    told = history(ledger__shipping__p50_ms=[0, 1500, 0], ledger__shipping__p99_ms=[0, 2500, 0])
    [latency] = modules(CHARTS, told)
    assert (latency["kind"], latency["about"]) == ("latency", "shipping")
    assert [(line["name"], line["values"]) for line in latency["lines"]] == [
        ("p50", [None, 1.5, None]),
        ("p99", [None, 2.5, None]),
    ]


def test_of_very_many_queues_the_deepest_are_drawn_and_the_rest_counted(modules: Modules) -> None:
    told = history(**{f"sqs__q{number}__visible": [0, number, 0] for number in range(9)})
    [depth] = modules(CHARTS, told)
    assert [line["about"] for line in depth["lines"]] == ["q3", "q4", "q5", "q6", "q7", "q8"]
    assert depth["left_out"] == 3


def picture() -> dict[str, Any]:
    times = [1000, 2000, 3000, 4000]
    return {
        "lines": [
            {"label": "shipping", "tone": 0, "timesMs": times, "values": [0, 40, None, 84]},
            {"label": "B shipping", "tone": 0, "second": True, "timesMs": times, "values": [0, 1, 2, 3]},
        ],
        "bands": [{"label": "Shipping: stopped", "fromMs": 2000, "toMs": None}],
        "marks": [{"label": "they part", "atMs": 3000}],
        "endMs": 10_000,
    }


@pytest.mark.parametrize("width", [240, 640])
def test_a_chart_has_lines_gaps_bands_labels_and_cursors(modules: Modules, width: int) -> None:
    drawn = modules(DRAW, picture(), width)
    first, second = drawn["paths"]
    assert (first.count("M"), second.count("M")) == (2, 1)
    assert first.endswith("h0")
    assert drawn["seconds"] == 1
    assert drawn["ticks"][:3] == ["0", "50", "100"]
    assert (drawn["bands"], drawn["words"], drawn["marks"]) == (1, ["Shipping: stopped"], ["they part"])
    assert drawn["playhead"] is not None
    assert drawn["reading"] == "none"
    assert drawn["moments"] == [0, 10_000]
    assert drawn["hidden"] == "true"


def test_a_name_too_long_for_its_place_is_cut_and_stands_whole_where_there_is_room(modules: Modules) -> None:
    long = {**picture(), "lines": [{**picture()["lines"][0], "label": "a-queue-with-a-very-long-name"}]}
    assert modules(DRAW, long, 300)["labels"][0].endswith("…")
    assert modules(DRAW, long, 900)["labels"] == ["a-queue-with-a-very-long-name"]

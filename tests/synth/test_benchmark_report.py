"""What the benchmarks say of their measurements."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks.growth import linearity
from benchmarks.inputs import Inputs
from benchmarks.measure import Measure, interleaved, run_once
from benchmarks.plot import Axis, Chart, drawn
from benchmarks.profiled import shares
from benchmarks.throughput import at_once

SVG = "{http://www.w3.org/2000/svg}"


def of_seconds(seconds: float) -> Measure:
    return Measure(seconds=seconds, cpu_seconds=seconds, peak_mb=100, failed=False)


def test_a_straight_line_is_told_from_a_parabola() -> None:
    sizes = (1, 4, 16, 64, 256, 1024)
    straight = [(size, of_seconds(0.4 + 0.05 * size)) for size in sizes]
    bent = [(size, of_seconds(0.4 + 0.0005 * size**2)) for size in sizes]
    assert linearity(straight) == pytest.approx(1)
    assert (linearity(bent) or 1) < 0.99
    assert linearity(straight[:4]) is None


def test_charts_are_an_image_with_a_curve_for_each_line() -> None:
    x = Axis(label="megabytes <1", logarithmic=True)
    lines = {"dense": [(1.0, 0.4), (1024.0, 50.0)], "sparse": [(1.0, 0.3), (1024.0, 5.0)]}
    chart = Chart(title="Time", x=x, y=Axis(label="seconds"), lines=lines)
    root = ET.fromstring(drawn([chart, chart, chart]))
    assert len(list(root.iter(f"{SVG}polyline"))) == 6
    corners = [
        point.split(",") for point in next(root.iter(f"{SVG}polyline")).attrib["points"].split()
    ]
    (x1, y1), (x2, y2) = ((float(x), float(y)) for x, y in corners)
    assert 0 < x1 < x2 < 420
    assert 260 > y1 > y2 > 0
    assert "megabytes <1" in [text.text for text in root.iter(f"{SVG}text")]


def test_what_fails_is_no_measurement() -> None:
    good, bad = [sys.executable, "-c", "pass"], [sys.executable, "-c", "raise SystemExit(3)"]
    told = interleaved({"good": good, "bad": bad}, rounds=2)
    assert told["good"].told("1.0") == "1.0"
    assert told["bad"].told("1.0") == "failed"
    assert told["good"].cpu_seconds > 0
    # No upper bound: a child begins as large as the process that tests it.
    assert told["good"].peak_mb > 5


def test_two_at_once_are_two(tmp_path: Path) -> None:
    # Each ends when it has seen the other, and says how much it worked.
    work = """
import os, pathlib, sys, time
here = pathlib.Path(sys.argv[1])
(here / f"{os.getpid()}.began").touch()
until = time.monotonic() + 60
while len(list(here.glob("*.began"))) < 2:
    if time.monotonic() > until:
        raise SystemExit(3)
    time.sleep(0.01)
while time.process_time() < 0.2:
    pass
(here / f"{os.getpid()}.ended").write_text(str(time.process_time()))
"""
    run = run_once(at_once([sys.executable, "-c", work, str(tmp_path)]))
    worked = [float(path.read_text()) for path in tmp_path.glob("*.ended")]
    assert len(worked) == 2
    assert run.exit_code == 0
    assert run.cpu_seconds > 0.9 * sum(worked)


def test_one_of_two_that_fails_fails_both() -> None:
    failing = at_once([sys.executable, "-c", "raise SystemExit(3)"])
    assert interleaved({"x": failing}, rounds=1)["x"].told("1.0") == "failed"


def test_rules_hold_as_many_words_as_asked(tmp_path_factory: pytest.TempPathFactory) -> None:
    from leakscan.detectors.rules import load_rules

    inputs = Inputs(tmp_path_factory.mktemp("inputs"))
    text = inputs.rules(500).read_text()
    words = {line.strip() for line in text.splitlines() if line.strip().startswith("- zy")}
    assert len(words) == 500
    rules = load_rules([inputs.rules(500)])
    assert "x.benchmark.words" in {rule.info.id for rule in rules.rules}


def test_a_sample_belongs_to_what_was_being_done() -> None:
    inside = "main (x.py:1);_read (leakscan/examination.py:5);"
    stacks = [
        "load_rules (leakscan/detectors/rules.py:3) 50",
        inside + "fill (leakscan/readers/window.py:2);decode (leakscan/readers/eightbit.py:1) 3",
        inside + "fill (leakscan/readers/window.py:2);index (leakscan/native/arrays.py:1) 2",
        inside + "absorb (leakscan/evidence/gate.py:1);_link (leakscan/evidence/persons.py:9) 4",
    ]
    assert shares(stacks) == {
        "reading: decoding": 3,
        "reading: records, fields, chunks": 2,
        "evidence: persons and aggregates": 4,
    }

"""What a scan costs as its input grows: in size, columns, hits and words of rules.

Time must grow in proportion to size, which the coefficient of determination of a straight line
tells; memory must not grow at all.
"""

from collections.abc import Iterator, Sequence
from statistics import correlation

from benchmarks.inputs import Inputs
from benchmarks.measure import Measure, interleaved
from benchmarks.peers import scan_command
from benchmarks.plot import Axis, Chart

SIZES = (1, 4, 16, 64, 256, 1024, 4096)
"""Megabytes; the option `--limit` ends them."""
_LINEAR_FROM = 16
"""Below, start-up is most of it."""
COLUMNS = (1, 4, 16, 64)
SHARES = (0, 25, 50, 75, 100)
TERMS = (100, 1_000, 10_000, 100_000)
_KINDS = ("dense", "sparse")
_MEGABYTES = 32
R_SQUARED_FLOOR = 0.99
PEAK_FLOOR_MB = 200

Curve = list[tuple[int, Measure]]


class Growth:
    """Measures each curve once, and tells it as tables and charts."""

    def __init__(self, inputs: Inputs, *, limit: int, rounds: int) -> None:
        """`limit`: the largest file, in megabytes."""
        self._inputs = inputs
        self._rounds = rounds
        self._sizes = [size for size in SIZES if size <= limit]
        self._curves: dict[str, Curve] = {}

    def lines(self) -> Iterator[str]:
        """The section of the report."""
        yield "## Growth\n"
        for kind in _KINDS:
            self._curves[kind] = list(self._by_size(kind))
        yield from self._table("megabytes", _KINDS)
        for kind in _KINDS:
            r_squared = linearity(self._curves[kind])
            told = "of too few sizes" if r_squared is None else f"{r_squared:.4f}"
            yield f"- {kind}: R² of time against size {told} (floor {R_SQUARED_FLOOR})"
        yield f"- peak RSS of these sizes: at most {self._peak():.0f} MB (floor {PEAK_FLOOR_MB})\n"
        for name, label, kinds in (
            ("columns", f"columns ({_MEGABYTES} MB each)", COLUMNS),
            ("hits", f"percent of rows with hits ({_MEGABYTES} MB each)", SHARES),
        ):
            commands = {f"{n}": self._command(f"{name}-{n}", _MEGABYTES) for n in kinds}
            self._curves[name] = self._measured(commands)
            yield from self._table(label, [name])
        self._curves["terms"] = self._measured(self._term_commands())
        yield from self._table(f"words of a rule of one's own ({_MEGABYTES} MB sparse)", ["terms"])

    def charts(self) -> list[Chart]:
        """The curves, once they were measured."""
        size = Axis(label="megabytes", logarithmic=True)
        by_kind = {kind: self._curves[kind] for kind in _KINDS}
        return [
            Chart(
                title="Time by size",
                x=size,
                y=Axis(label="seconds", logarithmic=True),
                lines={kind: _seconds(curve) for kind, curve in by_kind.items()},
            ),
            Chart(
                title="Memory by size",
                x=size,
                y=Axis(label="peak RSS, MB"),
                lines={kind: _peaks(curve) for kind, curve in by_kind.items()},
            ),
            self._cost("Time by columns", Axis(label="columns", logarithmic=True), "columns"),
            self._cost("Time by rows with hits", Axis(label="percent"), "hits"),
            self._cost("Time by words of a rule", Axis(label="words", logarithmic=True), "terms"),
        ]

    def _cost(self, title: str, x: Axis, name: str) -> Chart:
        y = Axis(label=f"seconds for {_MEGABYTES} MB")
        return Chart(title=title, x=x, y=y, lines={"": _seconds(self._curves[name])})

    def _by_size(self, kind: str) -> Iterator[tuple[int, Measure]]:
        # One after the other: the largest are measured once, and need not stay on disk.
        for size in self._sizes:
            rounds = self._rounds if size <= 64 else 1
            command = self._command(kind, size)
            (told,) = interleaved({"": command}, rounds=rounds, warm=size <= 64).values()
            yield size, told
            if size > 256:
                self._inputs.file(kind, size).unlink()

    def _command(self, kind: str, megabytes: int) -> list[str]:
        return scan_command(self._inputs.file(kind, megabytes))

    def _term_commands(self) -> dict[str, list[str]]:
        path = self._inputs.file("sparse", _MEGABYTES)
        rules = {str(terms): self._inputs.rules(terms) for terms in TERMS}
        return {name: scan_command(path, "--rules", str(rule)) for name, rule in rules.items()}

    def _measured(self, commands: dict[str, list[str]]) -> Curve:
        told = interleaved(commands, rounds=self._rounds)
        return [(int(name), measure) for name, measure in told.items()]

    def _peak(self) -> float:
        return max(told.peak_mb for kind in _KINDS for _, told in self._curves[kind])

    def _table(self, label: str, names: Sequence[str]) -> Iterator[str]:
        yield (
            f"| {label} | "
            + " | ".join(f"{name}, seconds | {name}, peak RSS MB" for name in names)
            + " |"
        )
        yield "|---:|" + "---:|---:|" * len(names)
        for rows in zip(*(self._curves[name] for name in names), strict=True):
            cells = (f"{told.told(f'{told.seconds:.2f}')} | {told.peak_mb:.0f}" for _, told in rows)
            yield f"| {rows[0][0]} | " + " | ".join(cells) + " |"
        yield ""


def linearity(curve: Curve) -> float | None:
    """R² of the straight line of time against size, start-up left out; None for two points."""
    points = [(size, told.seconds) for size, told in curve if size >= _LINEAR_FROM]
    if len(points) <= 2:
        return None
    sizes, seconds = zip(*points, strict=True)
    return correlation(sizes, seconds) ** 2


def _seconds(curve: Curve) -> list[tuple[float, float]]:
    return [(size, told.seconds) for size, told in curve]


def _peaks(curve: Curve) -> list[tuple[float, float]]:
    return [(size, told.peak_mb) for size, told in curve]

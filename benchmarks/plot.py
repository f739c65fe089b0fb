"""Small line charts as SVG, readable on light and dark pages; logarithmic where asked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 420, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 16, 34, 42
_COLOURS = ("#2563eb", "#d97706", "#059669", "#db2777")


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis from the least to the greatest value; one that is not logarithmic begins at 0."""

    label: str
    logarithmic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of one or more lines.

    Attributes:
        lines: Points by the name of each line.
    """

    title: str
    x: Axis
    y: Axis
    lines: dict[str, list[tuple[float, float]]]


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float
    logarithmic: bool

    @classmethod
    def of(cls, values: Sequence[float], axis: Axis) -> "_Scale":
        if not axis.logarithmic:
            return cls(0, max(values) * 1.1 or 1, logarithmic=False)
        return cls(
            10 ** math.floor(math.log10(min(values))),
            10 ** math.ceil(math.log10(max(values) * 1.01)),
            logarithmic=True,
        )

    def share(self, value: float) -> float:
        """Where a value stands between the ends, from 0 to 1."""
        if self.logarithmic:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> list[float]:
        """Values to write beside the axis."""
        if self.logarithmic:
            powers = round(math.log10(self.high / self.low))
            return [self.low * 10**power for power in range(powers + 1)]
        step = 10 ** math.floor(math.log10(self.high))
        step = next(step * part for part in (0.2, 0.5, 1, 2) if self.high / (step * part) <= 6)
        return [step * number for number in range(int(self.high / step) + 1)]


def drawn(charts: Sequence[Chart]) -> str:
    """The charts as one SVG document, two in a row."""
    rows = (len(charts) + 1) // 2
    width, height = 2 * _WIDTH, rows * _HEIGHT
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for number, chart in enumerate(charts):
        at = f"translate({number % 2 * _WIDTH},{number // 2 * _HEIGHT})"
        parts += [f'<g transform="{at}">', *_chart(chart), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _chart(chart: Chart) -> list[str]:
    points = [point for line in chart.lines.values() for point in line]
    across = _Scale.of([x for x, _ in points], chart.x)
    up = _Scale.of([y for _, y in points], chart.y)
    parts = [_text(_WIDTH / 2, 16, chart.title, size=13)]
    parts += [_text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 8, chart.x.label)]
    parts += [_text(_LEFT, _TOP - 6, chart.y.label)]
    for tick in across.ticks():
        x = _x(across, tick)
        parts.append(_line(x, _TOP, x, _HEIGHT - _BOTTOM))
        parts.append(_text(x, _HEIGHT - _BOTTOM + 14, f"{tick:g}"))
    for tick in up.ticks():
        y = _y(up, tick)
        parts.append(_line(_LEFT, y, _WIDTH - _RIGHT, y))
        parts.append(_text(_LEFT - 6, y + 4, f"{tick:g}", anchor="end"))
    for (name, line), colour in zip(chart.lines.items(), _COLOURS, strict=False):
        parts += _curve(name, [(_x(across, x), _y(up, y)) for x, y in line], colour)
    return parts


def _curve(name: str, points: list[tuple[float, float]], colour: str) -> list[str]:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>']
    parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    x, y = points[-1]
    return [*parts, _text(x - 6, y - 7, name, anchor="end", colour=colour)]


def _x(scale: _Scale, value: float) -> float:
    return _LEFT + scale.share(value) * (_WIDTH - _LEFT - _RIGHT)


def _y(scale: _Scale, value: float) -> float:
    return _HEIGHT - _BOTTOM - scale.share(value) * (_HEIGHT - _TOP - _BOTTOM)


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#d1d5db"/>'


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: int = 11,
    anchor: str = "middle",
    colour: str = "#374151",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" '
        f'fill="{colour}">{escape(text)}</text>'
    )

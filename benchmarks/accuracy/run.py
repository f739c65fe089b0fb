"""Prints recall and precision of every rule: ``python -m benchmarks.accuracy.run``.

``--show 20`` prints what is missed and false, which is fictitious text; ``--record`` writes the
figures of each corpus to ``figures/``, where the tests hold them: they may rise, never fall.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from benchmarks.accuracy.corpora import CORPORA
from benchmarks.accuracy.judging import Figures, Verdict, measure

FIGURES = Path(__file__).with_name("figures")
_AROUND = 50


def main() -> None:
    """Measure, print, and on demand record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", action="append", choices=sorted(CORPORA))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0, help="samples beside the recorded")
    parser.add_argument("--engine", default="portable")
    parser.add_argument("--rule", action="append", help="show only these rules")
    parser.add_argument("--show", type=int, default=0, help="how many errors to print")
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    for name in given.corpus or sorted(CORPORA):
        figures, wrong = measure(CORPORA[name](given.seed, given.scale), given.engine)
        _show(wrong, given.show, given.rule)
        print(table(figures))
        if given.record:
            content = json.dumps(as_data(figures), indent=1) + "\n"
            (FIGURES / f"{name}.json").write_text(content, encoding="utf-8")
            title = TITLE.format(name=name)
            (FIGURES / f"{name}.md").write_text(title + table(figures), encoding="utf-8")


TITLE = """# Accuracy: {name}

Recall and precision on generated, labelled files, by kind of file and rule; `assertion` is the
share of the statements found whose status (affirmed, negated, family, hypothesis) is right.
Written by `python -m benchmarks.accuracy.run --record`; a test holds these figures.

"""


def table(total: dict[tuple[str, str], Figures]) -> str:
    """The figures as Markdown, by kind, then rule, then over all kinds."""
    lines = [
        "| kind | rule | there | recall | false | precision | F1 | assertion |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    over_all: dict[str, Figures] = defaultdict(Figures)
    for (_, rule), figures in total.items():
        over_all[rule].add(figures)
    rows = sorted(total.items()) + [(("all", rule), f) for rule, f in sorted(over_all.items())]
    for (kind, rule), f in rows:
        stated = f"{f.assertion_accuracy:.1%}" if f.stated else ""
        lines.append(
            f"| {kind} | `{rule}` | {f.right + f.missed} | {f.recall:.1%} | {f.false} "
            f"| {f.precision:.1%} | {f.f1:.1%} | {stated} |"
        )
    return "\n".join(lines) + "\n"


def as_data(total: dict[tuple[str, str], Figures]) -> dict[str, dict[str, dict[str, int]]]:
    """The figures as plain data, by kind and rule."""
    data: dict[str, dict[str, dict[str, int]]] = {}
    for (kind, rule), figures in sorted(total.items()):
        data.setdefault(kind, {})[rule] = {
            name: getattr(figures, name) for name in Figures.__slots__
        }
    return data


def _show(wrong: list[Verdict], count: int, rules: list[str] | None) -> None:
    for verdict in wrong:
        data = verdict.sample.data
        lines = [("missed", m.rule, m.start, m.end) for m in verdict.missed]
        lines += [("false", f.rule, f.start, f.end) for f in verdict.false]
        lines += [(f"said {s} not {m.assertion}", m.rule, m.start, m.end)
                  for m, s in verdict.misstated]  # fmt: skip
        for what, rule, start, end in lines:
            if count <= 0:
                return
            if rules and rule not in rules:
                continue
            count -= 1
            before = _readable(data[max(start - _AROUND, 0) : start])
            value, after = _readable(data[start:end]), _readable(data[end : end + _AROUND])
            print(f"{verdict.sample.kind}: {what} {rule}: {before!r} >>{value}<< {after!r}")


def _readable(piece: bytes) -> str:
    return piece.replace(b"\0", b"").decode("utf-8", "replace")


if __name__ == "__main__":
    main()

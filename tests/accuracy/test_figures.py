"""Recall, precision and assertion status on labelled files may rise, never fall."""

import json

import pytest

from benchmarks.accuracy.corpora import CORPORA
from benchmarks.accuracy.judging import Figures, judge, measure
from benchmarks.accuracy.run import FIGURES, as_data, table
from benchmarks.accuracy.sample import Sample


@pytest.mark.parametrize("name", sorted(CORPORA))
def test_figures_do_not_fall(name: str) -> None:
    recorded = json.loads((FIGURES / f"{name}.json").read_text(encoding="utf-8"))
    measured = as_data(measure(CORPORA[name](1, 1.0))[0])
    zero = dict.fromkeys(Figures.__slots__, 0)
    fallen = []
    for kind in recorded.keys() | measured.keys():
        before, now = recorded.get(kind, {}), measured.get(kind, {})
        for rule in before.keys() | now.keys():
            was, is_ = before.get(rule, zero), now.get(rule, zero)
            fallen += [
                f"{kind}, {rule}: {what} {was[what]} -> {is_[what]}"
                for what, worse in (
                    ("missed", is_["missed"] > was["missed"]),
                    ("false", is_["false"] > was["false"]),
                    ("right", is_["right"] < was["right"]),
                    ("stated_right", is_["stated_right"] < was["stated_right"]),
                )
                if worse
            ]
    assert not fallen, "run python -m benchmarks.accuracy.run --show 50:\n" + "\n".join(fallen)


@pytest.mark.parametrize("name", sorted(CORPORA))
def test_the_published_table_is_that_of_the_figures(name: str) -> None:
    recorded = json.loads((FIGURES / f"{name}.json").read_text(encoding="utf-8"))
    total = {
        (kind, rule): Figures(**figures)
        for kind, rules in recorded.items()
        for rule, figures in rules.items()
    }
    assert (FIGURES / f"{name}.md").read_text(encoding="utf-8").endswith(table(total))


def test_what_is_missed_false_and_misstated_is_counted() -> None:
    text = (
        "⟦fr.phone|06 39 98 12 34⟧ ⟦fr.phone|douze⟧ 01 99 00 12 34 "
        "⟦health.pregnancy=affirmed|pas enceinte⟧"
    )
    figures = judge(Sample.of("test", text)).figures
    assert figures["fr.phone"] == Figures(right=1, missed=1, false=1)
    assert figures["health.pregnancy"] == Figures(right=1, stated=1)


def test_marks_nest_and_survive_other_encodings() -> None:
    text = "né ⟦person.birth-date|?⟧ ⟦fr.address,?fr.postcode|⟦email|é@x⟧ à⟧"
    sample = Sample.of("test", text, encoding="utf-16")
    values = {m.rule: sample.data[m.start : m.end].decode("utf-16-le") for m in sample.marks}
    assert values["email"] == "é@x"
    assert values["fr.address"] == values["fr.postcode"] == "é@x à"
    assert sample.data.decode("utf-16") == "né ? é@x à"

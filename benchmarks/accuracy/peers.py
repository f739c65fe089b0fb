"""Recall and precision of other programs on the labelled files, beside leakscan's, in one table.

``python -m benchmarks.accuracy.peers --python VENV/bin/python`` measures what it finds: openmed,
unpii and edsnlp in that environment, Kingfisher and ferret-scan on the path. Each is judged by the
rules it has an answer for. A NIR without a right key may be found or not, as a peer has no rule for
it. Reports of Kingfisher and ferret-scan hold what they matched: the files are fictitious.
"""

import argparse
import json
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import AnyStr

from benchmarks.accuracy.corpora import CORPORA
from benchmarks.accuracy.judging import Figures, Found, compare, found_in
from benchmarks.accuracy.peer_worker import PEERS
from benchmarks.accuracy.run import FIGURES
from benchmarks.accuracy.sample import Sample
from benchmarks.peers import LOOSE_RULES, ferret_command, kingfisher_command, version_of

Scanner = Callable[[Sequence[Sample]], Iterator[list[Found]]]
_PYTHON_PEERS = {name: frozenset(rules.values()) for name, (_, rules) in PEERS.items()}
_KINGFISHER = {
    "fr.nir.1": "fr.nir",
    "fr.phone.1": "fr.phone",
    "fr.blood.1": "health.blood-group",
}
_FERRET = {"phone": "fr.phone", "email": "email", "dob": "person.birth-date"}
"""By the name of its validator; its national numbers are American."""
_OURS = frozenset().union(*_PYTHON_PEERS.values(), _KINGFISHER.values())
_WORKER = Path(__file__).with_name("peer_worker.py")
_TITLE = """# Accuracy beside others

The same labelled files, judged in the same way; only rules that a program has an answer for. Mind
that leakscan was tuned on these files and the others were not. `assertion` is the share of the statements found whose status (affirmed, negated, of the family,
supposed) is right. Patterns only: no program had a model to download. Kingfisher runs with our three
loose rules, as it has none for French identifiers; unpii takes NIRs of real months only, and those
of published tests have none, so it is not judged by them. Written by
`python -m benchmarks.accuracy.peers`.

"""


def main() -> None:
    """Measure whoever is there, print the table and record it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", help="of an environment with openmed, unpii or edsnlp")
    parser.add_argument("--corpus", action="append", choices=sorted(CORPORA))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--output", type=Path, default=FIGURES / "peers.md")
    given = parser.parse_args()
    scanners = _scanners(given.python)
    lines = [
        "| files | rule | program | there | recall | false | precision | F1 | assertion |",
        "|---|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    for corpus in given.corpus or sorted(CORPORA):
        samples = [_comparable(sample) for sample in CORPORA[corpus](given.seed, given.scale)]
        lines += _rows(corpus, samples, scanners)
    table = _TITLE + "\n".join(lines) + "\n"
    given.output.write_text(table, encoding="utf-8")
    print(table)


def _scanners(python: str | None) -> dict[str, tuple[Scanner, frozenset[str]]]:
    found: dict[str, tuple[Scanner, frozenset[str]]] = {"leakscan": (_leakscan, _OURS)}
    for name, rules in _PYTHON_PEERS.items():
        if python and (installed := _version_in(python, name)):
            found[f"{name} {installed}"] = _worker(python, name), rules
    if (version := version_of("kingfisher")) is not None:
        found[f"Kingfisher {version}"] = _kingfisher, frozenset(_KINGFISHER.values())
    if (version := version_of("ferret-scan")) is not None:
        found[f"ferret-scan {version}"] = _ferret, frozenset(_FERRET.values())
    return found


def _version_in(python: str, package: str) -> str:
    asked = f"from importlib.metadata import version; print(version({package!r}))"
    told = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=False)
    return told.stdout.strip()


def _comparable(sample: Sample) -> Sample:
    """A sample in which a NIR whose key is missing or wrong may be found as a NIR, or not."""
    marks = tuple(
        replace(mark, rule="fr.nir", required=False) if mark.rule == "fr.nir.keyless" else mark
        for mark in sample.marks
    )
    return replace(sample, marks=marks)


def _rows(
    corpus: str, samples: list[Sample], scanners: dict[str, tuple[Scanner, frozenset[str]]]
) -> Iterator[str]:
    by_rule: dict[str, dict[str, Figures]] = defaultdict(dict)
    for name, (scan, rules) in scanners.items():
        for rule, figures in _measured(samples, scan, rules).items():
            by_rule[rule][name] = figures
    for rule, programs in sorted(by_rule.items()):
        if any(f.right or f.missed or f.false for f in programs.values()):
            for name, figures in programs.items():
                yield _row(corpus, rule, name, figures)


def _measured(samples: list[Sample], scan: Scanner, rules: frozenset[str]) -> dict[str, Figures]:
    total: dict[str, Figures] = {rule: Figures() for rule in rules}
    for sample, found in zip(samples, scan(samples), strict=True):
        # Without an answer for a rule, a program can neither miss it nor be wrong.
        judged = rules if sample.judged is None else rules & sample.judged
        verdict = compare(replace(sample, judged=judged), found)
        for rule, figures in verdict.figures.items():
            total[rule].add(figures)
    return total


def _row(corpus: str, rule: str, name: str, f: Figures) -> str:
    there = f.right + f.missed
    recall = f"{f.recall:.1%}" if there else ""
    precision = f"{f.precision:.1%}" if there else ""
    f1 = f"{f.f1:.1%}" if there else ""
    stated = f"{f.assertion_accuracy:.1%}" if f.stated else ""
    cells = (corpus, f"`{rule}`", name, there, recall, f.false, precision, f1, stated)
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _leakscan(samples: Sequence[Sample]) -> Iterator[list[Found]]:
    for sample in samples:
        yield [
            replace(hit, rule="fr.nir") if hit.rule == "fr.nir.keyless" else hit
            for hit in found_in(sample)
        ]


def _worker(python: str, name: str) -> Scanner:
    def scan(samples: Sequence[Sample]) -> Iterator[list[Found]]:
        texts = [_text(sample.data) for sample in samples]
        done = subprocess.run(
            [python, str(_WORKER), name],
            input="".join(json.dumps(text) + "\n" for text, _ in texts),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=True,
        )
        for (_, places), line in zip(texts, done.stdout.splitlines(), strict=True):
            yield [
                Found(rule, places[start], places[end], status or "affirmed")
                for rule, start, end, status in json.loads(line)
            ]

    return scan


def _text(data: bytes) -> tuple[str, list[int]]:
    """A file's text, and the byte at which each of its characters begins."""
    utf16 = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        text = data.decode("utf-16" if utf16 else "utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), list(range(len(data) + 1))
    encoding, first = ("utf-16-le", 2) if utf16 else ("utf-8", 0)
    return text, list(accumulate((len(sign.encode(encoding)) for sign in text), initial=first))


def _kingfisher(samples: Sequence[Sample]) -> Iterator[list[Found]]:
    def found(told: str, folder: Path) -> Iterator[tuple[str, Found]]:
        for told_line in told.splitlines():
            record = json.loads(told_line)
            if "finding" in record:
                finding = record["finding"]
                path = Path(finding["path"])
                # Columns are bytes from 0, the last one included.
                line = _start_of_line(path.read_bytes(), finding["line"], b"\n")
                start, end = line + finding["column_start"], line + finding["column_end"] + 1
                rule = _KINGFISHER[record["rule"]["id"].lower()]
                yield path.relative_to(folder).parts[0], Found(rule, start, end, "affirmed")

    return _on_files(samples, lambda folder: kingfisher_command(folder, rules=LOOSE_RULES), found)


def _start_of_line(content: AnyStr, line: int, end: AnyStr) -> int:
    at = 0
    for _ in range(line - 1):
        at = content.index(end, at) + 1
    return at


def _ferret(samples: Sequence[Sample]) -> Iterator[list[Found]]:
    def command(folder: Path) -> list[str]:
        shown = ("--show-match", "--limit", "0", "--quiet", "--confidence", "all")
        return ferret_command(folder, "--recursive", *shown)

    def found(told: str, folder: Path) -> Iterator[tuple[str, Found]]:
        after: dict[tuple[str, int, str], int] = {}
        for result in json.loads(told)["results"]:
            if rule := _FERRET.get(result["validator"]):
                name, line, value = result["filename"], result["line_number"], result["text"]
                text, places = _text((folder / name).read_bytes())
                first = _start_of_line(text, line, "\n")
                # It tells the line: the same value again in a line stands behind the one before.
                start = text.find(value, after.get((name, line, value), first))
                if start >= 0:
                    after[name, line, value] = end = start + len(value)
                else:
                    # Not as the file has it: somewhere in the line.
                    start, end = first, len(text[first:].partition("\n")[0]) + first
                yield name.partition("/")[0], Found(rule, places[start], places[end], "affirmed")

    return _on_files(samples, command, found)


def _on_files(
    samples: Sequence[Sample],
    command: Callable[[Path], list[str]],
    read: Callable[[str, Path], Iterable[tuple[str, Found]]],
) -> Iterator[list[Found]]:
    """Run a program once over all samples, each a file in a folder named by its number."""
    with tempfile.TemporaryDirectory(prefix="leakscan-peers-") as name:
        folder = Path(name)
        for number, sample in enumerate(samples):
            (folder / str(number)).mkdir()
            (folder / str(number) / sample.name).write_bytes(sample.data)
        done = subprocess.run(
            command(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        by_file: dict[str, list[Found]] = defaultdict(list)
        for number_told, hit in read(done.stdout, folder):
            by_file[number_told].append(hit)
    for number in range(len(samples)):
        yield by_file[str(number)]


if __name__ == "__main__":
    main()

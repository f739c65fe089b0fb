"""Notes and letters in many voices, kept apart from those the rules were first tuned on.

One file of ``voices/`` for each sort of writer, in the marks of `notes`: secretaries, general
practitioners, nurses, emergency rooms, pharmacists and biologists, psychiatrists, midwives,
patients, insurers, and people who type in capitals. They were marked before the first run, whose
figures stand in the change log. ``letters.txt`` names people besides; ``nobody.txt`` and
``public.txt`` are about nobody. Folders are later sets, each marked before its first run by rules
that had been tuned to all earlier ones: ``third/``, cells of laboratory software, ward sheets,
forms, noise and voices from abroad, ``fourth/``, other trades, applications and hospital rounds,
and ``fifth/`` to ``eighth/``, each half of a set by a writer who had seen no rule; the other half was
measured before and after the rules were mended on this one. The writers of the last three marked
blood groups, HIV, pregnancy and drugs only: what else is found there is marked as left to the reader.
``ninth/`` is of blood groups and HIV only, by whoever mends the rules, in many rare forms: three parts,
each measured before its own causes were mended, and what only sounds like them.
``tenth/`` is of pregnancies only, by whoever mends the rules: rarer forms, each sentence marked and
measured before its own causes were mended.
``eleventh/`` is of blood groups and HIV only again: what donors, bags, forms and hurried fingers make of
groups, regimens and tests, and as much of what only sounds like them.
``twelfth/`` and ``thirteenth/`` are two writers who had seen no rule, of blood groups, HIV, pregnancies
and drugs in notes of every trade, nearly half of them without any. The rules were mended on the twelfth,
whose first run stands in the change log; on the thirteenth nothing was before its own first run.
``fourteenth/`` is one more writer of the same, whose abortions, medicines against HIV and for fertility
are left to the reader; half of it was looked at when the rules were mended after its first run.
``fifteenth/`` is of blood groups and HIV only, by whoever mends the rules: phenotypes of several schools,
reagents, cards and tags, boxes, noise, mails of patients, old names of the virus, and as many lines about
nobody as about blood.
``sixteenth/`` is of pregnancies only, by whoever mends the rules: the ways of trades, offices, patients and
countries to say one, marked and measured before its own causes were mended, and what only sounds like them.
``seventeenth/`` is of people only, by whoever mends the rules: professionals told by a role, lists,
given names in messages, and what only looks like them, marked and measured before any was mended.
``eighteenth/`` is one more writer who had seen no rule, of blood groups, HIV, pregnancies and drugs in
seventeen trades, and what only sounds like them; the rules were mended on it after its first run.
``nineteenth/`` is another such writer, of what stands in records, exports, forms and mails most often;
what was mended on the eighteenth helped it hardly (of 665 marks two more were found).
``twentieth/`` to ``twentythird/`` are four more, each mended on after its first run, which helped the
others hardly: everyday notes; hospitals, forms and call centres; laboratories, depots of blood and
centres of screening; wards, prisons and messages.
``twentyfourth/`` is such a writer after all these, of remarks of tables and of letters and messages:
nothing was mended on it.
``twentyfifth/`` and ``twentysixth/`` are two more, mended on after their first run: hospital letters,
maternity, transfusion, forms and prescriptions; laboratories and their front desks, donors, chats of patients.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from benchmarks.accuracy.notes import JUDGED, PEOPLE_RULES, UNBOUNDED, in_tables, sentences
from benchmarks.accuracy.sample import Sample

_FOLDER = Path(__file__).with_name("voices")
_LONG = frozenset({"letters", "public", "nobody", "second-letters"})
_BLOOD_AND_HIV = frozenset({"health.blood-group", "health.hiv"})
_OF_NOTES = _BLOOD_AND_HIV | {"health.pregnancy", "health.drug"}
_MARKED = {
    **dict.fromkeys(("ninth", "eleventh", "fifteenth"), _BLOOD_AND_HIV),
    **dict.fromkeys(("twelfth", "thirteenth", "fourteenth", "eighteenth", "nineteenth"), _OF_NOTES),
    **dict.fromkeys(
        ("twentieth", "twentyfirst", "twentysecond", "twentythird", "twentyfourth"), _OF_NOTES
    ),
    **dict.fromkeys(("twentyfifth", "twentysixth"), _OF_NOTES),
    "sixteenth": frozenset({"health.pregnancy"}),
    "seventeenth": frozenset({"person.name", "person.doctor"}),
}
"""Folders in which no other rule is marked."""


def samples(seed: int, scale: float) -> Iterator[Sample]:
    """Every note as it stands and as a remark in a table; letters as they stand."""
    del scale
    rng = Random(f"voices {seed}")
    for path in sorted(_FOLDER.glob("*.txt")) + sorted(_FOLDER.glob("*/*.txt")):
        lines = list(sentences(path))
        kind = path.stem if path.parent == _FOLDER else f"{path.parent.name}-{path.stem}"
        long = path.stem in _LONG
        if path.parent.name in _MARKED:
            yield from _of_rules(_MARKED[path.parent.name], kind, lines, long=long)
            continue
        for line in lines:
            yield Sample.of(kind, line, judged=_judged(line, people=long))
        if not long:
            yield from in_tables(kind, lines, rng)


def _of_rules(
    rules: frozenset[str], kind: str, lines: list[str], *, long: bool
) -> Iterator[Sample]:
    """Those of folders in which nothing but some rules is marked."""
    for line in lines:
        yield Sample.of(kind, line, judged=rules)
    for sample in () if long else in_tables(kind, lines, Random(kind)):
        yield replace(sample, judged=rules)


def _judged(line: str, *, people: bool) -> frozenset[str]:
    marked = {rule for rule in UNBOUNDED if rule in line}
    return JUDGED | marked | (PEOPLE_RULES if people else set())

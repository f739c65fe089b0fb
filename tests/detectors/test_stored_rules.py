"""The stored form of the built-in rules is what reading them gives, or it is not used."""

import json
import pickle
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from leakscan.detectors import builtin, name_lexicon, rules
from leakscan.detectors.assertion_cues import cue_phrases
from leakscan.detectors.builtin import StoredRules, builtin_rules_dir, inputs_digest, read_stored
from leakscan.detectors.column_names import ColumnNames
from leakscan.detectors.known_words import first_words, known_words
from leakscan.detectors.misread_letters import ShapedWords
from leakscan.detectors.misspelt_words import MisspeltWords
from leakscan.detectors.rules import RuleSet, load_rules, read_rules
from leakscan.detectors.storing import stored_form
from leakscan.detectors.vocabulary import Vocabulary
from leakscan.native.library import KERNELS
from leakscan.scanner import ScanOptions, scan_bytes
from tests.properties.test_chunks_end_to_end import evidence_of

PACKAGE = Path(builtin.__file__).parents[1]
READ = read_rules([builtin_rules_dir()])
OWN_RULE = """
- id: test.own
  name: {fr: Essai, en: Trial}
  category: health
  level: 1
  keywords: [zorglub]
  examples: [zorglub]
"""
TEXT = """Patiente : Mme Aurélie DURAND, 06 39 98 12 34, aurelie@example.org
VIH positif, sous Truvada et Doliprane. Groupe sanguin A+. Pas de grossesse en cours.
"""


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StoredRules:
    path = tmp_path_factory.mktemp("stored") / "rules.bin"
    path.write_bytes(stored_form(READ, "f" * 64))
    found = read_stored(path, "f" * 64)
    assert found is not None
    return found


@pytest.fixture
def copied(tmp_path: Path) -> tuple[Path, Path]:
    """Copies of the folders of rules and of the package."""
    ignored = shutil.ignore_patterns("__pycache__", "*.bin")
    shutil.copytree(builtin_rules_dir(), tmp_path / "rules", ignore=ignored)
    shutil.copytree(PACKAGE, tmp_path / "leakscan", ignore=ignored)
    return tmp_path / "rules", tmp_path / "leakscan"


def use(monkeypatch: pytest.MonkeyPatch, stored: StoredRules | None) -> None:
    for module in (rules, builtin):
        monkeypatch.setattr(module, "stored_rules", lambda: stored)


def test_it_says_what_the_files_say(stored: StoredRules) -> None:
    assert stored.rules == READ
    assert [rule.source for rule in stored.rules.rules] == [rule.source for rule in READ.rules]


def test_it_can_be_given_to_another_process(stored: StoredRules) -> None:
    assert pickle.loads(pickle.dumps(stored.rules)) == READ


def test_its_words_are_read_where_they_are_asked_for(stored: StoredRules) -> None:
    groups = [group for rule in stored.rules.rules for group in rule.groups]
    expected = [group for rule in READ.rules for group in rule.groups]
    for key in builtin.JOINED:
        for kept, read in zip(groups, expected, strict=True):
            words, wanted = getattr(kept, key), getattr(read, key)
            assert bool(words) == bool(wanted)
            assert (len(words), tuple(words)) == (len(wanted), wanted)


def test_its_vocabulary_is_the_one_of_the_rules(stored: StoredRules) -> None:
    kept, built = Vocabulary.from_arrays(READ, stored.arrays()), Vocabulary.build(READ)
    assert kept.arrays().keys() == built.arrays().keys()
    for name, array in built.arrays().items():
        np.testing.assert_array_equal(kept.arrays()[name], array, name, strict=True)
    assert kept.literals() == built.literals()
    assert kept.exact() == built.exact()
    assert (kept.groups, kept.group_rule) == (built.groups, built.group_rule)
    assert (kept.layout is None) == (KERNELS is None)


def test_its_words_that_may_be_misspelt_are_those_of_the_rules(stored: StoredRules) -> None:
    words = Vocabulary.build(READ)
    kept, built = MisspeltWords(stored.arrays()), MisspeltWords.build(words)
    assert len(built.words) > 1000
    assert (kept.words, kept.known) == (built.words, built.known)
    assert kept.arrays().keys() == built.arrays().keys()
    for name, array in built.arrays().items():
        np.testing.assert_array_equal(kept.arrays()[name], array, name, strict=True)


def test_words_of_ones_own_are_put_beside_it(
    stored: StoredRules, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Their rules go before all, between and behind the built-in ones, and share their words."""
    shared = [word for word in Vocabulary.build(READ).texts()[::40] if "{" not in word]
    more = ["zorglub", "zorglubine", "séropositifs", "coernut", "rnaladiee", *shared]
    exact = {"keywords": ["VIH", "ZORGLUB", "L'ÉTÉ"], "case": "upper", "near": ["zorglubique"]}
    for first, rule_id in enumerate(("aa.own", "health.own", "zz.own")):
        groups = [{"keywords": more[first:]}, exact]
        name = {"fr": "Essai", "en": "Trial"}
        own = {"id": rule_id, "name": name, "category": "health", "level": 1, "groups": groups}
        (tmp_path / f"{rule_id}.yaml").write_text(json.dumps([own]), encoding="utf-8")
    found = []
    for form in (stored, None):
        use(monkeypatch, form)
        both = load_rules([tmp_path])
        words = Vocabulary.of(both)
        found.append((words, MisspeltWords.of(both, words), ShapedWords.of(both, words)))
    (kept_words, *kept_slips), (built_words, *built_slips) = found
    assert kept_words.rule.size > stored.arrays()["rule"].size + 3 * len(shared)
    for name, array in built_words.arrays().items():
        np.testing.assert_array_equal(kept_words.arrays()[name], array, name, strict=True)
    for one, other in zip(kept_slips, built_slips, strict=True):
        assert set(one.words) == set(other.words) > {"zorglubine", "coernut"}
        assert {name: array.size for name, array in one.arrays().items()} == {
            name: array.size for name, array in other.arrays().items()
        }
    assert kept_slips[0].known == built_slips[0].known


def test_its_names_of_columns_are_those_of_the_rules(stored: StoredRules) -> None:
    kept, built = ColumnNames.from_arrays(stored.arrays()), ColumnNames.build(READ)
    np.testing.assert_array_equal(*(each.arrays()["columns.words"] for each in (kept, built)))
    for words in (("date", "naissance"), ("naissance", "date")):
        assert kept.find(words) == built.find(words) == "date naissance"
    assert kept.find(("zorglub",)) is None


def test_its_names_of_people_are_those_of_the_lists(
    stored: StoredRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = name_lexicon.keys_of_texts([b"Durand", b"Zoe", b"75001", b"zorglub", b"Xqrt"])
    told = []
    for form in (stored, None):
        monkeypatch.setattr(name_lexicon, "stored_rules", lambda form=form: form)
        name_lexicon._lexicon.cache_clear()
        asked = (
            name_lexicon.are_surnames,
            name_lexicon.are_first_names,
            name_lexicon.are_postcodes,
        )
        told.append([ask(keys).tolist() for ask in asked])
    name_lexicon._lexicon.cache_clear()
    assert told[0] == told[1]
    assert [row.index(True) for row in told[0]] == [0, 1, 2]
    for name, array in name_lexicon.lexicon_arrays().items():
        assert array.size > 5000
        np.testing.assert_array_equal(stored.arrays()[name], array, name, strict=True)


def test_its_words_around_keywords_are_those_of_the_rules(
    stored: StoredRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = Vocabulary.build(READ).groups
    lists = []
    for form in (stored, None):
        use(monkeypatch, form)
        lists.append((*known_words(READ, groups), KERNELS and first_words(READ, groups)))
    (kept, neighbours, first), (built, expected, built_first) = lists
    np.testing.assert_array_equal(first, built_first, strict=True)
    assert len(built.sequences) > 1000
    assert kept.sequences == {phrase: built.sequences[phrase] for phrase in cue_phrases()}
    assert neighbours == expected
    for name, array in built.arrays().items():
        np.testing.assert_array_equal(kept.arrays()[name], array, name, strict=True)
    text = np.frombuffer(TEXT.encode(), np.uint8)
    np.testing.assert_array_equal(kept.tokens(text).ids, built.tokens(text).ids)
    assert kept.tokens(text).ids.any()


def test_arrays_lie_where_a_kernel_can_take_them(stored: StoredRules) -> None:
    for name, array in stored.arrays().items():
        assert array.flags.aligned, name
        assert not array.flags.writeable, name


def test_two_builds_give_the_same_bytes() -> None:
    command = [sys.executable, "-m", "leakscan.detectors.storing"]
    first, second = (subprocess.run(command, check=True, capture_output=True) for _ in range(2))
    assert first.stdout
    assert first.stdout == second.stdout


@pytest.mark.parametrize("engine", ["portable", "hyperscan"])
def test_findings_do_not_depend_on_it(
    engine: str, stored: StoredRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine == "hyperscan":
        pytest.importorskip("hyperscan")
    options = ScanOptions(engine=engine, key=b"k" * 32)
    seen = []
    for form in (stored, None):
        use(monkeypatch, form)
        seen.append(scan_bytes(TEXT.encode(), "a.txt", rules=load_rules(), options=options).state)
    assert len(seen[0].tallies) > 4
    assert evidence_of(seen[0]) == evidence_of(seen[1])


def test_own_rules_join_it(
    stored: StoredRules, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN_RULE, encoding="utf-8")
    loaded: list[RuleSet] = []
    for form in (stored, None):
        use(monkeypatch, form)
        loaded.append(load_rules([path]))
        assert "test.own" in scan_bytes(b"un zorglub", "a.txt", rules=loaded[-1]).state.tallies
    assert loaded[0] == loaded[1]
    assert loaded[0].digest != READ.digest
    assert [rule.info.id for rule in load_rules([path], builtin=False).rules] == ["test.own"]


def test_it_is_not_used_for_other_inputs(tmp_path: Path) -> None:
    path = tmp_path / "rules.bin"
    content = stored_form(READ, "f" * 64)
    for data in (content[:-1], content + b"\0", content[:40], b"", b"\n", b"{}\n{}\n"):
        path.write_bytes(data)
        assert read_stored(path, "f" * 64) is None
    path.write_bytes(content)
    assert read_stored(path, "e" * 64) is None


def test_a_vocabulary_without_a_layout_is_not_used_where_kernels_are(
    stored: StoredRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = {name: place for name, place in stored.places.items() if "layout" not in name}
    use(monkeypatch, replace(stored, places=places))
    assert (Vocabulary.of(READ).layout is None) == (KERNELS is None)


def test_every_input_counts(copied: tuple[Path, Path]) -> None:
    before = inputs_digest(*copied)
    for path in list(builtin._inputs(*copied)):
        content = path.read_bytes()
        path.write_bytes(content + b" ")
        assert inputs_digest(*copied) != before, path.name
        path.write_bytes(content)
    assert inputs_digest(*copied) == before
    (copied[0] / "more.yaml").write_text("[]", encoding="utf-8")
    assert inputs_digest(*copied) != before


def test_all_code_that_makes_it_is_an_input() -> None:
    program = """
import leakscan.detectors.storing, leakscan.detectors.rule_file, leakscan.detectors.rule_yaml, sys
print(*(module.__file__ for name, module in sys.modules.items() if "leakscan" in name))
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    files = {Path(name).relative_to(PACKAGE).as_posix() for name in done.stdout.split()}
    made_of = {name for name in files if not name.endswith("__init__.py")}
    # What errors are called changes no rule.
    assert made_of - {"model/errors.py", "model/coverage.py"} == set(builtin._CODE)


def test_without_the_file_rules_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(builtin, "STORED_FILE", tmp_path / "none.bin")
    builtin.stored_rules.cache_clear()
    try:
        assert builtin.stored_rules() is None
        assert load_rules() == READ
    finally:
        builtin.stored_rules.cache_clear()

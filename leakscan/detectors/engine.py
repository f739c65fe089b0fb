"""Detection: a chunk in, its hits out. Joins the lanes, the windows and the columns.

A `Detector` is built once per process from a rule set; each member gets a `MemberDetector`,
which remembers the profiles of the member's tables.
"""

from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from leakscan.detectors import name_pairs
from leakscan.detectors.birth_after_name import births_after_names, births_in_cells, tell_years
from leakscan.detectors.cell_hits import CellRules
from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.detectors.coherence import settle
from leakscan.detectors.digit_runs import DigitRuns, digits_value, find_candidates, find_runs
from leakscan.detectors.distant import doubt_distant_statements
from leakscan.detectors.email_lane import Emails, at_signs, find_emails
from leakscan.detectors.encoded_signs import without_encoded_signs
from leakscan.detectors.headers import HeaderIndex
from leakscan.detectors.hyphenated import rejoined_words
from leakscan.detectors.iban_lane import find_ibans, iban_hits
from leakscan.detectors.identifier_hits import (
    Anchors,
    IdentifierRules,
    email_hits,
    nir_hits,
    phone_hits,
)
from leakscan.detectors.keyword_hits import KeywordRules
from leakscan.detectors.layout import Layout
from leakscan.detectors.lexical import LexicalLane, Words
from leakscan.detectors.literal_engines import make_engine
from leakscan.detectors.lone_contacts import PERSON_CATEGORIES, doubt_lone_contacts
from leakscan.detectors.masked import without_masked
from leakscan.detectors.mending import Mending
from leakscan.detectors.misspellings import Misspellings
from leakscan.detectors.nir_lane import find_nirs
from leakscan.detectors.odd_words import OddWords
from leakscan.detectors.own_columns import join_words_to_cells
from leakscan.detectors.passages import Ranges
from leakscan.detectors.phone_lane import Phones, find_phones, lost_zeros
from leakscan.detectors.quiet_cells import QuietCells
from leakscan.detectors.rule import NO_RULE, RuleSet
from leakscan.detectors.searched import SearchedText, without_numbers
from leakscan.detectors.short_forms import doubt_short_forms
from leakscan.detectors.vocabulary import Role, Vocabulary
from leakscan.detectors.votes import HeadEvidence, VotedRules
from leakscan.frozen import slotted
from leakscan.identifiers import nir, phone
from leakscan.membership import are_in
from leakscan.native.library import KERNELS
from leakscan.raw.chunk import Chunk, Table
from leakscan.raw.hits import ColumnHits, Hits
from leakscan.raw.pieces import parts

if TYPE_CHECKING:
    from leakscan.detectors.columns import TableProfile

_MANY = 160_000
"""Runs of digits, words and addresses of mail, weighted, in one chunk of prose: two megabytes of
letters hold more, eight of logs and code fewer."""
_WORD_WEIGHT = 4
_MOST_WORDS = 1_000_000
"""Words of the rules that are looked up at once in prose, of 60 bytes each on the way: eight
megabytes of letters hold half as many, of the same short form written again and again twenty times.
"""
_TEN = 10
"""Digits of a telephone number written in a row."""
_BESIDE_PHONE = 20
"""Bytes of a cell of telephones that are none: whose it is, when to call."""
_BESIDE_EMAIL = 40
"""Bytes of a cell of addresses that are none: a name, brackets, another sign between two."""
_RESULT_RULE = "health.result"
_EXPLAIN_NAMES = frozenset({"name", "doctor", "address", "email", "nir"})
_TEXTS = frozenset({"health", "address"})
_NUMBERS = frozenset({"nir", "phone", "email", "birth-date", "id-document"})
_SPECIAL = frozenset({"art9", "art10"})
_CARE = frozenset({"nir", "birth-date", "phone"})
_LISTED = frozenset({"health.drug", "health.condition"})
_SUPPORTING = frozenset({"nir", "pseudonym", "professional"})
_ESTABLISHMENT_RULE = "fr.finess"
_LABORATORY_RULES = frozenset(
    {
        "date.sample",
        "fr.rpps",
        "health.blood-group",
        "health.comment",
        "health.icd10",
        "health.result",
        "person.doctor",
    }
)
_NAMING_ANALYSES = frozenset(
    "analyse analyses analyte analytes code examen examens lib libelle nom".split()
)
"""How names of columns begin, of those of results, whose cells say what was measured."""
_SEROLOGIES = frozenset({"serologie", "serologies"})
_OF_HOSPITALS = frozenset({"ipp", "iep", "nda"})
"""Names of columns: numbers that only hospitals give to patients and their stays."""
_LABORATORY_COLUMNS = 2
"""Distinct kinds of such columns: one alone (a date, a remark) is in any table."""

Learned = tuple["TableProfile | None", bool]
"""The profile of a chunk's table, and whether it was made from this chunk."""


@slotted
class Detection:
    """The hits of one chunk and what is known of its columns.

    Attributes:
        hits: Ordered by start; None when there are none.
        cells: Hits of whole columns, besides.
        profile: Of the chunk's table; None in prose.
        header_records: How many of the chunk's first records are titles and a header.
        laboratory: This is the first chunk of a table whose columns are a laboratory's.
        new_table: This is the first chunk of a table.
        misspelt: How many hits rest on words with a typing error, by rule.
    """

    hits: Hits | None
    cells: list[ColumnHits]
    profile: "TableProfile | None"
    header_records: int = 0
    laboratory: bool = False
    new_table: bool = False
    misspelt: dict[int, int] = field(default_factory=dict)


class _Seen(NamedTuple):
    """What the lanes see in a chunk, before any of it is judged: runs of digits, @ and words."""

    numbers: SearchedText
    runs: DigitRuns
    signs: Offsets
    prose: SearchedText
    words: Words

    @property
    def load(self) -> int:
        """How much there is to be looked at."""
        return self.runs.size + _WORD_WEIGHT * (self.words.entry.size + self.signs.size)

    def within(self, low: int, data: Bytes) -> "_Seen":
        """What of it stands in a part of prose, which begins at `low`."""
        text, high = SearchedText(data), low + data.size
        signs = self.signs[slice(*np.searchsorted(self.signs, [low, high]))] - low
        words = self.words.within(low, high)
        return _Seen(text, self.runs.within(low, data), signs, text, words)


class Detector:
    """A rule set, compiled; shared by all members of a process."""

    def __init__(self, rules: RuleSet, engine: str = "auto") -> None:
        self.rules = rules
        self.vocabulary = Vocabulary.of(rules)
        self.lane = LexicalLane(self.vocabulary, make_engine(engine, self.vocabulary))
        self.headers = HeaderIndex(rules)
        self.cells = CellRules(rules)
        self.keywords = KeywordRules(rules, self.vocabulary)
        self.quiet_cells = QuietCells() if KERNELS is not None else None
        self.wordless = self.cells.wordless | self.keywords.is_opaque
        """By rule index, and last for none: its columns are not searched for words."""
        self.identifiers = IdentifierRules(
            nir=rules.number_of("fr.nir"),
            keyless=rules.number_of("fr.nir.keyless"),
            phone=rules.number_of("fr.phone"),
            email=rules.number_of("email"),
            mailbox=rules.number_of("fr.mssante.patient"),
            text_roles=np.append(_of_categories(rules, _TEXTS), np.False_),
        )
        slips = Misspellings(rules, self.vocabulary)
        odd_words = OddWords(rules, self.vocabulary, self.lane, slips)
        self.mending = Mending(rules, self.lane, self.keywords, odd_words)
        self.ibans = (rules.number_of("fr.iban"), rules.number_of("iban"))
        self.address = rules.number_of("fr.address")
        self.tells_persons = _of_categories(rules, PERSON_CATEGORIES)
        """By rule index: somebody, where it stands."""
        self.names = _of_categories(rules, frozenset({"name", "doctor"}))
        """By rule index: somebody's name."""
        self.numbers_persons = _of_categories(rules, _NUMBERS)
        """By rule index: a number by which somebody is known or reached."""
        self.states = _of_categories(rules, _SPECIAL)
        """By rule index: statements of other special categories than health."""
        comment = rules.number_of("health.comment")
        self.may_hold_sentences = np.append(self.numbers_persons, np.True_)
        self.may_hold_sentences[comment] = True
        """By rule index, and last for none: its columns may hold sentences with numbers."""
        self.holds_remarks = np.arange(self.may_hold_sentences.size) == comment
        """By rule index, and last for none: its columns hold remarks."""
        levels = np.array([rule.info.level for rule in rules.rules])
        self.explains_names = _of_categories(rules, _EXPLAIN_NAMES) | (levels > 0)
        if comment != NO_RULE:
            self.explains_names[comment] = False
        """By rule index: names inside its hits are part of what it found, unless it is a remark."""
        self.listed = np.array([rule.info.id in _LISTED for rule in rules.rules] or [False])
        """By rule index: a cell of its columns may list several."""
        self.tells_care = _of_categories(rules, _CARE) | (levels > 0)
        """By rule index: health, or a number that somebody in care has."""
        self.by_chance = _of_categories(rules, frozenset({"email"})) | (levels > 0)
        """By rule index: short words and signs, which come by chance where anything is encoded."""
        self.voted = VotedRules(
            nir=self.identifiers.nir,
            phone=self.identifiers.phone,
            email=self.identifiers.email,
            address=self.address,
            blood_group=rules.number_of("health.blood-group"),
            comment=comment,
            birth_date=rules.number_of("person.birth-date"),
            name=rules.number_of("person.name"),
            doctor=rules.number_of("person.doctor"),
            sex=rules.number_of("person.sex"),
            postcode=rules.number_of("fr.postcode"),
            pseudonym=rules.number_of("fr.ipp"),
            visit=rules.number_of("date.sample"),
            icd10=rules.number_of("health.icd10"),
            result=rules.number_of(_RESULT_RULE),
            password=rules.number_of("credential.password"),
        )

    @property
    def engine_name(self) -> str:
        """``hyperscan`` or ``portable``."""
        return self.lane.engine_name

    def is_laboratory(self, profile: "TableProfile") -> bool:
        """Whether a table's columns say it comes from a laboratory or a hospital."""
        kinds = {self.rules.rules[rule].info.id for rule in profile.rule.tolist() if rule >= 0}
        telling = len(kinds & _LABORATORY_RULES) + len(_OF_HOSPITALS.intersection(profile.names))
        return _ESTABLISHMENT_RULE in kinds or telling >= _LABORATORY_COLUMNS

    def drop_lone_results(self, profile: "TableProfile") -> None:
        """Take the role from a lone "résultat" column: of a match or an exam, not of a test.

        Another laboratory column, a health code or a NIR beside it makes it one.
        """
        roles = [self.rules.rules[rule].info for rule in profile.rule.tolist() if rule >= 0]
        results = [info for info in roles if info.id == _RESULT_RULE]
        others = {info.id for info in roles} - {_RESULT_RULE}
        supported = others & _LABORATORY_RULES or any(
            info.level or info.category in _SUPPORTING for info in roles if info.id in others
        )
        if len(results) == 1 and not supported:
            profile.rule[profile.rule == self.rules.number_of(_RESULT_RULE)] = NO_RULE

    def drop_names_of_results(self, profile: "TableProfile") -> None:
        """Take the role from columns that say what was measured, where others say how much.

        An analysis with its value is one result, and a serology may be any.
        """
        held = profile.rule == self.rules.number_of(_RESULT_RULE)
        named = [name.split(" ", 1)[0] in _NAMING_ANALYSES for name in profile.names]
        if (held & ~np.array(named, np.bool_)).any():
            serologies = [name in _SEROLOGIES for name in profile.names]
            profile.rule[serologies | (held & named)] = NO_RULE

    def column_name(self, column: str, number: int) -> str:
        """How reports call a column: its name in our dictionary, else its number from 1."""
        match = self.headers.match(column)
        return match.name if match else f"col#{number + 1}"

    def categories_in(self, text: bytes) -> frozenset[str]:
        """The categories of what a short text, such as a file name, holds."""
        chunk = Chunk(text, 0, len(text), 1, 0, np.zeros(1, np.int64))
        found = self.member().detections(chunk) if text else iter(())
        rules = {rule for _, seen in found if seen.hits for rule in seen.hits.rule.tolist()}
        return frozenset(self.rules.rules[rule].info.category for rule in rules)

    def member(self) -> "MemberDetector":
        """A detector for one member's chunks, in order."""
        return MemberDetector(self)


def _of_categories(rules: RuleSet, categories: frozenset[str]) -> Mask:
    """Which rules are of one of these categories, by index."""
    return np.array([rule.info.category in categories for rule in rules.rules], np.bool_)


class MemberDetector:
    """Detects in the chunks of one member; remembers what its tables' columns hold."""

    def __init__(self, detector: Detector) -> None:
        self._detector = detector
        self._profiles: dict[int, tuple[Table, TableProfile]] = {}
        self._load = 0
        """Of the last piece of prose."""

    def detections(
        self, chunk: Chunk, learned: Learned | None = None
    ) -> Iterator[tuple[Chunk, Detection]]:
        """What is found in the text that `chunk` owns: in all of it, or in pieces of it.

        Calls cost what they do whatever a chunk holds, so prose comes in large chunks; where
        there is much in it, it is taken in pieces, for its arrays to stay in memory.

        Args:
            chunk: The member's next, or any when it is known what was `learned` from it.
            learned: What `learn` gave, maybe in another process.
        """
        if chunk.table is None:
            yield from self._prose(chunk)
            return
        # Imported here: text without tables needs nothing of what tells patients by references.
        from leakscan.detectors.fhir_references import with_patients

        data = np.frombuffer(chunk.data, np.uint8)
        profile, is_new = self._profile(chunk, data) if learned is None else learned
        header_records = profile.header_rows if profile is not None and is_new else 0
        layout = Layout(chunk, data, profile, _body_start(chunk, header_records))
        cells, handled = self._detector.cells.hits(layout)
        cells = with_patients(cells, layout, self._detector.voted.pseudonym)
        seen = self._look(layout, handled)
        assert seen is not None
        found = self._found(layout, seen, cells)
        found.header_records, found.new_table = header_records, is_new
        found.laboratory = is_new and profile is not None and self._detector.is_laboratory(profile)
        yield chunk, found

    def _prose(self, chunk: Chunk) -> Iterator[tuple[Chunk, Detection]]:
        """What is found in prose; to look at a large chunk takes memory where there is much."""
        waiting = [chunk]
        if self._load > _MANY and chunk.record_starts.size > 1:
            waiting = _cut(chunk, 2)
        while waiting:
            piece = waiting.pop()
            data = np.frombuffer(piece.data, np.uint8)
            most = _MOST_WORDS if piece.record_starts.size > 1 else None
            seen = self._look(Layout(piece, data, None, piece.begin), None, most)
            if seen is None:
                waiting += _cut(piece, 4)
                continue
            self._load = seen.load
            yield from self._in_prose(piece, seen)

    def _in_prose(self, chunk: Chunk, seen: "_Seen") -> Iterator[tuple[Chunk, Detection]]:
        """What is found in prose, in as many pieces as there is much in it."""
        count = seen.load // _MANY + 1
        if count == 1 or chunk.record_starts.size <= 1:
            yield chunk, self._found(Layout(chunk, seen.prose.data, None, chunk.begin), seen, [])
            return
        for low, part in parts(chunk, count):
            data = np.frombuffer(part.data, np.uint8)
            yield from self._in_prose(part, seen.within(low, data))

    def _found(self, layout: Layout, seen: "_Seen", cells: list[ColumnHits]) -> Detection:
        """The hits of a chunk in which the lanes saw this."""
        hits = self._search(seen, layout)
        slips = self._slips(hits, layout)
        hits += slips
        if not hits and not cells:
            return Detection(None, cells, layout.profile)
        detector = self._detector
        email = detector.identifiers.email
        if layout.chunk.table is None:
            if any((part.rule == email).any() for part in hits):
                # Imported here: most texts have no addresses.
                from leakscan.detectors.bylines import doubt_in_histories

                doubt_in_histories(hits, layout, email)
            doubt_short_forms(hits, slips, layout)
        else:
            # Imported here: text without tables needs nothing of what FHIR defines.
            from leakscan.detectors.fhir_definitions import doubt_definitions

            cells = doubt_definitions(hits, cells, layout)
        settle(hits, cells, layout, detector.identifiers.keyless, detector.voted)
        cells = join_words_to_cells(hits, cells, layout, detector.listed)
        joined = Hits.outermost(hits) if hits else None
        if joined is not None:
            joined = without_masked(joined, layout.data, detector.names)
        found = Detection(joined, cells, layout.profile)
        if slips:
            rules, counts = np.unique(slips[0].rule, return_counts=True)
            found.misspelt = dict(zip(rules.tolist(), counts.tolist(), strict=True))
        return found

    def _slips(self, hits: list[Hits], layout: Layout) -> list[Hits]:
        """Hits of words that are misspelt or misread, in remarks and near what tells something."""
        is_prose = layout.chunk.table is None
        seen = self._telling(hits, layout.chunk) if is_prose else np.empty(0, np.int64)
        return self._detector.mending.hits(hits, seen, layout)

    def learn(self, chunk: Chunk) -> Learned:
        """Look at the columns of the next chunk, which somebody else searches."""
        return self._profile(chunk, np.frombuffer(chunk.data, np.uint8))

    def _look(
        self, layout: Layout, handled: Mask | None, most: int | None = None
    ) -> "_Seen | None":
        """What the two lanes see, each in the cells in which it can stand.

        None where there are more words than `most`.
        """
        detector = self._detector
        numbers = SearchedText.of(layout, detector.cells.hidden, handled)
        prose = SearchedText.of(layout, detector.wordless, without_numbers(layout, handled))
        lost_zeros = layout.has_role(detector.identifiers.phone)
        lane = detector.lane
        words = lane.find(prose.data) if most is None else lane.find_up_to(prose.data, most)
        if words is None:
            return None
        runs = find_candidates(numbers.data, lost_zeros=lost_zeros)
        return _Seen(numbers, runs, at_signs(numbers.data), prose, words)

    def _search(self, seen: "_Seen", layout: Layout) -> list[Hits]:
        """The hits among what the lanes saw, no part of them empty."""
        detector = self._detector
        emails = find_emails(seen.numbers.data, seen.signs)
        seen.numbers.translate(emails)
        words = self._telling_words(seen, emails, layout)
        found = [
            *self._numbered(seen, words, layout),
            *email_hits(emails, layout, detector.identifiers),
            *detector.keywords.hits(words, layout),
        ]
        hits = [part for part in found if len(part)]
        if layout.chunk.table is None:
            hits = without_encoded_signs(hits, layout.data, detector.by_chance)
            hits += self._parted(hits, layout)
        if layout.profile is None and detector.voted.name != NO_RULE:
            return self._with_people(hits, layout)
        hits += self._births_behind_names(layout)
        hits += self._people_in_cells(hits, layout)
        if layout.profile is not None and not self._lists_people(layout.profile):
            self._doubt(hits, layout)
        return hits

    def _telling_words(self, seen: "_Seen", emails: Emails, layout: Layout) -> Words:
        """The words that may say something, where they stand in the chunk."""
        detector, prose, words = self._detector, seen.prose, seen.words
        if not words.entry.size:
            return words
        if layout.profile is None:
            words = words.take(detector.keywords.have_digits(words, prose.data))
            words = words.take(~detector.lane.are_in_identifiers(words, prose.data))
        prose.translate(words)
        # What a mailbox or its domain is called is said of nobody: ``lupus@``, ``@vih-info.fr``.
        words = words.take(~emails.hold(words.start))
        if layout.body > layout.chunk.begin:
            # ``portable`` in the header is no label of what stands in the first row.
            words = words.take(words.start >= layout.body)
        return words

    def _numbered(self, seen: "_Seen", words: Words, layout: Layout) -> list[Hits]:
        """The hits among runs of digits, of which most small texts have none."""
        detector, runs = self._detector, seen.runs
        if not runs.size:
            return []
        rules = detector.identifiers
        nirs, phones, ibans = find_nirs(runs), find_phones(runs), find_ibans(runs)
        shortened = lost_zeros(runs) if layout.has_role(rules.phone) else None
        for found in (nirs, phones, ibans, shortened):
            if found is not None:
                seen.numbers.translate(found)
        anchors = _anchors(words, detector.vocabulary)
        return [
            *nir_hits(nirs, layout, anchors, rules, fifteens=_runs_of(runs, nir.FULL_DIGITS)),
            *phone_hits(phones, shortened, nirs, layout, anchors, rules, tens=_runs_of(runs, _TEN)),
            *iban_hits(ibans, layout, *detector.ibans),
        ]

    def _lists_people(self, profile: "TableProfile") -> bool:
        """Whether a column of a table tells a person."""
        return bool(self._detector.tells_persons[profile.rule[profile.rule != NO_RULE]].any())

    def _doubt(self, hits: list[Hits], layout: Layout) -> None:
        """Lower the tier of statements and contacts that stand with nobody."""
        detector = self._detector
        known = detector.tells_persons | detector.numbers_persons
        doubt_distant_statements(hits, layout, known, detector.states)
        doubt_lone_contacts(
            hits,
            layout.chunk,
            is_person=detector.tells_persons,
            address=detector.address,
            phone=detector.identifiers.phone,
        )

    def _telling(self, hits: list[Hits], chunk: Chunk) -> Offsets:
        """Where hits tell of health or persons, and where a text begins; ascending."""
        begin = chunk.record_starts[: 0 if chunk.first_record else 1]
        if not hits:
            return begin
        is_person = self._detector.tells_persons
        telling = [part.start[(part.level > 0) | is_person[part.rule]] for part in hits]
        return np.sort(np.concatenate([begin, *telling]))

    def _parted(self, hits: list[Hits], layout: Layout) -> list[Hits]:
        """Hits of words that the ends of lines part, where others tell of health or persons."""
        detector = self._detector
        words = rejoined_words(detector.lane, layout.chunk, self._telling(hits, layout.chunk))
        found = detector.keywords.hits(words, layout) if words is not None else []
        return [part for part in found if len(part)]

    def _births_behind_names(self, layout: Layout) -> list[Hits]:
        """Hits of the births in columns of names: ``DURAND Zoé (02/01/1979)``."""
        if layout.profile is None:
            return []
        birth = self._detector.voted.birth_date
        columns = np.flatnonzero(layout.profile.births_behind).tolist()
        found = (births_in_cells(layout, column, birth) for column in columns)
        return [part for part in found if part is not None]

    def _people_in_cells(self, hits: list[Hits], layout: Layout) -> list[Hits]:
        """Hits of names in sentences of a table, beside somebody's number or in remarks on care."""
        detector = self._detector
        name, taken = detector.voted.name, detector.explains_names
        if name == NO_RULE:
            return []
        sentences = name_pairs.sentences_in(
            hits,
            layout,
            detector.quiet_cells,
            (detector.numbers_persons, detector.may_hold_sentences),
            (detector.tells_care, detector.holds_remarks),
        )
        if sentences is None:
            return []
        pairs = name_pairs.names_in_cells(name, layout, taken, sentences)
        # Imported here: tables without sentences need nothing of it.
        from leakscan.detectors.told_names import told_names

        found = [pairs] if pairs is not None else []
        around = Ranges.of(layout.data, sentences.lows, sentences.highs)
        told = told_names(name, sentences.hits + found, layout, taken, around)
        found += [told] if told is not None else []
        return found + self._professionals_in_cells(hits + found, layout, sentences, around)

    def _professionals_in_cells(
        self, hits: list[Hits], layout: Layout, sentences: name_pairs.Sentences, around: Ranges
    ) -> list[Hits]:
        """Names that roles of care tell in sentences of a table; see `_professionals`."""
        detector = self._detector
        if detector.voted.doctor == NO_RULE:
            return []
        from leakscan.detectors.professionals import professionals_in_cells

        found = professionals_in_cells(
            hits,
            layout,
            sentences,
            around,
            name=detector.voted.name,
            doctor=detector.voted.doctor,
            taken=detector.explains_names,
        )
        return [found] if found is not None else []

    def _with_people(self, hits: list[Hits], layout: Layout) -> list[Hits]:
        """Hits in prose, with what only names and their neighbourhood tell."""
        if not hits:
            return hits
        detector = self._detector
        name, birth = detector.voted.name, detector.voted.birth_date
        names = name_pairs.name_pairs(name, hits, layout, detector.explains_names)
        hits += [names] if names is not None else []
        around = name_pairs.around_hits(hits, layout, detector.tells_care)
        if around is not None:
            # Imported here: text without tables alone needs them.
            from leakscan.detectors.listed_names import listed_names
            from leakscan.detectors.told_names import told_names

            for read in (told_names, listed_names):
                names = read(name, hits, layout, detector.explains_names, around)
                hits += [names] if names is not None else []
        if birth != NO_RULE:
            nirs = (detector.identifiers.nir, detector.identifiers.keyless)
            births = births_after_names(
                hits, layout.chunk, layout.data, name=name, birth=birth, nirs=nirs
            )
            hits += [births] if births is not None else []
            in_years = tell_years(layout.data)
            if in_years or any((part.rule == birth).any() for part in hits):
                from leakscan.detectors.born_names import born_names

                taken = detector.explains_names
                born = born_names(
                    hits, layout, name=name, birth=birth, taken=taken, in_years=in_years
                )
                hits += [born] if born is not None else []
        hits += self._professionals(hits, layout)
        self._doubt(hits, layout)
        return hits

    def _professionals(self, hits: list[Hits], layout: Layout) -> list[Hits]:
        """Names that roles of care tell; those among the hits become professionals'."""
        detector = self._detector
        doctor = detector.voted.doctor
        if doctor == NO_RULE:
            return []
        # Imported here: text without tables alone needs it.
        from leakscan.detectors.professionals import professionals

        found = professionals(
            hits,
            layout,
            name_pairs.around_hits(hits, layout, detector.tells_care),
            name=detector.voted.name,
            doctor=doctor,
            taken=detector.explains_names,
        )
        return [found] if found is not None else []

    def _profile(self, chunk: Chunk, data: Bytes) -> Learned:
        table, fields = chunk.table, chunk.fields
        if table is None or fields is None:
            return None, False
        known = self._profiles.get(id(table))
        detector = self._detector
        if known is not None:
            columns = max(len(table.columns), int(fields.column.max(initial=-1)) + 1)
            known[1].extend(table, columns, detector.headers)
            return known[1], False
        # Imported here: text without tables needs nothing of what elects the roles of columns.
        from leakscan.detectors.columns import profile_of

        evidence = _head_evidence(chunk, data)
        profile = profile_of(chunk, fields, evidence, detector.headers, detector.voted)
        detector.drop_lone_results(profile)
        detector.drop_names_of_results(profile)
        self._profiles[id(table)] = (table, profile)
        return profile, True


def _cut(chunk: Chunk, count: int) -> list[Chunk]:
    """The parts of a chunk of prose, the first of them last."""
    return [part for _, part in parts(chunk, count)][::-1]


def _head_evidence(chunk: Chunk, data: Bytes) -> HeadEvidence:
    """What the numeric lane finds in a table's head, before anything is known of its columns."""
    layout = Layout(chunk, data, None, chunk.begin)
    runs = find_runs(data)
    nirs, phones, emails = find_nirs(runs), find_phones(runs), find_emails(data, at_signs(data))
    tens, fifteens = _runs_of(runs, _TEN), _runs_of(runs, nir.FULL_DIGITS)
    empty = are_in(digits_value(data, tens, _TEN), phone.PLACEHOLDER_NUMBERS)
    nir_fields = layout.fields_of(nirs.start, nirs.end)[nirs.keyed]
    other_fields = layout.fields_of(fifteens, fifteens + nir.FULL_DIGITS)
    return HeadEvidence(
        nir_fields=np.concatenate([nir_fields, other_fields]),
        nir_valid=np.append(nirs.valid[nirs.keyed], np.zeros(other_fields.size, np.bool_)),
        phone_fields=layout.fields_of(phones.start, phones.end),
        phone_cells=_fields_filled(phones, layout, _BESIDE_PHONE),
        bare_ten_digit_fields=layout.fields_of(tens[~empty], tens[~empty] + _TEN),
        no_phone_fields=layout.fields_of(tens[empty], tens[empty] + _TEN),
        email_fields=_fields_filled(emails, layout, _BESIDE_EMAIL),
    )


def _fields_filled(found: Emails | Phones, layout: Layout, beside: int) -> Offsets:
    """The fields that are addresses or telephones: others are text that tells one.

    Args:
        found: What may fill them.
        layout: Where they stand.
        beside: Bytes of a field that may be something else.
    """
    number = layout.fields_of(found.start, found.end)
    fields = layout.chunk.fields
    if fields is None:
        return number
    inside = number >= 0
    sizes = np.bincount(number[inside], (found.end - found.start)[inside], fields.starts.size)
    mostly = fields.ends - fields.starts - sizes <= beside
    return number[inside][mostly[number[inside]]]


def _runs_of(runs: DigitRuns, digits: int) -> Offsets:
    return runs.starts[runs.lengths == digits]


def _body_start(chunk: Chunk, header_records: int) -> int:
    if not header_records:
        return chunk.begin
    if chunk.record_starts.size <= header_records:
        return chunk.end
    return int(chunk.record_starts[header_records])


def _anchors(words: Words, vocabulary: Vocabulary) -> Anchors:
    role = vocabulary.role[words.entry]
    found: dict[Role, dict[int, Offsets]] = {}
    for kind in (Role.LABEL, Role.VETO):
        chosen = words.take(role == kind)
        rule = vocabulary.rule[chosen.entry]
        found[kind] = {
            int(number): chosen.end[rule == number]
            for number in np.flatnonzero(np.bincount(rule)).tolist()
        }
    return Anchors(found[Role.LABEL], found[Role.VETO])

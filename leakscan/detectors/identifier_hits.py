"""From numeric candidates to hits: what a key, a column or a label makes of a digit group."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import Mask, Offsets
from leakscan.detectors.email_lane import Emails, are_patient_mailboxes, numbers_of_mailboxes
from leakscan.detectors.layout import Layout, close_after, nearest_before
from leakscan.detectors.nir_lane import NirCandidates, look_random
from leakscan.detectors.phone_lane import Phones
from leakscan.detectors.rule import NO_RULE
from leakscan.frozen import slotted
from leakscan.identifiers import nir, phone
from leakscan.membership import distinct
from leakscan.model.taxonomy import Tier
from leakscan.raw.hits import Hits

LABEL_REACH = 32
"""Bytes between a label and the value it carries: ``N° de sécurité sociale (13 car.) : ``."""
_VETO_REACH = 10
"""The same for words such as ``version`` and ``lot``, which speak of what follows at once."""
_DRAWS, _RISING_SHARE = 5, 0.5
_TENS_SAMPLE, _TENS_SHARE = 8, 0.3
_CODES, _ENDINGS, _ENDINGS_SHARE = 8, 2, 0.9
"""Numbers of a list, and last digits that most of them have when they count or class something."""


class IdentifierRules(NamedTuple):
    """Indices of the kernels' rules in the rule set; `NO_RULE` when a set lacks one."""

    nir: int
    keyless: int
    phone: int
    email: int
    mailbox: int
    text_roles: Mask
    """For each rule, and last for none: its columns are free text, where anything may stand."""


@slotted
class Anchors:
    """Ends of the label and veto words of the numeric lane's rules, by rule index."""

    labels: dict[int, Offsets]
    vetoes: dict[int, Offsets]

    def labelled(self, rule: int, starts: Offsets) -> Mask:
        """Whether a label of the rule stands closely before each start."""
        return close_after(self.labels.get(rule, np.empty(0, np.int64)), starts, LABEL_REACH)

    def carried(self, rule: int, starts: Offsets) -> Mask:
        """Whether what stands closely before each start is a label, with no veto between."""
        labelled, vetoes = self.labelled(rule, starts), self.vetoes.get(rule)
        if vetoes is not None and labelled.any():
            labelled &= nearest_before(self.labels[rule], starts) >= nearest_before(vetoes, starts)
        return labelled

    def vetoed(self, rule: int, starts: Offsets, reach: int = LABEL_REACH) -> Mask:
        """Whether a veto word of the rule stands at most `reach` bytes before each start."""
        return close_after(self.vetoes.get(rule, np.empty(0, np.int64)), starts, reach)


def nir_hits(
    found: NirCandidates,
    layout: Layout,
    anchors: Anchors,
    rules: IdentifierRules,
    *,
    fifteens: Offsets,
) -> list[Hits]:
    """Hits of `fr.nir` (right key) and `fr.nir.keyless` (a label or column carries it).

    Args:
        found: What looks like a NIR.
        layout: Where all of them stand.
        anchors: Labels and vetoes.
        rules: Which rules are which.
        fifteens: Where runs of fifteen digits start, NIRs or not.
    """
    if layout.profile is None:
        # Nothing else carries a number without a key: of timestamps there are many.
        found = found.take(found.keyed | anchors.carried(rules.keyless, found.start))
    if not found.start.size:
        return []
    fields = layout.fields_of(found.start, found.end)
    owned = layout.owned(found.start) & ~layout.after_zero_comma(found.start)
    chance = _is_noise(found, layout, fields, fifteens)[owned]
    found, fields = found.take(owned), fields[owned]
    in_column = layout.role_of(fields) == rules.nir
    labelled = anchors.carried(rules.keyless, found.start) | in_column
    # Separators show that somebody meant a NIR.
    in_one = found.end - found.start == nir.FULL_DIGITS
    chance |= in_one & nir.are_monotonous(found.number) & ~labelled
    vetoed = anchors.vetoed(rules.keyless, found.start) & ~labelled
    sure = labelled | nir.is_definitive(found.number)
    valid = found.valid & ~vetoed & (in_column | ~chance)
    carried = ~found.valid & labelled & (in_column | ~chance)
    by_key = np.where(sure, Tier.VALIDATED, Tier.CONTEXTUAL).astype(np.int8)
    by_place = np.where(in_column, Tier.STRUCTURAL, Tier.CONTEXTUAL).astype(np.int8)
    return [
        _nirs(rule, found.take(which), fields[which], tier[which])
        for rule, which, tier in ((rules.nir, valid, by_key), (rules.keyless, carried, by_place))
        if rule != NO_RULE and which.any()
    ]


def _nirs(rule: int, found: NirCandidates, fields: Offsets, tier: npt.NDArray[np.int8]) -> Hits:
    return Hits.of(
        rule,
        found.start,
        found.end,
        tier=tier,
        value=found.number,
        synthetic=nir.are_specimens(found.number),
        field=fields,
    )


def _is_noise(found: NirCandidates, layout: Layout, fields: Offsets, fifteens: Offsets) -> Mask:
    """Look-alikes among random digits, where a right key is chance (1 in 97)."""
    if layout.profile is not None:
        return layout.flag_of(layout.profile.noisy, fields)
    own = layout.owned(found.start)
    record = layout.chunk.record_of(found.start)
    # Only what this chunk owns, so that the cut of the text changes nothing.
    runs = layout.chunk.record_of(fifteens[layout.owned(fifteens)])
    size = int(max(record.max(initial=0), runs.max(initial=0))) + 1
    separated = own & found.keyed & (found.end - found.start != nir.FULL_DIGITS)
    shaped = np.bincount(record[separated], minlength=size) + np.bincount(runs, minlength=size)
    valid = np.bincount(record[own & found.valid], minlength=size)
    return look_random(shaped, valid)[record]


def phone_hits(
    found: Phones,
    shortened: Phones | None,
    nirs: NirCandidates,
    layout: Layout,
    anchors: Anchors,
    rules: IdentifierRules,
    *,
    tens: Offsets,
) -> list[Hits]:
    """Hits of `fr.phone`: structural in a phone column, contextual by label or by form.

    Args:
        found: Numbers as people write them.
        shortened: Numbers without their leading zero; None without a phone column.
        nirs: NIR look-alikes, whose digits are not a phone's.
        layout: Where all of them stand.
        anchors: Labels and vetoes.
        rules: Which rules are which.
        tens: Where runs of ten digits start, telephone numbers or not.
    """
    if rules.phone == NO_RULE or (not found.start.size and shortened is None):
        return []
    nirs = nirs.take(nirs.valid | ~_begins_inside(nirs.start, found))
    found = found.take(~_overlap(found.start, found.end, nirs))
    fields = layout.fields_of(found.start, found.end)
    role = layout.role_of(fields)
    in_column = role == rules.phone
    labelled = anchors.labelled(rules.phone, found.start)
    elsewhere = (role != NO_RULE) & ~in_column & ~rules.text_roles[role]
    if layout.profile is not None:
        elsewhere |= layout.flag_of(layout.profile.not_phone, fields) & ~in_column
    elsewhere |= _among_other_tens(found, tens, layout)
    elsewhere |= (_are_indices(found) | _among_codes(found, layout)) & ~in_column
    drawn = _among_draws(found, layout) & ~labelled
    bare = ~found.formatted & ~labelled
    low, high = layout.bounds_of(fields)
    refused = anchors.vetoed(rules.phone, found.start, _VETO_REACH)
    refused |= found.bound_before & (found.start > low) | found.bound_after & (found.end < high)
    keep = layout.owned(found.start) & ~(bare & elsewhere) & ~drawn
    keep &= ~(refused & ~labelled & ~in_column) & ~layout.after_zero_comma(found.start)
    tier = np.where(bare, Tier.LEXICAL, Tier.CONTEXTUAL)
    tier = np.where(in_column, Tier.STRUCTURAL, tier).astype(np.int8)
    hits = [_phones(rules.phone, found, fields, tier, keep, layout)]
    if shortened is not None:
        hits.append(_lost_zero_hits(shortened, fields[in_column], layout, rules))
    return hits


def _among_other_tens(found: Phones, tens: Offsets, layout: Layout) -> Mask:
    """In prose: whether the ten-digit runs of the record are mostly no telephone numbers.

    Of random ones one in twelve looks like one.
    """
    tens = tens[layout.owned(tens)]
    if layout.profile is not None or not tens.size:
        return np.zeros(found.start.size, np.bool_)
    record, others = layout.chunk.record_of(found.start), layout.chunk.record_of(tens)
    size = int(others.max()) + 1
    total = np.bincount(others, minlength=size)
    bare = record[~found.formatted & layout.owned(found.start)]
    sound = np.bincount(bare, minlength=size)[:size]
    noisy = (total >= _TENS_SAMPLE) & (sound < _TENS_SHARE * total)
    return noisy[np.minimum(record, size - 1)]


def _are_indices(found: Phones) -> Mask:
    """Whether each digit is at most one more than those before: ``0123243252`` refers to a list.

    Of telephones one in ten thousand is.
    """
    places = np.array([10**power for power in range(9, -1, -1)], np.uint64)
    digits = (found.number[:, None] // places % 10).astype(np.int64)
    most = np.maximum.accumulate(digits, axis=1)
    return np.asarray((digits[:, 1:] <= most[:, :-1] + 1).all(axis=1), np.bool_)


def _among_codes(found: Phones, layout: Layout) -> Mask:
    """In prose: whether the bare numbers of the record end with one of two digits, as codes do.

    Codes of places and classes are numbered from one in each; of eight telephones one list in
    ten thousand ends so.
    """
    result = np.zeros(found.start.size, np.bool_)
    if layout.profile is not None:
        return result
    record = layout.chunk.record_of(found.start)
    bare = np.flatnonzero(~found.formatted & layout.owned(found.start))
    if bare.size < _CODES:
        return result
    each = np.uint64(10**phone.NATIONAL_DIGITS)
    listed = distinct(record[bare].astype(np.uint64) * each + found.number[bare])
    place = (listed // each * np.uint64(10) + listed % np.uint64(10)).astype(np.int64)
    size = int(record.max()) + 1
    endings = np.sort(np.bincount(place, minlength=10 * size).reshape(size, 10), axis=1)
    total, most = endings.sum(axis=1), endings[:, -_ENDINGS:].sum(axis=1)
    return np.asarray(((total >= _CODES) & (most >= _ENDINGS_SHARE * total))[record], np.bool_)


def _among_draws(found: Phones, layout: Layout) -> Mask:
    """In prose: whether the telephones of the record mostly count upwards, ``05 12 23 34 45``.

    Of telephones one in thirty does; of draws, timetables and other sorted numbers all do.
    """
    result = np.zeros(found.start.size, np.bool_)
    if layout.profile is not None or found.start.size < _DRAWS:
        return result
    pairs = found.number[:, None] // np.array([10**8, 10**6, 10**4, 100, 1], np.uint64) % 100
    upwards = (pairs[:, 1:] > pairs[:, :-1]).all(axis=1) & found.formatted
    record = layout.chunk.record_of(found.start)
    own = layout.owned(found.start)
    total, rising = np.bincount(record[own]), np.bincount(record[own & upwards])
    drawn = np.flatnonzero(rising >= _DRAWS)
    drawn = drawn[rising[drawn] >= _RISING_SHARE * total[drawn]]
    return np.isin(record, drawn)


def _phones(
    rule: int,
    found: Phones,
    fields: Offsets,
    tier: npt.NDArray[np.int8],
    keep: Mask,
    layout: Layout,
) -> Hits:
    personal = np.ones(found.start.size, np.bool_)
    if layout.profile is not None:
        personal = ~layout.flag_of(layout.profile.professional, fields)
    return Hits.of(
        rule,
        found.start[keep],
        found.end[keep],
        tier=tier[keep],
        value=found.number[keep],
        personal=personal[keep],
        synthetic=phone.are_fiction(found.number[keep]),
        field=fields[keep],
    )


def _lost_zero_hits(found: Phones, taken: Offsets, layout: Layout, rules: IdentifierRules) -> Hits:
    """Numbers without their leading zero, only in phone columns and cells with no other number."""
    fields = layout.fields_of(found.start, found.end)
    assert layout.chunk.fields is not None
    has_number = np.zeros(layout.chunk.fields.starts.size + 1, np.bool_)
    has_number[taken] = True
    keep = (layout.role_of(fields) == rules.phone) & ~has_number[fields]
    keep &= layout.owned(found.start)
    tier = np.full(fields.size, Tier.STRUCTURAL, np.int8)
    return _phones(rules.phone, found, fields, tier, keep, layout)


def _begins_inside(starts: Offsets, found: Phones) -> Mask:
    """Whether each offset lies inside a written telephone, where no NIR begins."""
    written = np.flatnonzero(found.formatted)
    if not written.size:
        return np.zeros(starts.size, np.bool_)
    at = np.searchsorted(found.start[written], starts, side="left") - 1
    return (at >= 0) & (found.end[written][np.maximum(at, 0)] > starts)


def _overlap(start: Offsets, end: Offsets, nirs: NirCandidates) -> Mask:
    """Whether each span touches a NIR look-alike: ``… 05 97 411 123 45`` is no phone.

    One without a right key that begins inside the span is no better an explanation.
    """
    if not nirs.start.size:
        return np.zeros(start.size, np.bool_)
    index = np.searchsorted(nirs.start, end, side="left") - 1
    at = np.maximum(index, 0)
    # Nor is one whose last two digits, a wrong key, begin the span.
    explains = nirs.valid[at] | ((nirs.start[at] <= start) & (start < nirs.end[at] - 2))
    return (index >= 0) & (nirs.end[at] > start) & explains


def email_hits(found: Emails, layout: Layout, rules: IdentifierRules) -> list[Hits]:
    """Hits of `email`: structural in their column, else contextual: the form is distinctive.

    And of `fr.mssante.patient`, whose addresses hold the patient's NIR.
    """
    if rules.email == NO_RULE or not found.start.size:
        return []
    fields = layout.fields_of(found.start, found.end)
    keep = layout.owned(found.start)
    in_column = layout.role_of(fields) == rules.email
    tier = np.where(in_column, Tier.STRUCTURAL, Tier.CONTEXTUAL).astype(np.int8)
    personal = ~found.role
    if layout.profile is not None:
        personal = personal & ~layout.flag_of(layout.profile.professional, fields)
    hits = [
        Hits.of(
            rules.email,
            found.start[keep],
            found.end[keep],
            tier=tier[keep],
            personal=personal[keep],
            synthetic=found.example[keep],
            field=fields[keep],
        )
    ]
    boxes = keep & are_patient_mailboxes(layout.data, found)
    if rules.mailbox != NO_RULE and boxes.any():
        spans = (found.start[boxes], found.end[boxes])
        hits.append(
            Hits.of(
                rules.mailbox,
                *spans,
                tier=int(Tier.STRUCTURAL),
                value=numbers_of_mailboxes(layout.data, spans[0]),
                field=fields[boxes],
            )
        )
    return hits

"""E-mail addresses in a chunk: short byte windows around every ``@``, as matrices.

Source: the practical subset of RFC 5321 section 4.1.2 that mail systems hand out; local parts
over 64 bytes and domains over 63 are cut off by the window and refused.
"""

import numpy as np
import numpy.typing as npt

from leakscan.detectors.characters import (
    DIGITS,
    IS_LETTER,
    LETTERS,
    Bytes,
    Mask,
    Offsets,
    byte_class,
)
from leakscan.detectors.digit_runs import digits_value
from leakscan.frozen import slotted
from leakscan.identifiers import nir
from leakscan.membership import are_in
from leakscan.raw.lines import places_of

_WINDOW = 64
_IS_LOCAL = byte_class(DIGITS + LETTERS + b"._%+-")
_IS_DOMAIN = byte_class(DIGITS + LETTERS + b".-")
_MIN_TOP_LEVEL = 2
_PIECE = 4096
"""Addresses handled at once: two matrices of 64 bytes each."""

_AT = ord("@")
_ROLES = (
    "abuse accueil achats admin administrateur administration alertes assistance astreinte bonjour "
    "boutique bureau candidature clinique commande commercial communication compta comptabilite "
    "consultation contact daemon direction donotreply dpo drh dsi emploi facturation formation "
    "formations hello helpdesk hotline info informatique infos inscription inscriptions labo "
    "laboratoire mailer-daemon mairie marketing ne-pas-repondre newsletter no-reply noreply "
    "notification notifications office officine pharmacie postmaster presse qualite rdv reception "
    "recrutement redaction rendez-vous rendezvous reservation rh root sales sav scolarite "
    "secretariat security service services support standard systeme team urgences webmaster"
)
_LISTS = "lists listes googlegroups groups"
"""How the domains of mailing lists begin: an address there reaches a group."""
_PATIENTS = b"@patient.mssante.fr"
_CORSICAN_AT = 6
_NIR_CHARACTERS = 15
_EXAMPLE_DOMAINS = (b"example.org", b"example.com", b"example.net", b"example.fr")
_EXAMPLE_TOPS = (b"example", b"invalid", b"test")
"""What RFC 2606 reserves for examples, and a French cousin."""


@slotted
class Emails:
    """Addresses; one entry each.

    Attributes:
        start, end: Span.
        role: A function's mailbox (contact@…), not a person's.
        example: In a domain reserved for examples.
    """

    start: Offsets
    end: Offsets
    role: Mask
    example: Mask

    def hold(self, places: Offsets) -> Mask:
        """Whether each place in the text lies inside an address."""
        if not self.start.size:
            return np.zeros(places.size, np.bool_)
        at = np.searchsorted(self.start, places, side="right") - 1
        return (at >= 0) & (places < self.end[np.maximum(at, 0)])


def find_emails(data: Bytes, at: Offsets) -> Emails:
    """All addresses of a chunk in which an @ stands `at` these places, ascending."""
    # Decorators, handles and mentions have no letter on one side; most are refused here.
    at = at[(at > 0) & (at < data.size - 1)]
    at = at[_IS_LOCAL[data[at - 1]] & _IS_DOMAIN[data[at + 1]]]
    if not at.size:
        no_mask = np.empty(0, np.bool_)
        return Emails(at, at, no_mask, no_mask)
    pieces = [_around(data, at[low : low + _PIECE]) for low in range(0, at.size, _PIECE)]
    start, end, domain = (np.concatenate(part) for part in zip(*pieces, strict=True))
    role = are_in(_code(data, start), _ROLE_CODES) | are_in(_code(data, domain), _LIST_CODES)
    return Emails(start, end, role, _is_example(data, end))


def at_signs(data: Bytes) -> Offsets:
    """Where an @ stands, ascending."""
    return places_of(data, _AT)


def _around(data: Bytes, at: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """Start and end of the addresses around some signs, and where their domains start."""
    reach = np.arange(1, _WINDOW + 1)
    before_at = at[:, None] - reach
    after_at = at[:, None] + reach
    before = data[np.maximum(before_at, 0)]
    after = data[np.minimum(after_at, data.size - 1)]
    local = _IS_LOCAL[before] & (before_at >= 0)
    domain = _IS_DOMAIN[after] & (after_at < data.size)
    local_size = np.where(local.all(axis=1), 0, np.argmin(local, axis=1))
    domain_size = np.where(domain.all(axis=1), 0, np.argmin(domain, axis=1))
    domain_size = _without_trailing_dots(after, domain_size)
    start, end = at - local_size, at + 1 + domain_size
    leading = _IS_LOCAL[data[start]] & ~IS_LETTER[data[start]] & ~_is_digit(data[start])
    start = start + leading
    last_local = data[np.maximum(at - 1, 0)]
    good = (at - start >= 1) & (last_local != 46) & _has_top_level(after, domain_size)
    return start[good], end[good], at[good] + 1


def _without_trailing_dots(after: Bytes, size: Offsets) -> Offsets:
    rows = np.arange(size.size)
    for _ in range(2):
        last = after[rows, np.maximum(size - 1, 0)]
        size = size - ((size > 0) & ((last == 46) | (last == 45)))
    return size


def _has_top_level(after: Bytes, size: Offsets) -> Mask:
    """Whether the domain ends in a point and at least two letters, and starts with neither."""
    position = np.arange(_WINDOW)
    inside = position < size[:, None]
    dot = np.where((after == 46) & inside, position, -1).max(axis=1)
    letters = IS_LETTER[after] | (position <= dot[:, None]) | ~inside
    return (dot > 0) & (size - dot - 1 >= _MIN_TOP_LEVEL) & letters.all(axis=1)


def _is_digit(values: Bytes) -> Mask:
    return (values - np.uint8(48)) < 10


def _code(data: Bytes, start: Offsets) -> npt.NDArray[np.uint64]:
    """The first eight letters of each local part or domain, lower-cased, as one number."""
    code = np.zeros(start.size, np.uint64)
    open_part = np.ones(start.size, np.bool_)
    for position in range(8):
        byte = data[np.minimum(start + position, data.size - 1)]
        # Digits, points and the @ end the word: contact2@, contact.paris@ are roles too.
        open_part &= IS_LETTER[byte] | (byte == 45)
        code = (code << np.uint64(8)) | np.where(open_part, byte | np.uint8(32), 0)
    return code


def _word_code(word: str) -> int:
    letters = word.encode()[:8].ljust(8, b"\0")
    return int.from_bytes(bytes(byte | 32 if byte else 0 for byte in letters))


def _word_codes(words: str) -> npt.NDArray[np.uint64]:
    return np.array(sorted({_word_code(word) for word in words.split()}), np.uint64)


_ROLE_CODES, _LIST_CODES = _word_codes(_ROLES), _word_codes(_LISTS)


def are_patient_mailboxes(data: Bytes, found: Emails) -> Mask:
    """Whether each address is a patient's of MSSanté: a NIR before ``@patient.mssante.fr``.

    Source: ANS, espace de confiance MSSanté, "messagerie citoyenne".
    """
    size = _NIR_CHARACTERS + len(_PATIENTS)
    rows = np.flatnonzero(found.end - found.start == size)
    at = found.start[rows, None]
    domain = data[at + np.arange(_NIR_CHARACTERS, size)] | np.uint8(32)
    # The @ and the points have bit 5 set or not; the pattern is folded as the text is.
    same = (domain == (np.frombuffer(_PATIENTS, np.uint8) | np.uint8(32))).all(axis=1)
    digits = _is_digit(data[at + np.arange(_NIR_CHARACTERS)])
    # That character is A or B for those born in Corsica.
    same &= np.delete(digits, _CORSICAN_AT, axis=1).all(axis=1)
    result = np.zeros(found.start.size, np.bool_)
    result[rows[same]] = True
    return result


def numbers_of_mailboxes(data: Bytes, starts: Offsets) -> npt.NDArray[np.uint64]:
    """The number of the NIR that each patient's mailbox begins with; see `identifiers.nir`."""
    letter = data[starts + _CORSICAN_AT] | np.uint8(32)
    place = digits_value(data, starts + _CORSICAN_AT - 1, 2)
    place = np.where(letter == ord("a"), np.uint64(19), place)
    place = np.where(letter == ord("b"), np.uint64(18), place)
    before = digits_value(data, starts, _CORSICAN_AT - 1)
    behind = digits_value(data, starts + _CORSICAN_AT + 1, nir.DIGITS - _CORSICAN_AT - 1)
    return (before * np.uint64(100) + place) * np.uint64(10**6) + behind


def _is_example(data: Bytes, end: Offsets) -> Mask:
    found = np.zeros(end.size, np.bool_)
    for ending in (*_EXAMPLE_DOMAINS, *_EXAMPLE_TOPS):
        at = np.maximum(end[:, None] - len(ending) + np.arange(len(ending)), 0)
        same = ((data[at] | np.uint8(32)) == np.frombuffer(ending, np.uint8)).all(axis=1)
        before = data[np.maximum(end - len(ending) - 1, 0)]
        found |= same & ((before == 46) | ((before == 64) & (ending in _EXAMPLE_DOMAINS)))
    return found

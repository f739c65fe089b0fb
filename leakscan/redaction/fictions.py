"""Fictitious values of each kind, in the form of the value they stand for.

They pass the checks of their kind and are recognisable: NIRs have a month that does not exist,
telephones are of the ranges that ARCEP keeps for fiction, mailboxes of a reserved domain, names
begin with "Fictif", people are born in the 1900s.

Source: INSEE (months of 50 and more), ARCEP decision 2018-0881 (numbers for fiction), RFC 2606
(example.org).
"""

import re
from collections.abc import Callable

from leakscan.frozen import frozen

_SYLLABLES = "ba be bi bo bu da de di do du fa fe fi fo fu ka ke ki ko ku la le li lo lu ma".split()
RANGES = {"01": "019900", "02": "026191", "03": "035301", "04": "046571", "05": "053649"}
MOBILE = "063998"
_NOT_DIGIT = re.compile(rb"[^0-9]")
_NO_NIR_SIGN = bytes(set(range(256)) - set(b"0123456789AB"))
_DIGIT = re.compile(r"[0-9]")
_DIGITS = re.compile(r"[0-9]+")
NIR_BODY, NIR = 13, 15
FIRST_MONTH, MONTHS, PLACES = 50, 50, 999
DRAWN_DIGITS = 18
"""Digits that a secret number of 64 bits can fill evenly."""
STEP = 6_364_136_223_846_793_005, 1_442_695_040_888_963_407
"""Factor and term of a generator of 64 bits (Knuth, MMIX)."""
DAYS, FIRST_YEAR, YEARS = 28, 1900, 10


@frozen(kw_only=False)
class Fiction:
    """How values of one category are invented.

    Attributes:
        invent: The fictitious value for a value and its secret number; None when the value has
            no form that is known, and is masked.
        canonical: What all spellings of a value have in common.
    """

    invent: Callable[[str, int], str | None]
    canonical: Callable[[bytes], bytes]


def _same(value: bytes) -> bytes:
    return value


def _nir_body(value: bytes) -> bytes:
    return value.upper().translate(None, _NO_NIR_SIGN)[:NIR_BODY]


def _national(value: bytes) -> bytes:
    """The nine significant digits of a French number."""
    return _NOT_DIGIT.sub(b"", value)[-9:]


def _nir(value: str, number: int) -> str | None:
    signs = [at for at, sign in enumerate(value) if sign in "0123456789abAB"]
    if len(signs) not in {NIR_BODY, NIR}:
        return None
    number, sex = divmod(number, 2)
    number, year = divmod(number, 100)
    number, month = divmod(number, MONTHS)
    number, commune = divmod(number, PLACES)
    number, department = divmod(number, 95)
    body = (
        f"{sex + 1}{year:02}{FIRST_MONTH + month}{department + 1:02}"
        f"{commune + 1:03}{number % PLACES + 1:03}"
    )
    return _in_form(value, signs, f"{body}{97 - int(body) % 97:02}")


def _phone(value: str, number: int) -> str | None:
    signs = [match.start() for match in _DIGIT.finditer(value)]
    digits = "".join(value[at] for at in signs)
    significant = digits[-9:]
    if len(significant) < 9 or significant[0] == "0":
        return None
    prefix = RANGES.get(f"0{significant[0]}", MOBILE)
    invented = f"{prefix}{number % 10_000:04}"[1:]
    return _in_form(value, signs, digits[:-9] + invented)


def _email(value: str, number: int) -> str:
    del value
    return f"fictif.{_syllables(number, 5)}@example.org"


def _name(value: str, number: int) -> str:
    name = f"Fictif{_syllables(number, 3)}"
    return name.upper() if value.isupper() else name.lower() if value.islower() else name


def _date(value: str, number: int) -> str | None:
    """A day in the 1900s, in the order of day, month and year of the value."""
    groups = _DIGITS.findall(value)
    number, day = divmod(number, DAYS)
    number, month = divmod(number, 12)
    parts = f"{day + 1:02}", f"{month + 1:02}", f"{FIRST_YEAR + number % YEARS}"
    sizes = [len(group) for group in groups[:3]]
    signs = [match.start() for match in _DIGIT.finditer(value)]
    if sizes == [2, 2, 4]:
        digits = "".join(parts)
    elif sizes[:1] == [4] and len(groups) >= 3:
        digits = f"{parts[2]}{parts[1][-sizes[1] :]}{parts[0][-sizes[2] :]}"
    elif sizes[:1] == [8]:
        first = int(groups[0][:4])
        is_year_first = 1850 <= first <= 2150 and int(groups[0][4:6]) <= 12
        digits = f"{parts[2]}{parts[1]}{parts[0]}" if is_year_first else "".join(parts)
    else:
        return None
    return _in_form(value, signs, digits + "0" * (len(signs) - len(digits)))


def _code(value: str, number: int) -> str:
    """A code of the same form: digits for digits, letters for letters, beginning with 9s."""
    if value.isdecimal() and len(value) <= DRAWN_DIGITS:
        return "99"[: len(value)] + f"{number:020}"[-len(value) :][2:]
    signs, digits = [], 0
    for sign in value:
        # A code may be longer than what 64 bits can say: each sign steps a generator.
        number = (number * STEP[0] + STEP[1]) % 2**64
        if sign.isdigit():
            signs.append("9" if digits < 2 else str((number >> 40) % 10))
            digits += 1
        elif sign.isalpha():
            letter = chr(ord("A") + (number >> 40) % 26)
            signs.append(letter if sign.isupper() else letter.lower())
        else:
            signs.append(sign if sign.isascii() and sign not in "\"'`" else "-")
    return "".join(signs)


def _address(value: str, number: int) -> str:
    del value
    return f"{number % 999 + 1} rue Fictive"


def _postcode(value: str, number: int) -> str | None:
    return f"99{number % 1000:03}" if len(value) == 5 and value.isdigit() else None


def _syllables(number: int, count: int) -> str:
    text = ""
    for _ in range(count):
        number, at = divmod(number, len(_SYLLABLES))
        text += _SYLLABLES[at]
    return text


def _in_form(value: str, signs: list[int], digits: str) -> str:
    """The value with other digits at these places, and blanks for signs beyond ASCII."""
    if len(signs) == len(value):
        return digits[: len(value)]
    if not value.isascii():
        value = "".join(sign if sign.isascii() else " " for sign in value)
    written = list(value)
    for at, digit in zip(signs, digits, strict=False):
        written[at] = digit
    return "".join(written)


BY_CATEGORY: dict[str, Fiction] = {
    "nir": Fiction(_nir, _nir_body),
    "phone": Fiction(_phone, _national),
    "email": Fiction(_email, _same),
    "name": Fiction(_name, _same),
    "doctor": Fiction(_name, _same),
    "birth-date": Fiction(_date, _same),
    "care-contact": Fiction(_date, _same),
    "pseudonym": Fiction(_code, _same),
    "insurance": Fiction(_code, _same),
    "professional": Fiction(_code, _same),
    "id-document": Fiction(_code, _same),
    "address": Fiction(_address, _same),
    "postcode": Fiction(_postcode, _same),
}
"""Categories that get pseudonyms; all others are masked."""

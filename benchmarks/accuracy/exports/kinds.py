"""What cells hold, by kind: columns of an export are written as ``HEADER:kind|HEADER:kind``.

Upper case kinds are written in capitals. A mark with a question mark may be found or not.
"""

from collections.abc import Callable
from random import Random

from benchmarks.accuracy.exports.export import (
    Export,
    born,
    day,
    digits,
    doctor,
    iban,
    keyless,
    name,
    nir,
    pairs,
    phone,
    sex,
    visit,
)
from benchmarks.accuracy.people import Person, person, without_accents
from benchmarks.accuracy.sample import marked

Kind = Callable[[Person, Random], str]
_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
_SHORT_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_NOTHING = ["", "NC", "INCONNU", "XXX"]


def title(p: Person) -> str:
    """What somebody is addressed by."""
    return "Mme" if p.female else "M."


def _maybe(value: str, r: Random) -> str:
    """The value, or one of the ways to say that there is none."""
    return value if r.random() < 0.7 else r.choice(_NOTHING)


def _other(r: Random) -> str:
    p = person(r)
    return name(f"{p.first} {p.last}")


def _asked(value: str) -> str:
    """A bare no says that nothing is there."""
    no = value in {"non", "N"}
    return marked("?health.pregnancy" if no else "health.pregnancy", value)


KINDS: dict[str, Kind] = {
    "last": lambda p, r: name(p.last),
    "LAST": lambda p, r: name(p.last.upper()),
    "PLAIN_LAST": lambda p, r: name(without_accents(p.last).upper()),
    "first": lambda p, r: name(p.first),
    "FIRST": lambda p, r: name(p.first.upper()),
    "PLAIN_FIRST": lambda p, r: name(without_accents(p.first).upper()),
    "firsts": lambda p, r: name(f"{p.first} {person(r).first}"),
    "MAIDEN": lambda p, r: name(p.maiden.upper()),
    "full": lambda p, r: name(f"{p.first} {p.last}"),
    "FULL": lambda p, r: name(f"{p.last.upper()} {p.first}"),
    "comma": lambda p, r: name(f"{p.last.upper()}, {p.first}"),
    "titled": lambda p, r: name(f"{title(p)} {p.last.upper()} {p.first}"),
    "née": lambda p, r: name(f"{p.last.upper()} {p.first} née {p.maiden.upper()}"),
    "other": lambda p, r: _other(r),
    "dmy": lambda p, r: born(f"{p.born:%d/%m/%Y}"),
    "dmy2": lambda p, r: born(f"{p.born:%d/%m/%y}"),
    "iso": lambda p, r: born(f"{p.born:%Y-%m-%d}"),
    "ymd": lambda p, r: born(f"{p.born:%Y%m%d}"),
    "slashed": lambda p, r: born(f"{p.born:%Y/%m/%d}"),
    "run": lambda p, r: born(f"{p.born:%d%m%Y}"),
    "dotted": lambda p, r: born(f"{p.born:%d.%m.%Y}"),
    "long": lambda p, r: born(f"{p.born.day} {_MONTHS[p.born.month - 1]} {p.born.year}"),
    "oracle": lambda p, r: born(
        f"{p.born:%d}-{_SHORT_MONTHS[p.born.month - 1]}-{p.born:%y}"
        if p.born.year > 1930 else f"{p.born:%d/%m/%Y}"
    ),
    "short": lambda p, r: born(f"{p.born.day}/{p.born.month}/{p.born.year}"),
    "american": lambda p, r: born(f"{p.born:%m/%d/%Y}"),
    "days": lambda p, r: born(f"{p.born.toordinal() - 693594}"),
    "sex": lambda p, r: sex("F" if p.female else "M"),
    "12": lambda p, r: sex("2" if p.female else "1"),
    "gender": lambda p, r: sex("female" if p.female else "male"),
    "title": lambda p, r: sex(title(p)),
    "nir": lambda p, r: nir(p.nir.compact),
    "spaced": lambda p, r: nir(p.nir.spaced()),
    "thirteen": lambda p, r: nir(p.nir.thirteen),
    "key": lambda p, r: p.nir.key,
    "keyed": lambda p, r: nir(f"{p.nir.thirteen} {p.nir.key}"),
    "keyless": lambda p, r: keyless(p.nir.thirteen),
    "lost": lambda p, r: f"{p.nir.compact[0]}.{p.nir.compact[1:3]}E+14",
    "nir?": lambda p, r: _maybe(nir(p.nir.compact), r),
    "tel": lambda p, r: phone(p.landline),
    "tels": lambda p, r: phone(pairs(p.landline)),
    "mobile": lambda p, r: phone(p.mobile),
    "mobiles": lambda p, r: phone(pairs(p.mobile)),
    "dots": lambda p, r: phone(pairs(p.mobile, ".")),
    "nine": lambda p, r: phone(p.mobile[1:]),
    "+33": lambda p, r: phone("+33" + p.mobile[1:]),
    "+33(0)": lambda p, r: phone("+33(0)" + p.mobile[1:]),
    "33": lambda p, r: phone("33" + p.mobile[1:]),
    "two": lambda p, r: phone(pairs(p.landline)) + " / " + phone(pairs(p.mobile)),
    "mobile?": lambda p, r: _maybe(phone(p.mobile), r),
    "mail": lambda p, r: marked("email", p.email),
    "mail?": lambda p, r: _maybe(marked("email", p.email), r),
    "street": lambda p, r: marked("fr.address", p.street),
    "postcode": lambda p, r: p.postcode,
    "town": lambda p, r: p.town,
    "ipp": lambda p, r: marked("fr.ipp", digits(r, 9, "8")),
    "?ipp": lambda p, r: marked("?fr.ipp", digits(r, 7)),
    "doctor": lambda p, r: doctor(r, "Dr "),
    "DOCTOR": lambda p, r: doctor(r, ""),
    "member": lambda p, r: marked("fr.amc", digits(r, 8)),
    "insurer": lambda p, r: marked("fr.amc", r.choice(["MGEN", "AESIO", "HARMONIE MUTUELLE"])),
    "iban": lambda p, r: iban(r),
    "?rpps": lambda p, r: marked("?fr.rpps", digits(r, 11, "10")),
    "visit": lambda p, r: visit(r),
    "visit-iso": lambda p, r: visit(r, "%Y-%m-%d"),
    "?visit": lambda p, r: marked("?date.sample", day(r)),
    "abo": lambda p, r: marked("health.blood-group", r.choice(["A", "B", "AB", "O"])),
    "rhesus": lambda p, r: marked("health.blood-group", r.choice("++-")),
    "group": lambda p, r: marked("health.blood-group", r.choice(["A+", "O-", "AB+", "B-"])),
    "hiv": lambda p, r: marked("health.hiv", r.choice(["neg", "pos", "Négatif"])),
    "pregnant": lambda p, r: _asked(r.choice(["oui", "non", "O", "N"])),
    "number": lambda p, r: str(r.randrange(1, 99999)),
    "amount": lambda p, r: f"{r.randrange(10, 4000)},{r.randrange(100):02}",
    "word": lambda p, r: r.choice(["Contrôle", "Bilan annuel", "Première visite", "Suivi"]),
    "constant": lambda p, r: "FRA",
    "empty": lambda p, r: "",
}  # fmt: skip


def cells(p: Person, r: Random, kinds: str) -> list[str]:
    """Somebody's cells of these kinds, which blanks part."""
    return [KINDS[kind](p, r) for kind in kinds.split()]


def described(file: str, columns: str, **options: object) -> Export:
    """An export whose columns are written as ``HEADER:kind|HEADER:kind``; without headers, kinds.

    Args:
        file: Its name.
        columns: Headers and kinds.
        options: Of `Export`.
    """
    parted = [column.rpartition(":") for column in columns.split("|")]
    kinds = " ".join(kind for _, _, kind in parted)
    return Export(
        name=file,
        header="|".join(header for header, _, _ in parted) if parted[0][1] else "",
        row=lambda p, r: cells(p, r, kinds),
        **options,  # type: ignore[arg-type]
    )

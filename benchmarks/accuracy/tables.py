"""Tables as hospitals, laboratories, insurers and shops export them: with and without headers.

Every column knows the spellings its header has been seen in and draws its cells; the sample
marks what a perfect scanner finds in them. Columns that only look like something else (product
codes, amounts, dates of a purchase) stand between the others.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.accuracy import spellings
from benchmarks.accuracy.people import Person, person, without_accents
from benchmarks.accuracy.sample import Sample, marked

JUDGED = frozenset(
    "fr.nir fr.nir.keyless fr.phone email person.name person.birth-date person.sex person.doctor "
    "fr.address fr.postcode fr.ipp credential.password health.blood-group date.sample fr.iban "
    "fr.rpps fr.amc".split()
)
VOTED = frozenset(
    "fr.nir fr.nir.keyless fr.phone email person.name person.birth-date person.sex fr.postcode "
    "health.blood-group fr.iban".split()
)
"""What can be told without a header."""
Cell = Callable[[Person, "Style"], str]


@dataclass(slots=True)
class Style:
    """How one export writes its values; drawn once per table."""

    rng: Random
    date_layout: str
    phone_form: str
    nir_form: str
    upper: bool
    accents: bool
    placeholder: str
    fill: float

    @classmethod
    def drawn(cls, rng: Random) -> "Style":
        """The habits of some program."""
        return cls(
            rng=rng,
            date_layout=rng.choice(
                ["%d/%m/%Y", "%d/%m/%Y", "%Y-%m-%d", "%Y%m%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y",
                 "%Y-%m-%dT00:00:00", "%d/%m/%Y 00:00", "%d%m%Y", "%Y/%m/%d"]
            ),
            phone_form=rng.choice(
                ["compact", "compact", "spaces", "dots", "lost", "intl", "mixed", "float", "dashes"]
            ),
            nir_form=rng.choice(
                ["compact", "compact", "compact", "spaces", "keyless", "dash", "mixed"]
            ),
            upper=rng.random() < 0.6,
            accents=rng.random() < 0.6,
            placeholder=rng.choice(["", "", "NULL", "-", "NC", "N/A", "0", "\\N", "inconnu", "."]),
            fill=rng.choice([1.0, 1.0, 0.9, 0.5]),
        )  # fmt: skip

    def text(self, value: str) -> str:
        """A name or a street as this export writes it."""
        value = value.upper() if self.upper else value
        return value if self.accents else without_accents(value)

    def date(self, value: date) -> str:
        """A date as this export writes it."""
        return value.strftime(self.date_layout)

    def phone(self, digits: str) -> str:
        """A telephone number as this export writes it."""
        form = self.phone_form
        if form == "mixed":
            form = self.rng.choice(["compact", "spaces", "dots", "intl", "dashes"])
        pairs = [digits[at : at + 2] for at in range(0, 10, 2)]
        return {
            "compact": digits,
            "spaces": " ".join(pairs),
            "dots": ".".join(pairs),
            "dashes": "-".join(pairs),
            "lost": digits[1:],
            "float": f"{digits[1:]}.0",
            "intl": f"+33{digits[1:]}",
        }[form]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its header may be, what its cells hold, whether it can be told by votes."""

    headers: str
    cell: Cell
    voted: bool = False


def _name(rule: str, value: Callable[[Person], str]) -> Cell:
    return lambda p, s: marked(rule, s.text(value(p)))


def _nir(p: Person, s: Style) -> str:
    form = s.nir_form
    if form == "mixed":
        form = s.rng.choice(["compact", "spaces", "keyless"])
    if form == "keyless":
        return marked("fr.nir.keyless", p.nir.thirteen)
    written = {
        "compact": p.nir.compact,
        "spaces": p.nir.spaced(),
        "dash": f"{p.nir.thirteen}-{p.nir.key}",
    }
    return marked("fr.nir", written[form])


def _phone(p: Person, s: Style, *, mobile: bool) -> str:
    if s.rng.random() > s.fill or s.rng.random() < 0.15:
        return s.rng.choice([s.placeholder, "0000000000", "0600000000", ""])
    value = p.mobile if mobile else p.landline
    if s.phone_form == "mixed" and s.rng.random() < 0.15:
        return marked("fr.phone", s.phone(value)) + " / " + marked("fr.phone", s.phone(p.mobile))
    return marked("fr.phone", s.phone(value))


def _doctor(p: Person, s: Style) -> str:
    del p
    other = person(s.rng)
    title = s.rng.choice(["DR ", "Dr ", "", "Docteur ", "DR. "])
    return marked("person.doctor", title + s.text(f"{other.last} {other.first}"))


def _blood(p: Person, s: Style) -> str:
    del p
    group, sign = s.rng.choice(["A", "B", "O", "AB"]), s.rng.choice(["+", "-", "+", "+"])
    long = {"+": " POS", "-": " NEG"}[sign] if s.upper else sign
    return marked("health.blood-group", group + long) if s.rng.random() < s.fill else ""


def _day(rng: Random, first: int = 2018, days: int = 1500) -> date:
    return date(first, 1, 1) + timedelta(days=rng.randrange(days))


def _digits(rng: Random, count: int, lead: str = "") -> str:
    return lead + "".join(rng.choice("0123456789") for _ in range(count - len(lead)))


def _ean(body: str) -> str:
    """A bar code with its key."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return body + str(-total % 10)


def _mailbox(p: Person, s: Style) -> str:
    return marked("email", p.email) if s.rng.random() < s.fill else s.placeholder


PEOPLE: dict[str, Column] = {
    "last": Column("last", _name("person.name", lambda p: p.last), voted=True),
    "maiden": Column("maiden", _name("person.name", lambda p: p.maiden), voted=True),
    "first": Column("first", _name("person.name", lambda p: p.first), voted=True),
    "full": Column("full", _name("person.name", lambda p: f"{p.last} {p.first}"), voted=True),
    "born": Column("born", lambda p, s: marked("person.birth-date", s.date(p.born)), voted=True),
    "sex": Column(
        "sex", lambda p, s: marked("person.sex", s.rng.choice(["F"] if p.female else ["M"])),
        voted=True,
    ),
    "civility": Column(
        "civility", lambda p, s: marked("person.sex", "Mme" if p.female else "M."), voted=True
    ),
    "nir": Column("nir", _nir, voted=True),
    "landline": Column("landline", lambda p, s: _phone(p, s, mobile=False), voted=True),
    "mobile": Column("mobile", lambda p, s: _phone(p, s, mobile=True), voted=True),
    "email": Column("email", _mailbox, voted=True),
    "street": Column("street", _name("fr.address", lambda p: p.street)),
    "postcode": Column("postcode", lambda p, s: marked("fr.postcode", p.postcode), voted=True),
    "town": Column("town", lambda p, s: s.text(p.town)),
    "doctor": Column("doctor", _doctor),
    "blood": Column("blood", _blood, voted=True),
    "ipp": Column("ipp", lambda p, s: marked("fr.ipp", _digits(s.rng, 9, "80"))),
    "password": Column(
        "password",
        lambda p, s: marked("credential.password", s.rng.choice(["soleil35", p.last, "Azerty12!"])),
    ),
    "sampled": Column("sampled", lambda p, s: marked("date.sample", s.date(_day(s.rng)))),
    "insurer": Column(
        "insurer",
        lambda p, s: marked("fr.amc", s.text(s.rng.choice(["MGEN", "Harmonie Mutuelle", "AG2R"]))),
    ),
}  # fmt: skip
OTHERS: dict[str, Column] = {
    "amount": Column("amount", lambda p, s: f"{s.rng.randrange(5, 900)},{s.rng.randrange(100):02}"),
    "product": Column("product", lambda p, s: _digits(s.rng, 13, "34009")),
    "ean": Column("ean", lambda p, s: _ean(_digits(s.rng, 12, "2"))),
    "serial": Column("serial", lambda p, s: str(s.rng.randrange(1, 99_999))),
    "epoch": Column("epoch", lambda p, s: str(1_500_000_000_000 + s.rng.randrange(2 * 10**11))),
    "siret": Column("siret", lambda p, s: _digits(s.rng, 14, "4")),
    "created": Column("created", lambda p, s: s.date(_day(s.rng, 2019))),
    "hash": Column("hash", lambda p, s: f"{s.rng.getrandbits(128):032x}"),
    "latitude": Column("latitude", lambda p, s: f"{s.rng.uniform(42, 51):.15f}"),
    "reference": Column("reference", lambda p, s: _digits(s.rng, 10, "0")),
    "status": Column("status", lambda p, s: s.rng.choice(["actif", "clos", "en cours"])),
    "quantity": Column("quantity", lambda p, s: str(s.rng.randrange(1, 5))),
}
"""Columns that hold nobody's data."""


def samples(seed: int, scale: float = 1.0) -> Iterator[Sample]:
    """Tables, one sample each."""
    rng = Random(f"tables:{seed}")
    for _ in range(round(220 * scale)):
        yield table(rng, "table with header", header=True)
    for _ in range(round(120 * scale)):
        yield table(rng, "table without header", header=False)
    for _ in range(round(60 * scale)):
        yield _structured(rng)


def table(rng: Random, kind: str, *, header: bool) -> Sample:
    """A delimited table; without a header, only columns that votes can tell are judged."""
    style = Style.drawn(rng)
    keys = _columns(rng, identifying=not header)
    rows = rng.choice([3, 8, 20, 40]) if header else rng.choice([25, 40, 80])
    if not header and style.phone_form in {"lost", "float"}:
        style.phone_form = "compact"
    if not header and style.nir_form == "keyless":
        style.nir_form = "compact"
    delimiter = rng.choice([";", ";", ";", ",", "\t", "|"])
    quote = rng.choice(["", "", '"'])
    lines = []
    if header:
        spelling = spellings.Spelling.drawn(rng)
        lines.append([spelling.of(key, rng) for key in keys])
    people = [person(rng) for _ in range(rows)]
    lines += [[_cell(key, somebody, style) for key in keys] for somebody in people]
    text = "\r\n".join(
        delimiter.join(_quoted(cell, delimiter, quote) for cell in line) for line in lines
    )
    titles = ["Export du 12/03/2021", "Laboratoire des Trois Rivières - liste des patients\r\n"]
    if header and rng.random() < 0.15:
        padding = rng.choice(["", delimiter * (len(keys) - 1)])
        text = rng.choice(titles) + padding + "\r\n" + text
    return Sample.of(
        kind,
        text + rng.choice(["", "\r\n"]),
        name=rng.choice(["export.csv", "patients.txt", "data.csv", "EXTRACT"]),
        judged=JUDGED if header else VOTED,
        encoding=rng.choice(["utf-8", "utf-8", "cp1252"]),
    )


def _cell(key: str, somebody: Person, style: Style) -> str:
    return (PEOPLE.get(key) or OTHERS[key]).cell(somebody, style)


def _quoted(cell: str, delimiter: str, quote: str) -> str:
    if quote or (delimiter in cell):
        return f'"{cell}"'
    return cell


def _columns(rng: Random, *, identifying: bool) -> list[str]:
    """Which columns a table has; a headerless one always names its people."""
    names = rng.choice(
        [["last", "first"], ["last", "first"], ["last", "maiden", "first"], ["full"],
         ["civility", "last", "first"], ["first", "last"]]
    )  # fmt: skip
    pool = [key for key in PEOPLE if key not in {"last", "first", "maiden", "full", "civility"}]
    if identifying:
        pool = [key for key in pool if PEOPLE[key].voted]
    some = rng.sample(pool, rng.randrange(2, min(len(pool), 11)))
    some += rng.sample(sorted(OTHERS), rng.randrange(0, 4))
    rng.shuffle(some)
    at = rng.choice([0, 0, rng.randrange(len(some))])
    return some[:at] + names + some[at:]


def _structured(rng: Random) -> Sample:
    """The same as JSON, JSON lines or SQL."""
    style = Style.drawn(rng)
    keys = _columns(rng, identifying=False)
    spelling = spellings.Spelling.drawn(rng)
    names = {key: spelling.of(key, rng) for key in keys}
    rows = [
        {names[key]: _cell(key, somebody, style) for key in keys}
        for somebody in [person(rng) for _ in range(rng.choice([3, 10, 25]))]
    ]
    form = rng.choice(["json", "ndjson", "nested", "sql"])
    if form == "sql":
        return Sample.of("sql", _sql(list(names.values()), rows), name="dump.sql", judged=JUDGED)
    if form == "nested":
        rows = [{"id": number, "patient": row} for number, row in enumerate(rows)]
    dump = json.dumps if form != "ndjson" else None
    text = (
        dump(rows, ensure_ascii=False, indent=rng.choice([None, 2]))
        if dump
        else "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    )
    return Sample.of("json", text, name="export.json", judged=JUDGED)


def _sql(names: list[str], rows: list[dict[str, str]]) -> str:
    columns = ", ".join(f"`{name}`" for name in names)
    values = ",\n".join(
        "(" + ", ".join("'" + cell.replace("'", "''") + "'" for cell in row.values()) + ")"
        for row in rows
    )
    return f"INSERT INTO `t_patients` ({columns}) VALUES\n{values};\n"

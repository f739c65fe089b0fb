"""Lines of several keys and values; nothing else is taken for them."""

import pytest

from leakscan.scanner import scan_bytes
from tests.readers.reading import read
from tests.readers.test_labelled import PEOPLE

KEYS = ("nom", "prenom", "date_naissance", "telephone")


def lines(pair: str, between: str, line: str) -> str:
    told = [
        between.join(pair.format(key, value) for key, value in zip(KEYS, person, strict=True))
        for person in PEOPLE
    ]
    return "".join(line.format(n, pairs) + "\n" for n, pairs in enumerate(told))


SHAPES = {
    "java": lines("{}={}", ", ", "2024-03-06 12:41:4{},004 INFO [Auth] patient={{{}}} en 12 ms"),
    "logfmt": lines('{}="{}"', " ", "ts=2024-03-0{} level=info {}"),
    "python": lines("{}='{}'", ", ", "<{}> Patient({})"),
    "bars": lines("{}={}", "|", "evenement={}|{}"),
    "bare": lines("{}={}", ";", "{} {}"),
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_each_line_is_a_record(text: str) -> None:
    found = read(text.encode(), "x.log")
    assert found.formats == ["paired"]
    assert len(found.records) == len(PEOPLE)
    values = {
        key: [value.decode() for column, _, value in found.fields if column == key] for key in KEYS
    }
    assert [*zip(*values.values(), strict=True)] == PEOPLE


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_what_is_found_in_them(text: str) -> None:
    tallies = scan_bytes(text.encode(), "x.log").state.tallies
    counts = {rule: tally.count for rule, tally in tallies.items()}
    assert counts == {"person.name": 6, "person.birth-date": 3, "fr.phone": 3}


def test_what_stands_around_the_pairs_is_searched() -> None:
    text = SHAPES["java"].replace("en 12 ms", "VIH positif") + "  appelé au 06 39 98 77 77\n"
    tallies = scan_bytes(text.encode(), "x.log").state.tallies
    assert (tallies["health.hiv"].count, tallies["fr.phone"].count) == (3, 4)
    assert len(read(text.encode(), "x.log").records) == len(PEOPLE)


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("order", [KEYS, KEYS[::-1]], ids=["last a telephone", "last a name"])
def test_what_follows_a_value_in_quotes_is_none_of_it(quote: str, order: tuple[str, ...]) -> None:
    people = [dict(zip(KEYS, person, strict=True)) for person in PEOPLE]
    pairs = [" ".join(f"{key}={quote}{told[key]}{quote}" for key in order) for told in people]
    text = "".join(f"{pair} VIH positif\n" for pair in pairs)
    tallies = scan_bytes(text.encode(), "x.log").state.tallies
    assert tallies["health.hiv"].count == len(PEOPLE)
    between = "".join(
        pair.replace(f"{quote} ", f"{quote} VIH positif ", 1) + "\n" for pair in pairs
    )
    tallies = scan_bytes(between.encode(), "x.log").state.tallies
    assert tallies["health.hiv"].count == len(PEOPLE)


def test_quotes_inside_a_value_do_not_end_it() -> None:
    text = SHAPES["python"] + "<4> Patient(nom='L'HER', prenom='Zoé \\' Z', x='1') fin\n"
    values = {key: value.decode() for key, _, value in read(text.encode(), "x.log").fields}
    assert (values["nom"], values["prenom"]) == ("L'HER", "Zoé \\' Z")


def test_records_do_not_depend_on_how_text_is_cut() -> None:
    text = SHAPES["java"] * 200
    whole, cut = (read(text.encode(), "x", chunk_bytes=size) for size in (1 << 20, 2048))
    assert whole.records == cut.records


@pytest.mark.parametrize(
    "text",
    [
        "ts=1 level=info msg=ok\n" * 9,
        "nom=varchar, prenom=varchar, telephone=int\n" * 9,
        "x = f(nom=nom, prenom=prenom, telephone=tel)\n" * 9,
        "GET /rdv?nom=DURAND&prenom=Ali&telephone=0639981234 HTTP/1.1\n" * 9,
        "Le patient (nom=DURAND, telephone=0639981234) a appelé.\n" + "Il va mieux.\n" * 9,
        "if nom == 'DURAND' and prenom == 'Ali': return 0639981234\n" * 9,
        "=,=,=\n" * 9,
    ],
    ids=["nobody", "types", "code", "addresses", "one line", "comparisons", "signs"],
)
def test_other_texts_are_not_taken_for_it(text: str) -> None:
    assert read(text.encode(), "x.log").formats != ["paired"]


SENT = [
    ("DURAND", "Zoé", "639980001"),
    ("FICTIF", "Ali", "639980002"),
    ("EXEMPLE", "Léa", "639980003"),
    ("DURAND", "Hugo", "639980004"),
]


@pytest.mark.parametrize(
    "line",
    [
        'Oct 01 08:01 smppd: MT id=8f src=CHU dst=33{2} msg="Bonjour Mme {0} {1}, vos resultats"',
        "ts=2024-10-01 recipient=00330{2} text='Rappel RDV {1} {0} le 14/10, repondez STOP'",
        "to=+33{2};status=SENT;body=Bonjour {1} {0}, votre dossier est complet",
        "date=2024-10-01|da=0{2}|sm=Pharmacie : {1} {0} votre traitement est arrive",
    ],
)
def test_messages_to_telephones_are_records(line: str) -> None:
    text = "".join(line.format(*person) + "\n" for person in SENT)
    found = read(text.encode(), "x.log")
    assert found.formats == ["paired"]
    assert len(found.records) == len(SENT)
    tallies = scan_bytes(text.encode() * 3, "x.log").state.tallies
    assert tallies["fr.phone"].count == 3 * len(SENT)


@pytest.mark.parametrize(
    "text",
    [
        "span=0639980001 text='Worker restarted after a failure'\n" * 9,
        "".join(f"span=06399800{n:02}7 text='Worker restarted after {n}'\n" for n in range(20)),
        "".join(f"dst=33639980{n:03} status=sent parts=1\n" for n in range(20)),
    ],
    ids=["one number", "longer numbers", "no message"],
)
def test_numbers_without_messages_are_not_taken_for_it(text: str) -> None:
    assert read(text.encode(), "x.log").formats != ["paired"]

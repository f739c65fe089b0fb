"""E-mail addresses: their span, whose mailbox, and what is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakscan.detectors.email_lane import at_signs, find_emails
from tests.detectors.scanning import counts_of


def spans(text: str) -> list[str]:
    raw = text.encode()
    data = np.frombuffer(raw, np.uint8)
    found = find_emails(data, at_signs(data))
    return [
        raw[a:b].decode() for a, b in zip(found.start.tolist(), found.end.tolist(), strict=True)
    ]


ADDRESSES = [
    "zoe.testeur@example.org",
    "ali.fictif+labo@mail.example.fr",
    "LEA.EXEMPLE@EXAMPLE.ORG",
    "a@b.fr",
    "x_y-z%1@sub.sous.domaine.example",
    "1234567@example.org",
    "prenom.nom@xn--exmple-cva.example.fr",
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "around",
    ["{}", "<{}>", '"{}"', "({})", "{}.", "{}, merci", "mailto:{}?x", "é {} é", ";{};", "'{}'\n"],
)
def test_span(address: str, around: str) -> None:
    assert spans(around.format(address)) == [address]


@pytest.mark.parametrize("between", [";", ",", " ", "\n", "|", "/", " ; "])
def test_several(between: str) -> None:
    assert spans(between.join(ADDRESSES)) == ADDRESSES


@pytest.mark.parametrize(
    "text",
    [
        "@decorateur",
        "git@",
        "foo@bar",
        "user@localhost",
        "3 kg @ 2,50 €",
        "suivez @example.fr",
        "a@.fr",
        "a@b.f",
        "a@b.1",
        "a.@b.fr",
        "a@@b.fr",
        "a@b..",
        "pip install x@1.2.3",
        "x" * 70 + "@example.org",
        "a@" + "x" * 70 + ".fr",
    ],
)
def test_not_an_address(text: str) -> None:
    assert spans(text) == []


def flags(text: str) -> tuple[list[bool], list[bool]]:
    data = np.frombuffer(text.encode(), np.uint8)
    found = find_emails(data, at_signs(data))
    return found.role.tolist(), found.example.tolist()


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("contact@labo.fr", True),
        ("Contact@labo.fr", True),
        ("contact2@labo.fr", True),
        ("contact.paris@labo.fr", True),
        ("secretariat@labo.fr", True),
        ("accueil@labo.fr", True),
        ("no-reply@labo.fr", True),
        ("laboratoire@labo.fr", True),
        ("contactez.moi@labo.fr", False),
        ("zoe.testeur@labo.fr", False),
        ("laborie.lea@labo.fr", False),
        ("infosys.lea@labo.fr", False),
        ("serviceman@labo.fr", False),
        ("zoe@lists.example", True),
        ("zoe@Listes.labo.fr", True),
        ("zoe@list.ru", False),
        ("lists@labo.fr", False),
        ("zoe@listsoft.fr", False),
    ],
)
def test_a_functions_mailbox_is_no_persons(address: str, role: bool) -> None:  # noqa: FBT001
    assert flags(address)[0] == [role]


@pytest.mark.parametrize(
    ("address", "example"),
    [
        ("a@example.org", True),
        ("a@mail.example.com", True),
        ("a@example.net", True),
        ("a@example.fr", True),
        ("a@x.invalid", True),
        ("a@labo.example", True),
        ("a@labo.fr", False),
        ("a@ample.org", False),
        ("a@sample.org", False),
        ("a@temple.com", False),
    ],
)
def test_reserved_domains(address: str, example: bool) -> None:  # noqa: FBT001
    assert flags(address)[1] == [example]


def test_more_than_a_piece_of_addresses() -> None:
    addresses = [f"p{n}@example.org" for n in range(9000)]
    assert spans("\n".join(addresses)) == addresses


@given(st.text(alphabet="ab1@.-+_% \né", max_size=60))
def test_junk_gives_addresses_inside_the_text(text: str) -> None:
    for span in spans(text):
        local, _, domain = span.partition("@")
        assert local
        assert "." in domain
        assert len(domain.rpartition(".")[2]) >= 2


@pytest.mark.parametrize(
    "address", ["lupus@example.org", "contact@vih-info.example", "a@cancer.fr"]
)
def test_what_a_mailbox_is_called_is_said_of_nobody(address: str) -> None:
    for text in (f"écrire à {address} demain\n", f"nom;mail\nTESTEUR;{address}\n"):
        found = counts_of(text)
        assert found["email"] == 1
        assert not {rule for rule in found if rule.startswith("health")}
    assert "health.condition" in counts_of(f"écrire à {address} : elle a un lupus")

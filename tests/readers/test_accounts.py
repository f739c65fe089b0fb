"""Lists of accounts with their passwords, and lists that only look like them."""

import pytest

from leakscan.readers.accounts import is_accounts
from leakscan.scanner import scan_bytes
from tests.detectors.scanning import counts_of
from tests.readers.reading import read

ACCOUNTS = [
    ("zoe.testeur@labo.example", "Zebulon79"),
    ("ali_fictif@labo.example", "fic:tif@35"),
    ("lea@labo.example", "k3rmesse!"),
    ("anne@labo.example", "azerty"),
]
SITES = ["", "https://labo.example/login:", "https://labo.example:8443/a/b:", "labo.example/x:"]


@pytest.mark.parametrize("site", SITES)
def test_each_line_is_an_account(site: str) -> None:
    text = "".join(f"{site}{mail}:{secret}\r\n" for mail, secret in ACCOUNTS)
    found = read(text.encode(), "x.txt")
    assert found.formats == ["accounts"]
    assert len(found.records) == len(ACCOUNTS)
    secrets = [value.decode() for column, _, value in found.fields if column == "password"]
    assert secrets == [secret for _, secret in ACCOUNTS]
    people = scan_bytes(text.encode(), "x.txt").state
    assert {rule: tally.count for rule, tally in people.tallies.items()} == {
        "email": 4,
        "credential.password": 4,
    }


def test_logins_of_sites_are_accounts_too() -> None:
    lines = ["https://labo.example/login:ztesteur:Zebulon79", "https://labo.example:jb:fictif79"]
    assert counts_of("\n".join([*lines, *lines]), "x.txt")["credential.password"] == 4


def test_what_a_dealer_adds_is_text() -> None:
    lines = ["*** PROMO ***", "", *(":".join(account) for account in ACCOUNTS)]
    assert counts_of("\n".join(lines), "x.txt")["credential.password"] == 4


def test_accounts_do_not_depend_on_how_text_is_cut() -> None:
    text = "".join(f"a{n}@labo.example:Zebulon{n}\n" for n in range(3000))
    whole, cut = (read(text.encode(), "x", chunk_bytes=size) for size in (1 << 20, 2048))
    assert whole.fields == cut.fields
    assert len(whole.records) == 3000


@pytest.mark.parametrize(
    "lines",
    [
        ["git@git.example.org:a/b.git", "git@git.example.org:a/c.git", "git@git.example.org:d/e"],
        ["root@a.example.org:22", "root@b.example.org:2222", "root@c.example.org:8022"],
        ["a@b.example:compta", "b@b.example:direction", "c@b.example:rh", "d@b.example:achats"],
        ["a@b.example:0639981234", "b@b.example:0639981235", "c@b.example:+33639981236"],
        ["# a@b.example", "org.slf4j:slf4j-api:1.7.36", "com.a.b:guava:31.1-jre", "fr.a:c:2.4.1"],
        ["a@b.example: c@b.example", "d@b.example: e@b.example", "f@b.example: g@b.example"],
        ["a@b.example:Zebulon7", "Bonjour, ceci est un texte.", "On y parle d'un compte.", "Fin."],
        ["a@b.example:same12", "b@b.example:same12", "c@b.example:same12", "d@b.example:same12"],
    ],
)
def test_other_lists_are_none(lines: list[str]) -> None:
    assert not is_accounts("\n".join(lines).encode(), "x.txt")

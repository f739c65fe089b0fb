"""Columns of whole names are told by their cells, compound names among them."""

import pytest

from leakscan.scanner import scan_bytes

_SURNAMES = ("MARTIN", "TANGUY", "BERNARD", "PETIT", "FAURE", "LE GOFF", "DUBOIS", "ROUSSEL")
_GIVEN = ("Marie", "Yann", "Julie", "Anne", "Paul", "Monique", "Loïc")
_GIVENS = ("Jean Paul", "Marie Anne", "Jean Yves", "Anne Marie", "Jean Luc")


def _names(shape: str, count: int = 8) -> list[str]:
    """So many names of a shape."""
    return [
        shape.format(
            name=_SURNAMES[n % 8],
            other=_SURNAMES[(n * 3 + 1) % 8],
            given=_GIVEN[n % 7],
            givens=_GIVENS[n % 5],
        )
        for n in range(count)
    ]


def _found(header: str, cells: list[str]) -> int:
    """How many names are found in a column beside a town."""
    rows = "\n".join(f"{cell};RENNES" for cell in cells)
    tally = scan_bytes(f"{header};ville\n{rows}\n".encode(), "x.csv").state.tallies.get(
        "person.name"
    )
    return tally.count if tally else 0


@pytest.mark.parametrize("header", ["Nom et prénom", "x"])
@pytest.mark.parametrize(
    "shape",
    [
        "{name} {given}",
        "{name} {givens}",
        "{givens} {name}",
        "{name}-{other} {given}",
        "{given} {name}-{other}",
        "{name} {other} {given}",
        "{name} {other}, {givens}",
        "{name} ép. {other} {given}",
        "{name} ÉPOUSE {other} {given}",
        "Mme {name}-{other} {givens}",
    ],
)
def test_compound_names_fill_a_column_of_names(header: str, shape: str) -> None:
    assert _found(header, _names(shape)) == 8


@pytest.mark.parametrize(
    "cells",
    [
        "VILLERS SAINT PAUL,BOIS GUILLAUME,MONT SAINT AIGNAN,LA ROCHE BERNARD,VAL DE REUIL",
        "SAINT MARTIN VESUBIE,CHATEAU GONTIER,PONT SAINT ESPRIT,ROSNY SOUS BOIS,SAINT PAUL",
        "Rue Jean Moulin,Place Saint Michel,Allée Paul Verlaine,Rue Anne Frank,Quai Saint Vincent",
        "Ecole Jean Jaurès,Collège Victor Hugo,Lycée Saint Louis,Ecole Paul Bert,Lycée Marie Curie",
        "Camembert Le Petit,Brie Saint Simon,Petit Louis Nature,Sirop Martin Rose,Sel Guérande Fin",
        "Médecine Interne,Pôle Mère Enfant,Bloc Central,Soins Palliatifs,Pédiatrie Générale",
    ],
)
def test_places_and_things_are_no_names(cells: str) -> None:
    assert _found("libelle", cells.split(",")) == 0

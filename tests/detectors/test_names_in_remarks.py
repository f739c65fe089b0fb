"""Names in the remarks of a table, beside what tells of health."""

import pytest

from leakscan.scanner import scan_bytes


def _named(remark: str, header: str = "commentaire") -> int:
    rows = [f"{n};2024-03-{1 + n:02};NFS;{remark}\n" for n in range(12)]
    data = f"dossier;date_prel;analyse;{header}\n" + "".join(rows)
    tally = scan_bytes(data.encode(), "export.csv").state.tallies.get("person.name")
    return tally.count if tally is not None else 0


@pytest.mark.parametrize(
    "remark",
    [
        "patiente enceinte, sa fille Corinne rappelle",
        "VIH positif connu, voir Mme DURAND",
        "sous Levothyrox, appeler mme morin au besoin",
        "grossesse en cours, mari : Jean-Pierre TESTEUR",
    ],
)
def test_names_in_remarks_on_health_are_found(remark: str) -> None:
    assert _named(remark) == 12


@pytest.mark.parametrize(
    "remark",
    [
        "patiente enceinte, a rappeler pour la suite",
        "sous Levothyrox et Doliprane, AVK : Préviscan",
        "maladie de Crohn, sous Humira depuis Pâques",
    ],
)
def test_words_in_remarks_are_no_names(remark: str) -> None:
    assert _named(remark) == 0


def test_remarks_on_other_things_name_nobody() -> None:
    assert _named("colis remis a Corinne, voir avec Jean TESTEUR", "livraison") == 0

"""Names in the remarks of a table, beside what tells of health."""

import pytest

from leakscan.scanner import scan_bytes


def _named(
    remark: str, header: str = "commentaire", *, rule: str = "person.name", sign: str = ";"
) -> int:
    rows = [f"{n};2024-03-{1 + n:02};NFS;{remark}\n" for n in range(12)]
    data = (f"dossier;date_prel;analyse;{header}\n" + "".join(rows)).replace(";", sign)
    tally = scan_bytes(data.encode(), "export.csv").state.tallies.get(rule)
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


@pytest.mark.parametrize(
    "remark",
    [
        "sous Xarelto - vu par Mme DURAND (sage-femme)",
        "L. Castaing (IDE) a prélevé - patient VIH",
        "sous Haldol - appel de Carole M. (infirmière)",
        "sous Xarelto - IDE Martine B. passée ce matin",
        "Sage-femme : Cosset Nadia - enceinte 12 SA",
        "Préleveur : COSSET N. - sous Xarelto",
        "sous Haldol - prescrit par Anne Testeur (psychiatre)",
    ],
)
def test_roles_in_remarks_tell_professionals(remark: str) -> None:
    assert (_named(remark, rule="person.doctor"), _named(remark)) == (12, 0)


@pytest.mark.parametrize(
    "remark",
    [
        "patiente Mme DURAND (infirmière) enceinte 12 SA",
        "sous Xarelto - Mme DURAND (aide-soignante au CHU)",
        "Mme DURAND sous Xarelto (médecin prévenu)",
    ],
)
def test_patients_in_remarks_may_have_the_trade(remark: str) -> None:
    assert (_named(remark, rule="person.doctor"), _named(remark)) == (0, 12)


def test_a_role_in_the_next_cell_tells_nobody_of_this_one() -> None:
    remark = "sous Xarelto rappeler Mme DURAND;infirmier parti;suite a donner"
    header = "commentaire;rappel;suite"
    assert _named(remark, header, sign=",") == 12
    assert _named(remark, header, rule="person.doctor", sign=",") == 0


def test_a_hospital_that_begins_a_remark_is_nobody() -> None:
    remark = '"Hôpital Louis Pasteur (infirmière prévenue) sous Xarelto"'
    assert (_named(remark), _named(remark, rule="person.doctor")) == (0, 0)

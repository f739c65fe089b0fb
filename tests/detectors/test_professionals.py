"""Names beside a role of health care are professionals', and those of patients stay patients'."""

import re

import pytest

from leakscan.detectors import professionals
from tests.detectors.scanning import counts_of

DRUG = " Sous Levothyrox 75."


@pytest.mark.parametrize(
    "text",
    [
        "Sage-femme : Delphine Fictif", "Interne : T. Exemple", "L. Castaing (IDE) présente",
        "Validé par C. Bonnafous, biologiste", "Mme Odile Frémaux, infirmière scolaire",
        "Cadre de santé : Mme Soumahoro", "Passage de l'IDE Mathilde",
        "Virginie Fabre\nPharmacien biologiste", "IDE MARCHAND", "La psychologue, Ch. Lemoine",
        "Hélène Marec, infirmière du service", "Vu par Mme Frémaux, sage-femme, enceinte 12 SA",
        "Sage-femme : Cosset Nadia", "Préleveur : COSSET N.", "Anesth : Mme Tirel",
        "Infirmier du service : Tiago Pereira",
        "F. Morel (AS) présente",
    ],
)  # fmt: skip
def test_a_role_tells_a_professional(text: str) -> None:
    found = counts_of(f"{text}\n{DRUG}")
    assert (found.get("person.doctor"), found.get("person.name")) == (1, None)


def test_colleagues_sign_their_letters() -> None:
    letter = f"Chère consœur,\n{DRUG}\nAmicalement,\nLaure Fictif\n"
    assert counts_of(letter).get("person.doctor") == 1
    assert counts_of(letter.replace("consœur", "Maman")).get("person.doctor") is None


@pytest.mark.parametrize(
    "text",
    [
        "Patiente : Mme Odile Frémaux, infirmière", "Mme Odile Frémaux, infirmière, née en 1960",
        "Médecine du travail\nMme Odile Frémaux, aide-soignante", "M. Fictif, comptable",
        "Vue ce jour : Mme Frémaux, sage-femme, enceinte 12 SA", "Femme : Mme Frémaux",
        "IDE prévenue : Mme Frémaux a chuté", "Secrétaire médicale : Nathalie Berger",
    ],
)  # fmt: skip
def test_a_patient_may_have_the_trade(text: str) -> None:
    found = counts_of(f"{text}\n{DRUG}")
    assert (found.get("person.doctor"), found.get("person.name")) == (None, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Hôpital Louis Pasteur, infirmière",
        "Avenue, Louis Pasteur, infirmière",
        "Patient VIH, infirmière",
        "Score Glasgow (IDE)",
    ],
)
def test_places_and_things_have_no_role(text: str) -> None:
    assert "person.doctor" not in counts_of(f"{text}\n{DRUG}")


@pytest.mark.parametrize("before", range(1470, 1502, 3))
def test_a_letter_is_read_across_its_pages(before: int) -> None:
    text = f"{DRUG}\n".rjust(before, "-") + "Médecine du travail, Mme Odile Frémaux, infirmière"
    found = counts_of(text)
    assert (found.get("person.doctor"), found.get("person.name")) == (None, 1)


def test_a_letter_is_read_once_for_all_of_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counted:
        """A pattern that counts how often it is used, whichever way."""

        used = 0

        def finditer(self, _text: str) -> list[re.Match[str]]:
            self.used += 1
            return []

        def search(self, _text: str) -> None:
            self.used += 1

    counted = Counted()
    monkeypatch.setattr(professionals, "_OF_WORK", counted)
    text = f"{DRUG} Mme Odile Frémaux, infirmière\n" * 100
    assert counts_of(text).get("person.doctor") == 100
    assert counted.used < 10

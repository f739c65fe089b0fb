"""Names that only the words around tell: found near health or numbers, nowhere else."""

import pytest

from tests.detectors.scanning import counts_of

DRUG = " Sous Levothyrox 75."


@pytest.mark.parametrize(
    "text",
    [
        "Accompagné de son fils Théo.", "Sa sœur Mariam est joignable.", "la belle-fille : Nadia",
        "Mon mari Kyrollos vous appelle", "une petite fille prénommée Inaya",
        "Appel de la maman de Kylian ce matin", "Prélevé par Sonia à 7 h 45", "Cher Damien,",
        "Bonjour Nadège,", "Je t'adresse Killian B.", "Salut Momo, ça va", "dis à Margaux que non",
        "la famille Chauvin remercie", "la famille MEUNIER", "vu avec J. Vauclair ce jour",
        "Mme V. revient", "mr bouzid est passé",
        "mme henriette morin a chuté", "Merci\nRomain", "Bien à toi,\n\nPhilippe Amsellurt",
        "Foyer.\nDylan R., 17 ans", "Lit 3 : Ginette", "Détenu Bernardo vu", "détenue KAMARA",
        "L'élève Roussel est absent", "Bébé Fournier va bien", "BB Lemoine va bien",
        "Le président, Th. Lalande", "Bonjour Wojciech Lambert, à demain",
        "Chère Wei Peeters-Dubois,",
    ],
)  # fmt: skip
def test_found_once_near_health(text: str) -> None:
    assert counts_of(f"{text}\n{DRUG}").get("person.name") == 1
    assert "person.name" not in counts_of(text), "alone it is nobody's"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("P. Lalande, conseiller", 1), ("Hélène Marec, conseillère du service", 1),
        ("P. Sanguine, conseiller le patient", 0), ("P. Sanguine, diluée", 0),
    ],
)  # fmt: skip
def test_who_signs_with_a_trade_in_the_last_line(text: str, names: int) -> None:
    assert counts_of(f"{DRUG}\n{text}").get("person.name", 0) == names


@pytest.mark.parametrize("text", ["Mme L. Vauclair revient", "M. Ö. Yilmaz", "M. da Silva revient"])
def test_initials_and_particles_between_a_title_and_a_surname(text: str) -> None:
    assert counts_of(text).get("person.name") == 1


@pytest.mark.parametrize("text", ["Ahmed est venu seul.", "Vu hier. Jordan prend bien le sien."])
def test_who_does_something_at_the_start_of_a_sentence(text: str) -> None:
    assert counts_of(f"Suivi\n{text}\n{DRUG}").get("person.name") == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ses deux enfants Paul et Virginie", 2),
        ("Fratrie : Léa 8 ans, Tom 5 ans, Jules 2 ans.", 3),
        ("Équipe de nuit : Élodie + Bruno", 2),
        ("Couple Rossi/Moretti", 2),
        ("le couple Lambert et Caron", 2),
        ("Couple Rossi/Biologie", 1),
    ],
)
def test_names_that_are_joined_count_each(text: str, names: int) -> None:
    assert counts_of(f"{text}\n{DRUG}").get("person.name") == names


@pytest.mark.parametrize(
    "text",
    [
        "Son fils est passé.", "Cher Ami,", "Bonjour Madame,", "Monsieur X. contre la société",
        "le comprimé posé sur Alice", "Hello Team,", "Coucou Mesdames,",
        "Hello Internet, on arrive", "Salut Jeudi, on se voit",
        "mme est venue", "mr a un rdv", "le dr passe demain",
        "Merci\nBonne journée", "Ville : Florence", "la femme RhD négatif", "Interne : à venir",
        "Cordialement,\nLe secrétariat", "la famille Levothyrox", "Avis du Médecin Conseil.",
        "Fille unique.", "sa fille Est arrivée", "Bébé Cadum", "BB Cream", "Assuré Social",
        "L'élève Terminale", "Le directeur, Ch. 12", "Th. Ancienne",
        "Bonjour Laboratoire Martin, bien reçu", "Bonjour Service Lambert, bien reçu",
    ],
)  # fmt: skip
def test_nobody(text: str) -> None:
    assert "person.name" not in counts_of(f"{text}\n{DRUG}")


def test_names_keep_their_accents_and_surnames() -> None:
    found = counts_of(f"votre patiente Irène Stavrokis, revue\n{DRUG}")
    assert found.get("person.name") == 1

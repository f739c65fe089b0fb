"""Headers as exports spell them, and those that mean nothing."""

from functools import cache

import pytest

from leakscan.detectors.headers import HeaderIndex, HeaderMatch, normalised
from tests.detectors.scanning import rules


@cache
def index() -> HeaderIndex:
    return HeaderIndex(rules())


def match(header: str) -> HeaderMatch | None:
    return index().match(header)


def rule_of(header: str) -> str | None:
    found = match(header)
    return rules().rules[found.rule].info.id if found else None


SPELLINGS = {
    "fr.nir": "NIR|N_SECU|no_ss|NSS|num_secu|numsecu|numss|secu|numero_securite_sociale"
    "|N° Sécurité Sociale|immatriculation|matricule|matricule_assure|num_assure|insee|ins"
    "|matricule_ins|NumeroSecuriteSociale|numSecu|Num. Sécu.|patient.nir|NIR_PATIENT|pat_nir|T_NIR"
    "|nir1|Sécurité sociale|SocialSecurityNumber|nir_complet|numero_securite_social"
    "|NNI|NUMERO_RO|numéro national d'identité|NIR_OD",
    "fr.phone": "tel|Tél|TELEPHONE|tel_fixe|tel_dom|portable|gsm|mobile|num_tel|fax|TEL_PORTABLE"
    "|telephone1|Tel 2|patientPhone|telephoneMobile|n° tél|Téléphone domicile|tel_medecin|TEL_LABO"
    "|TELBUR|Tél pers. à prévenir|portable mère|Numéro de téléphone mobile",
    "person.name": "nom|NOM_NAISSANCE|nom_jeune_fille|nom_marital|nom_usage|prenom|Prénoms"
    "|PRENOM_PATIENT|NomPatient|patient_nom|lastName|first_name|prénom 1|name.family"
    "|NOM_PATRO|Nom de l'enfant|PRE_PAT|prn|NOMPATIE|PRENOMPA|NOM_N|NOM ELEVE|PRESAL|PER_NOM"
    "|Nom de naissance du patient ou de la patiente|Premier prénom figurant sur l'acte",
    "person.birth-date": "DDN|dt_nais|date_naiss|naissance|dob|DateNaissance|date_de_naissance"
    "|birthDate|né(e) le|DT_NAISSANCE|datenais|patient_birth_date|date_naissence"
    "|Né(e)|Date de naissance (JJ/MM/AAAA)|DATE_DE_NA|DTNAIADH|T_DTN"
    "|Date de naissance du patient au format JJ/MM/AAAA",
    "date.sample": "date_prelevement|dt_prel|date_exam|date_demande|derniere_visite|date_resultat"
    "|Dernier RDV|StudyDate|DATENT|DATE INJ.",
    "person.doctor": "medecin_traitant|mt|prescripteur|medecin_prescripteur|preleveur"
    "|correspondant|Dr|medecin|nom_medecin|nom_prescripteur"
    "|NOMPRESC|ReferringPhysicianName|Gynéco|MED_TRT",
    "credential.password": "mdp|mot_de_passe|motdepasse|password|pwd|pass|code_acces|code_secret"
    "|code_patient|pin|serveur_resultats|passwd"
    "|MDP_CLAIR|user_pass|PASSWD_MD5",
    "fr.ipp": "identifiant|login|ipp|pid|num_dossier|nda|iep|no_demande|nip|id_patient|patientId",
    "fr.amc": "mutuelle|amc|num_amc|n_adherent|complementaire|dre",
    "fr.amo": "regime|code_organisme|grand_regime",
    "email": "mail|email|e-mail|courriel|adresse_mail|emailPatient|EMAIL_PRESCRIPTEUR",
    "health.blood-group": "groupe_sanguin|GS|grpe_sanguin|rhesus|ABO|bloodType|groupe sanguin",
    "health.comment": "commentaire|consigne|observation|remarque|comment|commentaires_patient",
    "health.hiv": "SEROHIV|SEROVIH|VIHSERO|STATUTVIH|sero_hiv",
    "fr.postcode": "cp|code_postal|codePostal|zip|CODE POSTAL",
    "fr.address": "adresse|adr1|adresse_ligne_2|rue|adresse_patient|address",
    "person.sex": "sexe|sex|civilite|gender|SEXE_PATIENT",
}


@pytest.mark.parametrize(
    ("rule", "header"),
    [(rule, header) for rule, headers in SPELLINGS.items() for header in headers.split("|")],
)
def test_spelling(rule: str, header: str) -> None:
    assert rule_of(header) == rule
    # Case, accents, separators and decoration carry no meaning.
    assert rule_of(header.upper() if "_" in header else header) == rule
    assert rule_of(header.replace("_", " ")) == rule
    assert rule_of(header.replace("_", "-")) == rule


@pytest.mark.parametrize(
    ("header", "rule"),
    [
        ("Nom du patient", "person.name"),
        ("Prénom de la patiente", "person.name"),
        ("Date de naissance du patient", "person.birth-date"),
    ],
)
def test_spelled_out(header: str, rule: str) -> None:
    assert rule_of(header) == rule


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("Êtes-vous enceinte ?", "health.pregnancy"),
        ("Êtes-vous enceinte ou allaitante ?", "health.pregnancy"),
        ("Est-elle enceinte (oui/non)", "health.pregnancy"),
        ("Are you pregnant?", "health.pregnancy"),
        ("Avez-vous déjà eu une IVG ?", "health.abortion"),
        ("Êtes-vous séropositif ?", "health.hiv"),
        ("Quel est votre médecin traitant ?", "person.doctor"),
        ("Votre mutuelle", "fr.amc"),
        ("Prenez-vous des médicaments ? Lesquels ?", "health.drug"),
        ("Merci d'indiquer votre nom", "person.name"),
        ("Mot de passe souhaité", "credential.password"),
        ("Où avez-vous mal ?", None),
        ("Quelle est votre religion ?", "art9.religion"),
        ("Votre avis", None),
        ("Votre opinion", None),
        ("Êtes-vous patient ?", None),
        ("Are you a patient?", None),
        ("Vous êtes un adhérent", None),
        ("Suivez-vous un régime ?", None),
        ("Quel est votre magasin préféré ?", None),
        ("Your order number", None),
        ("has_password", None),
    ],
)
def test_question_of_a_form(question: str, rule: str | None) -> None:
    assert rule_of(question) == rule


MEANINGLESS = (
    "produit|prix|valeur|quantite|designation|version|total|montant|stock|reference|description|id"
    "|type|statut|categorie|couleur|titre|auteur|nom_labo|nom_fichier|nom_produit|a|x1|col3|montel"
    "|nominal|telemetrie|portabilite|directive|insecure|passerelle|mobilier|sexagesimal"
)


@pytest.mark.parametrize("header", ["", " ", "_", "é", *MEANINGLESS.split("|"), "nom " * 20])
def test_meaningless(header: str) -> None:
    assert rule_of(header) is None


@pytest.mark.parametrize(
    ("header", "professional"),
    [
        ("tel", False),
        ("tel_patient", False),
        ("tel_medecin", True),
        ("TEL_LABO", True),
        ("EMAIL_PRESCRIPTEUR", True),
        ("nom_medecin", False),
        ("adresse_labo", True),
    ],
)
def test_somebody_elses(header: str, professional: bool) -> None:  # noqa: FBT001
    found = match(header)
    assert found is not None
    assert found.professional is professional


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        ("NumeroSecuriteSociale", "numero securite sociale"),
        ("N° Sécu.", "n secu"),
        ("  DATE__de-Naissance ", "date de naissance"),
        ("prénom(s)", "prenom s"),
        ("Zoe\u0301", "zoe"),
    ],
)
def test_normalised(header: str, plain: str) -> None:
    assert normalised(header) == plain


def test_names_are_ours_never_the_files() -> None:
    names = {name for rule in rules().rules for name in rule.columns}
    for headers in SPELLINGS.values():
        for header in headers.split("|"):
            found = match(header)
            assert found is not None
            assert found.name in names

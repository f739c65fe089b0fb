"""Commands speak to people in the language that is asked for, else in the locale's."""

import base64
import re
from pathlib import Path

import pytest

from leakscan.reports.texts import TEXTS
from leakscan.reports.texts.commands import COMMANDS_ENGLISH, COMMANDS_FRENCH
from tests.cli.calling import Run

PATIENTS = "nom;prenom;naissance;remarque;tel\n" + "".join(
    f"TESTEUR;Zoé;12/03/19{year};séropositive VIH;06399800{year}\n" for year in range(50, 59)
)
TERMS = ("--reason", "essai", "--author", "Ana", "--expires", "never")
ENGLISH = re.compile(
    r"\b(?:the|was|were|copied|copy|replaced|warning|entries|entry|accepted|left|found|column)\b"
)


@pytest.fixture
def patients(tmp_path: Path) -> Path:
    path = tmp_path / "patients.csv"
    path.write_text(PATIENTS, encoding="utf-8")
    return path


def told(leakscan: Run, *arguments: object) -> str:
    """What a command says, with plain spaces; nothing of it in English."""
    shown = leakscan(*arguments, "--lang", "fr")
    text = (shown.out + shown.err).replace("\xa0", " ").replace("\u202f", " ")
    assert not ENGLISH.search(text), text
    assert leakscan(*arguments, "--lang", "xx").code == 2
    return text


def test_copies_are_told_in_french(leakscan: Run, patients: Path, tmp_path: Path) -> None:
    text = told(leakscan, "redact", patients, "-o", "a.csv", "--mode", "drop-column")
    assert "leakscan: patients.csv : 45 valeurs remplacées : person.name x 18" in text
    assert "patients.csv : colonnes retirées : nom, prenom, naissance, remarque, tel" in text
    assert "patients.csv : la copie a été analysée : gravité 0 rien détecté" in text
    refused = told(leakscan, "redact", patients, "-o", "b.csv", "--encoding", "cp037")
    assert refused == (
        "leakscan: attention : patients.csv : ni expurgé ni copié : les octets n'ont pas l'air de "
        "cp037 : donner le bon --encoding\n"
    )
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 9)
    binary = told(leakscan, "redact", "a.bin", "-o", "b.bin")
    assert "binary ne peut pas être expurgé, seulement text, " in binary


@pytest.mark.parametrize(
    ("parts", "english", "french"),
    [
        (1, "1 encoded part (base64...) was", "1 partie codée (base64...) a été copiée"),
        (2, "2 encoded parts (base64...) were", "2 parties codées (base64...) ont été copiées"),
    ],
)
def test_parts_are_told_in_their_number(
    leakscan: Run, tmp_path: Path, parts: int, english: str, french: str
) -> None:
    encoded = base64.b64encode(PATIENTS.encode() * 3).decode()
    (tmp_path / "a.txt").write_text(f"Bonjour.\n\n{encoded}\n\n" * parts, encoding="utf-8")
    assert english in leakscan("redact", "a.txt", "-o", "b.txt", "--no-verify").err
    assert french in told(leakscan, "redact", "a.txt", "-o", "c.txt", "--no-verify")


def test_baselines_are_told_in_french(leakscan: Run, patients: Path) -> None:
    key = told(leakscan, "baseline", "key", "k")
    assert key.startswith("k : écrit.\nC'est un secret : ")
    options = (patients, "--key-file", "k", *TERMS)
    created = told(leakscan, "baseline", "create", *options)
    assert created.startswith("leakscan: leakscan.baseline : 9 entrées acceptées\n")
    patients.write_text(PATIENTS + "FICTIF;Ali;04/11/1958;diabète;0639980012\n", encoding="utf-8")
    audit = told(leakscan, "baseline", "audit", patients, "--key-file", "k")
    assert audit.startswith("nouveau : 1\n  patients.csv : fr.phone x 1")
    assert audit.endswith("accepté : 9 entrées\n  9 : Ana, essai, sans expiration\n")
    updated = told(leakscan, "baseline", "update", *options)
    assert "1 nouvelle, 0 disparue, 0 modifiée, 10 entrées en tout" in updated


def test_rules_are_shown_in_french(leakscan: Run) -> None:
    text = leakscan("rules", "show", "health.hiv", "--lang", "fr").out.replace("\xa0", " ")
    labels = {line.partition(" :")[0].strip() for line in text.splitlines() if " : " in line}
    assert {"catégorie", "preuve", "colonnes", "mots-clés", "trouve", "laisse"} <= labels
    assert "category: nir\n" in leakscan("rules", "show", "fr.nir").out


def test_scans_warn_in_french(leakscan: Run, tmp_path: Path) -> None:
    assert "rien n'a été analysé : il n'y a aucun fichier" in told(leakscan, "scan", tmp_path)
    (tmp_path / "a.txt").write_text("rien\n", encoding="utf-8")
    (tmp_path / "leakscan.toml").write_text("jobs = 1\n", encoding="utf-8")
    shown = told(leakscan, "scan", tmp_path, "-v", "--encoding", "utf-16", "--strict")
    assert "leakscan.toml est dans le dossier analysé et n'a pas été utilisé" in shown
    assert re.search(r"leakscan: 2 fichiers, \d+ o en [\d,]+ s \(0 Mo/s\), moteur ", shown)
    assert "attention : incomplet : le rapport dit ce qui n'a pas été lu" in shown


def test_the_locale_and_the_configuration_say_the_language_too(
    leakscan: Run, patients: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "values replaced" in leakscan("redact", patients, "-o", "a.csv").err
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert "valeurs remplacées" in leakscan("redact", patients, "-o", "b.csv").err
    (tmp_path / "leakscan.toml").write_text('lang = "en"\n', encoding="utf-8")
    assert "values replaced" in leakscan("redact", patients, "-o", "c.csv").err
    assert "fictitious persons" in leakscan("demo", "d", "--rows", 9, "--lang", "en").out
    assert "personnes fictives. À essayer" in leakscan("demo", "e", "--rows", 9).out


@pytest.mark.parametrize(
    ("arguments", "french"),
    [
        ("scan nowhere", "ni fichier ni dossier de ce nom : nowhere"),
        ("redact patients.csv -o patients.csv", "la sortie est l'entrée : redact n'écrit jamais"),
        ("scan patients.csv -o .", "la sortie . est un dossier"),
        ("scan patients.csv -o no/a", "sortie no/a : ce dossier n'existe pas : le créer d'abord"),
        ("baseline create patients.csv", "dire pourquoi, qui et jusqu'à quand : --reason TEXTE"),
        ("baseline audit patients.csv", "une référence demande une clé durable : `leakscan"),
        ("check patients.csv --limit fr.nri=0", "de ce nom ; vouliez-vous dire fr.nir ?"),
        ("rules show zzzzzz", "pas de règle zzzzzz : `leakscan rules list` les énumère"),
        ("report patients.csv", "le résultat n'est pas du JSON : `leakscan scan CHEMIN -f json"),
        ("scan https://example.org/", "https://example.org/ : les sources distantes ne sont pas"),
    ],
)
def test_errors_are_told_in_french(
    leakscan: Run, patients: Path, arguments: str, french: str
) -> None:
    assert patients.exists()
    text = told(leakscan, *arguments.split())
    assert text.startswith("leakscan: erreur : ")
    assert french in text


def test_no_text_of_a_command_is_the_same_in_both_languages() -> None:
    same = {key for key, text in COMMANDS_FRENCH.items() if text == COMMANDS_ENGLISH[key]}
    assert {
        key for key in same if re.search(r"[a-z]{4}", re.sub(r"\{\w+\}", "", TEXTS["fr"][key]))
    } == set()

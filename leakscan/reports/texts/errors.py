"""Errors of usage in French: code says them in English, in words of ours, where they are raised.

``{}`` stands for what was filled in, which is translated likewise when it is in the table (a hint,
what the system says). What has no translation is told as it is.
"""

import re

from leakscan.reports.schema import Lang
from leakscan.reports.texts import typeset

_FRENCH: dict[str, str] = {
    # Paths and outputs
    "no such file or folder: {}": "ni fichier ni dossier de ce nom : {}",
    "no file matched": "aucun fichier ne correspond",
    "{}: remote sources cannot be read: fetch it first, or pipe it into `leakscan scan -`": (
        "{} : les sources distantes ne sont pas lues : la télécharger d'abord, ou la transmettre à "
        "`leakscan scan -`"
    ),
    "output {} exists: --force replaces it": "la sortie {} existe : --force la remplace",
    "output {} is a folder": "la sortie {} est un dossier",
    "output {} cannot be written ({})": "la sortie {} ne peut pas être écrite ({})",
    "output {}: there is no such folder: make it first, or name another": (
        "sortie {} : ce dossier n'existe pas : le créer d'abord, ou en indiquer un autre"
    ),
    "the output cannot be written ({})": "la sortie ne peut pas être écrite ({})",
    "{} --format for {} --output: they go together pairwise": (
        "{} --format pour {} --output : ils vont par paires"
    ),
    "two reports would go to the same --output": "deux rapports iraient dans le même --output",
    "{}: cannot be read ({})": "{} : ne peut pas être lu ({})",
    # Copies
    "the output is the input: redact never writes to what it reads": (
        "la sortie est l'entrée : redact n'écrit jamais dans ce qu'il lit"
    ),
    "the output lies in the folder that is copied": "la sortie est dans le dossier à copier",
    "a folder cannot be copied to stdout: -o FOLDER": (
        "un dossier ne peut pas être copié vers la sortie standard : -o DOSSIER"
    ),
    # Baselines
    "say why, who and until when: --reason TEXT --author NAME --expires DATE": (
        "dire pourquoi, qui et jusqu'à quand : --reason TEXTE --author NOM --expires DATE"
    ),
    "--renew needs --reason TEXT --author NAME --expires DATE": (
        "--renew demande --reason TEXTE --author NOM --expires DATE"
    ),
    "--reason, --author and --expires go together: add {}": (
        "--reason, --author et --expires vont ensemble : ajouter {}"
    ),
    "--expires: that day has passed: nothing would be accepted": (
        "--expires : ce jour est passé : rien ne serait accepté"
    ),
    "--expires: a day as YYYY-MM-DD, or never": "--expires : un jour (AAAA-MM-JJ), ou never",
    "{} exists: `leakscan baseline update` changes it, --force replaces": (
        "{} existe : `leakscan baseline update` le modifie, --force le remplace"
    ),
    "there is something new to accept: say why, who and until when, with --reason TEXT "
    "--author NAME --expires YYYY-MM-DD (or never)": (
        "il y a du nouveau à accepter : dire pourquoi, qui et jusqu'à quand, avec --reason TEXTE "
        "--author NOM --expires AAAA-MM-JJ (ou never)"
    ),
    "a baseline needs a key that lasts: `leakscan baseline key FILE` makes one; then "
    "--key-file FILE, or LEAKSCAN_KEY_FILE or LEAKSCAN_KEY in CI": (
        "une référence demande une clé durable : `leakscan baseline key FICHIER` en fait une ; "
        "puis --key-file FICHIER, ou LEAKSCAN_KEY_FILE ou LEAKSCAN_KEY en CI"
    ),
    "{}: was made with another key: give the one that made it, or make the baseline again": (
        "{} : faite avec une autre clé : donner la bonne, ou refaire la référence"
    ),
    "{}: was made with two keys: make it again with one": (
        "{} : faite avec deux clés : la refaire avec une seule"
    ),
    "{}: is no baseline: `leakscan baseline create` writes one": (
        "{} : n'est pas une référence : `leakscan baseline create` en écrit une"
    ),
    "{}: there is no such file: `leakscan baseline create` writes one": (
        "{} : ce fichier n'existe pas : `leakscan baseline create` en écrit un"
    ),
    "{}: is of another version of leakscan": "{} : vient d'une autre version de leakscan",
    "{}: its header does not say with which key it was made": (
        "{} : son en-tête ne dit pas avec quelle clé elle est faite"
    ),
    "{}: line {} is a conflict marker: keep the lines of both sides, their order does not matter": (
        "{} : la ligne {} marque un conflit : garder les lignes des deux côtés, leur ordre est "
        "indifférent"
    ),
    "{}: line {} is not JSON": "{} : la ligne {} n'est pas du JSON",
    "{}: line {} is no JSON object": "{} : la ligne {} n'est pas un objet JSON",
    "{}: {} is missing or of another type": "{} : {} manque ou est d'un autre type",
    "{}: a value is not of its kind": "{} : une valeur n'est pas du bon type",
    "{}: is larger than 256 MiB": "{} : dépasse 256 Mio",
    "{}: is not UTF-8": "{} : n'est pas en UTF-8",
    # Keys
    "--key-file: a key has between 32 bytes and 1 MiB": (
        "--key-file : une clé a entre 32 octets et 1 Mio"
    ),
    "--key-file: cannot be read ({})": "--key-file : ne peut pas être lu ({})",
    "{}: is no key that `leakscan baseline key` made": (
        "{} : n'est pas une clé faite par `leakscan baseline key`"
    ),
    # Configuration, rules, limits
    "{}: unknown key {}{}": "{} : clé inconnue {}{}",
    "{}: {} is not a table": "{} : {} n'est pas une table",
    "{}: is {}, not a value": "{} : est {}, pas une valeur",
    "{}: is a number, not a text: put it in quotes": (
        "{} : est un nombre, pas un texte : le mettre entre guillemets"
    ),
    "{}: must be true or false": "{} : doit être true ou false",
    "{}: is true or false, not a value": "{} : est true ou false, pas une valeur",
    "{}: tool.leakscan is not a table": "{} : tool.leakscan n'est pas une table",
    "{}: is not valid TOML{}": "{} : n'est pas du TOML valable{}",
    "{}: is not valid TOML, which is UTF-8": "{} : n'est pas du TOML valable, qui est en UTF-8",
    "{}: lists or tables are nested too deeply": "{} : listes ou tables trop imbriquées",
    "{}: is too large": "{} : est trop grand",
    "a table": "une table",
    "a list": "une liste",
    "a date or a time": "une date ou une heure",
    "--limit {}: no such rule or category{}": "--limit {} : ni règle ni catégorie de ce nom{}",
    "allow: no such rule {}{}": "allow : pas de règle {}{}",
    "allow: a fingerprint needs the key it was made with: --key-file": (
        "allow : une empreinte demande la clé qui l'a faite : --key-file"
    ),
    "no rule {}{}": "pas de règle {}{}",
    "{}: no rule file (*.yaml) is in this folder": (
        "{} : aucun fichier de règles (*.yaml) dans ce dossier"
    ),
    "{}: no rule is in this file": "{} : aucune règle dans ce fichier",
    "no rules: without the built-in ones, --rules PATH must name others": (
        "aucune règle : sans celles d'origine, --rules CHEMIN doit en indiquer d'autres"
    ),
    "--engine hyperscan: not installed here; use auto or portable": (
        "--engine hyperscan : pas installé ici ; employer auto ou portable"
    ),
    ", at line {}, column {}": ", ligne {}, colonne {}",
    ", at end of document": ", à la fin du document",
    ": `leakscan rules list` names them": " : `leakscan rules list` les énumère",
    ": `leakscan rules list` names them all": " : `leakscan rules list` les énumère",
    "; did you mean {}?": " ; vouliez-vous dire {} ?",
    # Saved results, demos
    "the result is larger than 1 GiB": "le résultat dépasse 1 Gio",
    "the result is not UTF-8": "le résultat n'est pas en UTF-8",
    "the result is not JSON: {}": "le résultat n'est pas du JSON : {}",
    "the result does not follow its schema": "le résultat ne suit pas son schéma",
    "the result is not of schema {}: {}": "le résultat n'est pas du schéma {} : {}",
    "`leakscan scan PATH -f json -o result.json` makes one": (
        "`leakscan scan CHEMIN -f json -o result.json` en fait un"
    ),
    "no file {} in the result{}": "pas de fichier {} dans le résultat{}",
    ": it has {} to {}": " : il va de {} à {}",
    "cannot write the demo: {}": "la démonstration ne peut pas être écrite : {}",
    "the demo is only written into a new or empty directory": (
        "la démonstration n'est écrite que dans un dossier nouveau ou vide"
    ),
    # What the system says
    "stdout is closed": "la sortie standard est fermée",
    "Permission denied": "accès refusé",
    "No such file or directory": "introuvable",
    "Is a directory": "c'est un dossier",
    "Not a directory": "ce n'est pas un dossier",
    "No space left on device": "plus de place",
    "File too large": "fichier trop grand",
    "File name too long": "nom trop long",
    "Read-only file system": "système de fichiers en lecture seule",
    "Broken pipe": "tube fermé par son lecteur",
}


_GAP = re.escape("{}")
_HINT = "((?:[;:,] .*)?)"
"""What follows a name at once: a hint, which begins with a sign, or nothing."""


def error_text(message: str, lang: Lang) -> str:
    """An error in the language of the user, where that is known.

    >>> error_text("output a.csv is a folder", "fr")
    'la sortie a.csv est un dossier'
    """
    return message if lang == "en" else typeset(_french(message))


def _french(message: str) -> str:
    # Those that say most before those that fit nearly everything.
    for english in sorted(_FRENCH, key=len, reverse=True):
        pattern = re.escape(english).replace(_GAP * 2, f"(.*?){_HINT}").replace(_GAP, "(.*?)")
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return _FRENCH[english].format(*map(_french, found.groups()))
    return message

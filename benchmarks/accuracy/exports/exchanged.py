"""People in what insurers, wards and services pass on: joins of tables, lists, messages, settings.

The shapes are kinds of those in 74 files by an author who had not seen the detectors.
"""

import json
from collections.abc import Callable
from random import Random

from benchmarks.accuracy.exports.export import (
    Export,
    born,
    digits,
    name,
    nir,
    of_lines,
    pairs,
    phone,
    visit,
)
from benchmarks.accuracy.exports.kinds import cells, described, title
from benchmarks.accuracy.people import Person, person
from benchmarks.accuracy.sample import Sample, marked

_ROWS = 12
_WAYS = ("VB", "Forceps", marked("?health.pregnancy", "Césarienne"), "Ventouse")
_TALK = ("merci !", "le build est rouge", "standup dans 5 min", "qui merge la PR 412 ?")
_REPLIES = ("Le lecteur Vitale n'est plus reconnu", "Erreur 0x80004005 à la télétransmission")


def _reminded(p: Person, r: Random) -> list[str]:
    said = f"Rappel : {title(p)} {name(p.last.upper())}, rendez-vous le 12/05/2024 à 10h."
    return [digits(r, 9), "2024-04-12 13:00", phone("33" + p.mobile[1:]), said, "DELIVRD"]


def _born_there(p: Person, r: Random) -> list[str]:
    return [*cells(p, r, "?visit FULL dmy"), r.choice(_WAYS), *cells(p, r, "number group")]


EXPORTS = (
    described(
        "beneficiaires.csv",
        "CTR:number|TYPBEN:constant|NUMSS13:thirteen|CLESS:key|NOMBEN:PLAIN_LAST|"
        "PRNBEN:PLAIN_FIRST|DTNAIS:ymd|SX:12|L4ADR:street|CPOST:postcode|LOC:town|TELMOB:mobile|"
        "EML:mail|IBAN:iban|GAR:word",
        delimiter="|",
    ),
    described(
        "clients_opticien.csv",
        "CODCLI:?ipp|NOMCLI:LAST|PRECLI:FIRST|DNACLI:dmy|TELCLI:mobiles|MELCLI:mail",
    ),
    described(
        "dossiers.csv",
        "NUMSS:nir|NOM:LAST|PRENOM:FIRST|DATE_PREL:visit|DERN_RESULTAT:visit|GS:group",
    ),
    described(
        "droits_echus.csv",
        "IDENT_BENEF:keyless|NOM_PATRONYMIQUE:LAST|PREN:FIRST|D_NAIS:dotted|DT_FIN:?visit",
        rows=24,
    ),
    Export(name="sms.csv", header="id|date_envoi|destinataire|texte|statut", row=_reminded),
    Export(
        name="salle_naissance.csv",
        header="Date acc.|Parturiente|DDN|Voie|Poids|Groupe mère",
        row=_born_there,
        rows=24,
    ),
)


def ward(r: Random) -> Sample:
    """Who lies in a ward, as a page of text."""
    lines = ["Service Pneumologie - Présents le 18/03/2024", "Lit Nom Prénom DDN N° INS Entrée"]
    for bed in range(300, 300 + _ROWS):
        p = person(r)
        who = name(f"{p.last.upper()} {p.first}")
        day = born(f"{p.born:%d/%m/%Y}")
        lines.append(f"{bed} {who} {day} {nir(p.nir.compact)} {visit(r).replace('⟦', '⟦?', 1)}")
    return of_lines("ward", lines, "presents.txt", "\n")


def tickets(r: Random) -> Sample:
    """What users of a program write to its makers."""
    lines = ["Clé,État,Créée,Description"]
    for number in range(2 * _ROWS):
        p = person(r)
        who = name(f"{p.first} {p.last.upper()}")
        said = r.choice(_REPLIES)
        if number % 2:
            day = born(f"{p.born:%d/%m/%Y}")
            said = f'"Bonjour, le dossier de {title(p)} {who} (né(e) le {day}) est en double."'
        elif number % 4:
            said = f"Rappeler {title(p)} {who} au {phone(pairs(p.mobile))} pour sa carte."
        lines.append(f"SUP-{1000 + number},Ouvert,2024-08-12,{said}")
    return of_lines("tickets", lines, "tickets.csv", "\n")


def chat(r: Random) -> Sample:
    """The messages of a team, as a program for chats exports them."""
    messages = []
    for number in range(2 * _ROWS):
        p = person(r)
        said = r.choice(_TALK)
        if number % 2:
            who = name(f"{p.first} {p.last}")
            said = f"Le client {who} (NIR {nir(p.nir.compact)}) ne peut pas se connecter"
        messages.append({"type": "message", "user": f"U{digits(r, 7)}", "text": said})
    lines = json.dumps(messages, ensure_ascii=False, indent=1).split("\n")
    return of_lines("chat", lines, "general.json", "\n")


def settings(r: Random) -> Sample:
    """How a service reaches its base and its mailbox."""
    secrets = [
        marked("credential.password", f"k{digits(r, 2)}#Vt{digits(r, 2)}-x") for _ in range(2)
    ]
    lines = ["APP_ENV=production", "DB_HOST=10.0.3.12", f"DB_PASSWORD={secrets[0]}"]
    lines += ["MAIL_HOST=smtp.example.org", f"MAIL_PASSWORD={secrets[1]}", "SESSION_LIFETIME=120"]
    return of_lines("settings", lines, "prod.env", "\n")


LAYOUTS: tuple[Callable[[Random], Sample], ...] = (ward, tickets, chat, settings)

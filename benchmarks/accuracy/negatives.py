"""Hard negatives: text without a patient, full of numbers and words that look like one.

Everything is judged for identifiers and for people by column or title; what a novel or a
brochure says about illness is judged by the corpus of notes.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from random import Random

from benchmarks.accuracy import negative_codes
from benchmarks.accuracy.sample import Sample

JUDGED = frozenset(
    "fr.nir fr.nir.keyless fr.mssante.patient fr.phone email fr.address fr.iban fr.amc fr.ipp "
    "fr.cni fr.passport fr.nif person.name person.birth-date person.doctor person.sex "
    "credential.password health.blood-group date.sample fr.adeli".split()
)
_WORDS = (
    "serveur client requête réponse cache index session module réseau paquet version erreur "
    "chargement tampon disque mémoire processus fichier dossier profil droit journal lot étape"
).split()


def samples(seed: int, scale: float = 1.0) -> Iterator[Sample]:
    """Documents without a person, one sample each."""
    rng = Random(f"negatives:{seed}")
    for _ in range(round(8 * scale) or 1):
        for kind, (name, write) in WRITERS.items():
            yield Sample.of(f"negative: {kind}", write(rng), name=name, judged=JUDGED)


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _words(rng: Random, count: int) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(count))


def _ean(body: str) -> str:
    total = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(body))
    return body + str(-total % 10)


def _luhn(body: str) -> str:
    total = sum(sum(divmod(int(d) * (2 - place % 2), 10)) for place, d in enumerate(reversed(body)))
    return body + str(-total % 10)


def _drug_prices(rng: Random) -> str:
    lines = ["CIS\tCIP7\tLibellé\tStatut\tDate\tCIP13\tTaux\tPrix"]
    for _ in range(120):
        cip7 = _digits(rng, 7)
        lines.append(
            f"6{_digits(rng, 7)}\t{cip7}\tplaquette(s) PVC de {rng.choice([10, 28, 30, 90])} comprimé(s)"
            f"\tPrésentation active\t{rng.randrange(1, 29):02}/0{rng.randrange(1, 9)}/19{rng.randrange(60, 99)}"
            f"\t{_ean('34009' + _digits(rng, 7))}\t65%\t{rng.randrange(1, 90)},{rng.randrange(100):02}"
        )
    return "\n".join(lines) + "\n"


def _stock(rng: Random) -> str:
    lines = ["Référence;Désignation;EAN;Lot;Péremption;Quantité;Prix HT"]
    for _ in range(150):
        lines.append(
            f"{_digits(rng, 10)};{rng.choice(['Gants nitrile M', 'Compresses 10x10', 'Seringue 5 ml'])};"
            f"{_ean(rng.choice('12348') + _digits(rng, 11))};{_digits(rng, 15)};"
            f"{rng.randrange(1, 29):02}/{rng.randrange(1, 13):02}/20{rng.randrange(22, 29)};"
            f"{rng.randrange(1, 500)};{rng.randrange(1, 90)},{rng.randrange(100):02}"
        )
    return "\r\n".join(lines)


def _log(rng: Random) -> str:
    lines = []
    for _ in range(200):
        ms = 1_600_000_000_000 + rng.randrange(10**11)
        lines.append(
            rng.choice(
                [
                    f"2023-11-{rng.randrange(1, 29):02} 10:{rng.randrange(60):02}:11,{_digits(rng, 3)} INFO "
                    f"[worker-{rng.randrange(9)}] {_words(rng, 5)} id={_digits(rng, 15)} took {_digits(rng, 4)} ms",
                    f"{ms} DEBUG {_words(rng, 3)} trace={rng.getrandbits(64):016x} span={_digits(rng, 13)}",
                    f'10.2.{rng.randrange(255)}.{rng.randrange(255)} - - [12/Mar/2023:10:22:{rng.randrange(60):02} '
                    f'+0100] "GET /api/v1/objets/{_digits(rng, 10)} HTTP/1.1" 200 {_digits(rng, 5)}',
                    f"ts={ms / 1000:.6f} seq={_digits(rng, 13)} crc=0x{rng.getrandbits(32):08x} {_words(rng, 4)}",
                    f"<14>1 2023-02-0{rng.randrange(1, 9)}T10:00:00.{_digits(rng, 6)}Z hote app {_digits(rng, 5)} - {_words(rng, 6)}",
                    f"    at fr.exemple.Service.{rng.choice(_WORDS)}(Service.java:{rng.randrange(900)}) ~[app-2.{rng.randrange(9)}.{rng.randrange(30)}.jar:?]",
                    f"kernel: [{rng.randrange(99999)}.{_digits(rng, 6)}] usb 1-1: new device 0{rng.randrange(10, 99)} {_digits(rng, 9)}",
                ]
            )
        )  # fmt: skip
    return "\n".join(lines)


def _source(rng: Random) -> str:
    lines = ["import math", "", "PI = 3.141592653589793", "E = 2.718281828459045235360287"]
    for number in range(80):
        lines += rng.choice(
            [
                [f"def {rng.choice(_WORDS).replace('ê', 'e')}_{number}(user, password=None):",
                 f"    # FIXME: voir ticket {_digits(rng, 6)}, M. a dit non", "    return user"],
                [f"TABLE_{number} = [{', '.join(_digits(rng, rng.choice([9, 10, 13, 15])) for _ in range(6))}]"],
                [f"MASK = 0x{rng.getrandbits(60):015x}  # {rng.random():.15f}"],
                [f"x = {rng.uniform(-5, 5):.16f} * {rng.uniform(0, 1e-5):.12e}"],
                [f"version = '{rng.randrange(9)}.{rng.randrange(30)}.{rng.randrange(99)}.{_digits(rng, 4)}'"],
                [f'assert parse("06{_digits(rng, 4)}") == {_digits(rng, 10).lstrip("0")}'],
                [f"sha256 = '{rng.getrandbits(256):064x}'"],
            ]
        )  # fmt: skip
    return "\n".join(lines)


def _geojson(rng: Random) -> str:
    features = [
        {
            "type": "Feature",
            "id": int(_digits(rng, 13)),
            "geometry": {"type": "Point", "coordinates": [rng.uniform(-5, 8), rng.uniform(42, 51)]},
            "properties": {"code": _digits(rng, 5), "surface": rng.random() * 1e6},
        }
        for _ in range(120)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def _base64(rng: Random) -> str:
    return "\n".join(b64encode(rng.randbytes(57)).decode() for _ in range(300))


def _hexdump(rng: Random) -> str:
    rows = []
    for row in range(250):
        data = rng.randbytes(16)
        rows.append(f"{row * 16:08x}  {data[:8].hex(' ')}  {data[8:].hex(' ')}  |................|")
    return "\n".join(rows)


def _science(rng: Random) -> str:
    lines = ["run,x,y,z,sigma,n"]
    for number in range(200):
        lines.append(
            f"{number},{rng.gauss(0, 1):.17f},{rng.gauss(0, 1e3):.12f},{rng.random():.15e},"
            f"{rng.random():.15f},{_digits(rng, rng.choice([1, 2, 13, 15]))}"
        )
    return "\n".join(lines)


def _integers(rng: Random) -> str:
    sep = rng.choice([" ", "\n", ", ", "\t"])
    width = rng.choice([2, 3, 4, 5, 8, 9, 10, 12, 13, 15, 16])
    return sep.join(_digits(rng, width) for _ in range(400))


def _mixed_integers(rng: Random) -> str:
    return "\n".join(
        " ".join(_digits(rng, rng.choice([1, 2, 3, 4, 10])) for _ in range(12)) for _ in range(150)
    )


def _companies(rng: Random) -> str:
    lines = [
        "siren;siret;denomination;naf;code_postal_etablissement;ville_etablissement;date_creation"
    ]
    for _ in range(150):
        siren = _luhn(_digits(rng, 8))
        lines.append(
            f"{siren};{_luhn(siren + '000' + _digits(rng, 1))};{rng.choice(['SARL', 'SAS', 'SA'])} "
            f"{rng.choice(['DU LAC', 'BATI OUEST', 'MENUISERIE MARTIN', 'LE PETIT MARCHAND'])};"
            f"{_digits(rng, 4)}Z;{_digits(rng, 5)};{rng.choice(['BREST', 'LYON', 'NIMES'])};"
            f"19{rng.randrange(50, 99)}-0{rng.randrange(1, 9)}-1{rng.randrange(9)}"
        )
    return "\n".join(lines)


def _invoice(rng: Random) -> str:
    return (
        f"FACTURE N° {_digits(rng, 10)}\nDate : 12/03/2021\nRéf. client : C{_digits(rng, 6)}\n"
        f"SIRET {_digits(rng, 3)} {_digits(rng, 3)} {_digits(rng, 3)} 000{_digits(rng, 2)}  TVA FR{_digits(rng, 11)}\n"
        + "".join(
            f"{_digits(rng, 7)}  {rng.choice(['Papier A4', 'Toner noir', 'Classeur'])}  "
            f"{rng.randrange(1, 20)} x {rng.randrange(1, 90)},{rng.randrange(100):02} = "
            f"{rng.randrange(10, 900)},{rng.randrange(100):02} EUR\n"
            for _ in range(40)
        )
        + f"TOTAL TTC {rng.randrange(1, 9)} {_digits(rng, 3)},{_digits(rng, 2)} EUR\n"
        "Service clients : 0 800 12 34 56 (appel gratuit), 3900 ou 08 92 70 12 12\n"
    )


def _novel(rng: Random) -> str:
    parts = [
        "Le docteur monta l'escalier sans rien dire. La rue était calme ; au numéro 12 on dormait.",
        "Madame, Monsieur, on vous attend au salon, dit le valet en s'inclinant.",
        "En 1848, la route de Paris n'était qu'un chemin, et la place, un champ de boue.",
        "Il compta 3 places vides, 12 chaises, 48 bougies, et 2 portes closes.",
        "Un petit marchand vendait des roses, blanches et rouges, devant l'église.",
        "Elle naquit par une nuit d'hiver, et l'on sonna les cloches jusqu'au matin.",
        "— Monsieur le comte, répondit le notaire, l'acte est du 14 mars 1832.",
        "La mère regardait ses enfants jouer près de la fontaine, puis rentra.",
        "Le mot de passe était « liberté », et la sentinelle le laissa passer.",
        "À minuit, 1 200 hommes passèrent le pont ; 17 n'arrivèrent jamais.",
    ]
    return "\n\n".join(" ".join(rng.choice(parts) for _ in range(6)) for _ in range(25))


def _law(rng: Random) -> str:
    return "\n".join(
        rng.choice(
            [
                f"Art. L. {_digits(rng, 4)}-{rng.randrange(1, 30)}. - Le numéro d'immatriculation est attribué par l'institut.",
                f"Décret n° 20{rng.randrange(10, 23)}-{_digits(rng, 4)} du 12 mars 20{rng.randrange(10, 23)} relatif à l'organisation du service.",
                f"NOR : SSAH{_digits(rng, 7)}D. JORF n°0{_digits(rng, 3)} du 3 mai 2019, texte n° {rng.randrange(90)}",
                "La présente loi sera exécutée comme loi de l'État. Fait à Paris, le 4 mars 2002.",
                f"Cass. crim., 12 mars 20{rng.randrange(10, 23)}, n° {rng.randrange(10, 23)}-{_digits(rng, 2)}.{_digits(rng, 3)}",
                f"{rng.randrange(1, 9)}° De la somme de {rng.randrange(1, 900)} {_digits(rng, 3)} euros par an ;",
            ]
        )
        for _ in range(120)
    )


def _encyclopedia(rng: Random) -> str:
    parts = [
        "La commune compte 4 212 habitants en 2019 pour une superficie de 23,45 km2.",
        "Le musée, ouvert en 1979, se trouve place de la mairie, au centre du bourg.",
        "ISBN 978-2-07-036822-8 ; ISSN 1950-6244 ; OCLC 123456789 ; BNF 12345678z.",
        "Coordonnées : 48° 51′ 24″ nord, 2° 21′ 07″ est ; altitude : de 35 à 131 m.",
        "Le groupe A - 2024 comprend quatre équipes ; la France bat l'Espagne 2-1 (mi-temps 1-0).",
        "Températures moyennes : 3,1 4,2 7,5 10,3 14,0 17,2 19,4 19,1 16,0 12,1 7,0 4,0.",
        "Le code INSEE de la commune est 29019 et son code postal 29200.",
        "Record : 9 s 58, puis 19 s 19 ; dossard 1 234 ; 12e étape, 198 km.",
        "Le pont fut achevé le 3 mai 1887 ; long de 1 234 m, il porte la route nationale 165.",
        "La note A+ est attribuée aux obligations ; la classe énergétique A+ disparaît en 2021.",
    ]
    return "\n\n".join(" ".join(rng.choice(parts) for _ in range(5)) for _ in range(25))


def _inventory_json(rng: Random) -> str:
    rows = [
        {
            "id": int(_digits(rng, 10).lstrip("0") or 1),
            "imei": _luhn("35" + _digits(rng, 12)),
            "created_at": 1_500_000_000_000 + rng.randrange(2 * 10**11),
            "name": rng.choice(["Routeur", "Écran", "Clavier"]),
            "serial": _digits(rng, 15),
            "mac": ":".join(f"{rng.randrange(256):02x}" for _ in range(6)),
            "price": round(rng.uniform(1, 900), 14),
        }
        for _ in range(100)
    ]
    return json.dumps(rows, indent=1)


def _bank(rng: Random) -> str:
    lines = ["date;libelle;montant;solde;reference"]
    for _ in range(120):
        lines.append(
            f"{rng.randrange(1, 29):02}/{rng.randrange(1, 13):02}/2021;"
            f"{rng.choice(['VIR SEPA', 'PRLV EDF', 'CB CARREFOUR 120321', 'RETRAIT DAB 0312'])} {_digits(rng, 7)};"
            f"-{rng.randrange(1, 900)},{_digits(rng, 2)};{rng.randrange(9000)},{_digits(rng, 2)};{_digits(rng, 12)}"
        )
    return "\n".join(lines)


def _timetable(rng: Random) -> str:
    return "\n".join(
        f"Ligne {rng.randrange(1, 99):02}  " + "  ".join(
            f"{rng.randrange(5, 23):02}.{rng.choice(['05', '12', '30', '47'])}" for _ in range(12)
        )
        for _ in range(60)
    )  # fmt: skip


def _versions(rng: Random) -> str:
    lines = []
    for _ in range(150):
        parts = [rng.randrange(0, 99) for _ in range(5)]
        lines.append(
            rng.choice(
                [
                    "paquet-" + ".".join(f"{p:02}" for p in parts),
                    f"lib{_digits(rng, 2)} (1:{parts[0]}.{parts[1]}.{parts[2]}-{parts[3]}ubuntu{parts[4]})",
                    f"build 0{_digits(rng, 1)}.{_digits(rng, 2)}.{_digits(rng, 2)}.{_digits(rng, 2)}.{_digits(rng, 2)}",
                    f"20{_digits(rng, 2)}.0{rng.randrange(1, 9)}.1{rng.randrange(9)}-0{_digits(rng, 9)}",
                    f"v{parts[0]}.{parts[1]}.{parts[2]}+{_digits(rng, 12)}",
                ]
            )
        )
    return "\n".join(lines)


def _svg(rng: Random) -> str:
    paths = "".join(
        f'<path d="M{rng.uniform(0, 99):.12f},{rng.uniform(0, 99):.15f} '
        + " ".join(f"l{rng.uniform(-9, 9):.13f} {rng.uniform(-9, 9):.15f}" for _ in range(6))
        + '"/>\n'
        for _ in range(60)
    )
    return f'<svg viewBox="0 0 100 100">\n{paths}</svg>\n'


def _departments(rng: Random) -> str:
    """Statistics by place, whose column of names holds nobody's."""
    names = (
        "Ain,Aisne,Allier,Hautes-Alpes,Ardèche,Ardennes,Ariège,Aube,Aveyron,Calvados,Charente,"
        "Corrèze,Côte-d'Or,Creuse,Dordogne,Eure-et-Loir,Finistère,Haute-Garonne,Hérault,Indre,"
        "Isère,Landes,Loir-et-Cher,Loire-Atlantique,Lozère,Mayenne,Meuse,Moselle,Nièvre,Orne,"
        "Pas-de-Calais,Puy-de-Dôme,Sarthe,Seine-Maritime,Vaucluse,Vendée,Vosges,Yonne"
    ).split(",")
    lines = [
        f"{number:02};{name};{rng.randrange(10**5, 10**6)};{rng.randrange(9999)};{rng.randrange(300)}"
        for number, name in enumerate(names, 1)
    ]
    return "\n".join(["departement;nom;population;grossesses;vih_positifs", *lines, ""])


def _fields(rng: Random) -> str:
    """What the columns of a table hold, and not what stands in them."""
    del rng
    return (
        "champ;type;longueur;description\nnom;varchar;80;Nom de naissance\n"
        "prenom;varchar;80;Prénom usuel\ndate_naissance;date;10;AAAA-MM-JJ\n"
        "nir;char;15;Numéro de sécurité sociale\ntelephone;varchar;20;Téléphone mobile\n"
    )


def _validators(rng: Random) -> str:
    """Code that asks for names, dates and numbers."""
    del rng
    return (
        "<?php return ['nom' => 'required|string', 'prenom' => 'Required', 'email' => 'email',\n"
        "'date_naissance' => 'required|date'];\nclass Patient {\n  nom: String\n"
        "  prenom: Optional[str] = None\n  last_name=LastName, first_name=FirstName()\n}\n"
    )


def _doctors_directory(rng: Random) -> str:
    lines = [
        "Type;RPPS;Code profession;Libellé savoir-faire;Code postal structure;Commune structure"
    ]
    for _ in range(100):
        lines.append(
            f"8;{_luhn('10999' + _digits(rng, 5))};10;Médecine générale;{_digits(rng, 5)};NANTES"
        )
    return "\n".join(lines)


WRITERS: dict[str, tuple[str, Callable[[Random], str]]] = {
    "drug prices": ("CIS_CIP.txt", _drug_prices),
    "stock": ("stock.csv", _stock),
    "log": ("app.log", _log),
    "source code": ("module.py", _source),
    "geojson": ("communes.geojson", _geojson),
    "base64": ("blob.txt", _base64),
    "hex dump": ("dump.txt", _hexdump),
    "scientific csv": ("mesures.csv", _science),
    "integers": ("nombres.txt", _integers),
    "mixed integers": ("nombres2.txt", _mixed_integers),
    "companies": ("sirene.csv", _companies),
    "invoice": ("facture.txt", _invoice),
    "novel": ("roman.txt", _novel),
    "law": ("loi.txt", _law),
    "encyclopedia": ("article.txt", _encyclopedia),
    "inventory": ("inventaire.json", _inventory_json),
    "bank": ("releve.csv", _bank),
    "timetable": ("horaires.txt", _timetable),
    "versions": ("paquets.txt", _versions),
    "svg": ("dessin.svg", _svg),
    "directory": ("annuaire.csv", _doctors_directory),
    "departments": ("statistiques.csv", _departments),
    "fields": ("dictionnaire.csv", _fields),
    "validators": ("Patient.php", _validators),
    "strokes": ("collation", negative_codes.strokes),
    "positions": ("trace.nmea", negative_codes.positions),
    "parcels": ("suivi.csv", negative_codes.parcels),
    "grids": ("tirages.txt", negative_codes.grids),
    "books": ("livres.csv", negative_codes.books),
    "parts": ("pieces.txt", negative_codes.parts),
    "checkers": ("module.py", negative_codes.sums),
}

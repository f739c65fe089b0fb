"""Where something was not read, in French: readers say it in English, in words of ours.

A place that has no translation is told as it is. Numbers stand where ``#`` does, in their order.
"""

import re

from leakscan.reports.schema import Lang
from leakscan.reports.texts import typeset

_NUMBER = re.compile(r"\d+")

_FRENCH: dict[str, str] = {
    "#z archive cut short": "archive 7z coupée",
    "#z coders with several streams": "7z à plusieurs flux",
    "#z filter without lzma": "filtre 7z sans lzma",
    "#z header": "en-tête 7z",
    "#z header damaged": "en-tête 7z endommagé",
    "#z header in another stream": "en-tête 7z dans un autre flux",
    "#z header missing or damaged": "en-tête 7z absent ou endommagé",
    "#z member": "membre de 7z",
    "#z names in another stream": "noms du 7z dans un autre flux",
    "#z start header damaged": "en-tête 7z endommagé",
    "Excel workbook with a password": "classeur Excel à mot de passe",
    "Office document with a password": "document Office à mot de passe",
    "OpenDocument with a password": "document OpenDocument à mot de passe",
    "PDF with a password": "PDF à mot de passe",
    "PowerPoint presentation with a password": "présentation PowerPoint à mot de passe",
    "Word document with a password": "document Word à mot de passe",
    "Word document without a piece table": "document Word sans table de ses textes",
    "# byte missing": "# octet manque",
    "# bytes missing": "# octets manquent",
    "# image": "# image",
    "# images": "# images",
    "# of # pages damaged": "pages endommagées : # sur #",
    "a part in another encoding than UTF-#": "une partie dans un autre codage que UTF-#",
    "a part of more than # bytes": "une partie de plus de # octets",
    "a part with sections that cannot be copied": (
        "une partie avec des sections qui ne peuvent être copiées"
    ),
    "a row that is longer than a record can be": (
        "une ligne plus longue qu'un enregistrement ne peut l'être"
    ),
    "a sheet ends too early": "une feuille est coupée",
    "a sheet is written in a way that cannot be copied": (
        "une feuille est écrite d'une façon qui ne peut être copiée"
    ),
    "a tag of a cache that is too long": "une balise trop longue dans un cache",
    "a text beyond # KiB": "un texte de plus de # Kio",
    "a text that is longer than a cell can be": (
        "un texte plus long qu'une cellule ne peut l'être"
    ),
    "its text does not stand in it byte for byte": "son texte n'y figure pas octet pour octet",
    "more shared strings than can be held": "trop de chaînes partagées",
    "strings written in a way that cannot be copied": (
        "des chaînes écrites d'une façon qui ne peut être copiée"
    ),
    "a part differs from its checksum": "une partie ne correspond pas à sa somme de contrôle",
    "part data ends too early": "une partie est coupée",
    "a part expands more than # to #": "une partie se dilate plus de # fois",
    "part data damaged": "une partie est endommagée",
    "a part is not where the directory says": "une partie n'est pas où le répertoire la dit",
    "a part that is referred to is missing": "une partie annoncée manque",
    "a part without a size": "une partie sans taille",
    "a record of a workbook": "un enregistrement du classeur",
    "a row of more than # bytes": "une ligne de plus de # octets",
    "a sheet is damaged": "une feuille est endommagée",
    "a tag of more than # bytes": "une balise de plus de # octets",
    "a text of more than # characters": "un texte de plus de # caractères",
    "long texts": "textes longs",
    "r objects": "objets R",
    "spss blocks": "blocs SPSS",
    "spss case": "observation SPSS",
    "spss compression": "compression SPSS",
    "spss dictionary": "dictionnaire SPSS",
    "sas transport header": "en-tête de transport SAS",
    "sas transport row": "ligne de transport SAS",
    "bson document": "document BSON",
    "bson element": "élément BSON",
    "messagepack value": "valeur MessagePack",
    "cbor value": "valeur CBOR",
    "values in values": "valeurs dans des valeurs",
    "ends inside a value": "s'arrête au milieu d'une valeur",
    "name without an end": "nom sans fin",
    "value": "valeur",
    "stata header": "en-tête Stata",
    "stata record": "observation Stata",
    "access: only its strings": "access : ses chaînes seulement",
    "after byte #": "après l'octet #",
    "after # member": "après # membre",
    "after # members": "après # membres",
    "ar archive cut short": "archive ar coupée",
    "archive damaged": "archive endommagée",
    "archive member": "membre de l'archive",
    "arrow schema": "schéma Arrow",
    "attachment": "pièce jointe",
    "attachment #": "pièce jointe #",
    "attachment # damaged": "pièce jointe # endommagée",
    "attachment of a store": "pièce jointe de la boîte",
    "attachments": "pièces jointes",
    "attribute": "attribut",
    "avro block": "bloc Avro",
    "avro codec": "compression Avro",
    "avro header": "en-tête Avro",
    "base# left as text": "base64 laissé tel quel",
    "became a folder": "devenu un dossier",
    "no longer there": "disparu entre-temps",
    "shorter than it was": "plus court qu'au départ",
    "block of records": "bloc d'enregistrements",
    "checksum or size differs": "somme de contrôle ou taille différente",
    "compound file": "fichier OLE",
    "compound file without a document": "fichier OLE sans document",
    "compressed RTF": "RTF compressé",
    "cpio archive cut short": "archive cpio coupée",
    "damaged PDF": "PDF endommagé",
    "# damaged page or object of a store": "# page ou objet endommagé de la boîte",
    "# damaged pages or objects of a store": "# pages ou objets endommagés de la boîte",
    "# damaged page or record of a database": "# page ou enregistrement endommagé de la base",
    "# damaged pages or records of a database": "# pages ou enregistrements endommagés de la base",
    "database ends too early": "base de données coupée",
    "database header": "en-tête de la base",
    "database read page by page": "base lue page par page",
    "decompressed bytes exceed # to #": "se dilate plus de # fois",
    "device": "périphérique",
    "document ends too early": "document coupé",
    "element of unknown kind": "élément de nature inconnue",
    "encrypted part": "partie chiffrée",
    "ends inside a property": "coupé dans une propriété",
    "ends inside an attribute": "coupé dans un attribut",
    "ends inside an element": "coupé dans un élément",
    "ends inside the header": "coupé dans l'en-tête",
    "entities that expand": "entités qui se dilatent",
    "file in a cell": "fichier dans une cellule",
    "folder": "dossier",
    "header of a store": "en-tête de la boîte",
    "in members listed together": "dans les membres listés ensemble",
    "journal ends too early": "journal coupé",
    "log ends too early": "journal coupé",
    "lzma dictionary needs too much memory": "dictionnaire lzma trop grand",
    "lzma properties damaged": "propriétés lzma endommagées",
    "lzma# properties damaged": "propriétés lzma# endommagées",
    "markup in an encoding that is not known": "balises dans un codage inconnu",
    "markup of a sheet damaged": "feuille endommagée",
    "members at depth #": "membres au niveau #",
    "method of the archive": "méthode de l'archive",
    "more than # bytes in one source": "plus de # octets dans une source",
    "more than # bytes to hold": "plus de # octets à retenir",
    "more than # elements": "plus de # éléments",
    "more than # members": "plus de # membres",
    "more than # pages": "plus de # pages",
    "named pipe": "tube nommé",
    "names included": "noms compris",
    "needs the system's libarchive": "demande la libarchive du système",
    "no Word document of # or later": "pas un document Word de 1997 ou après",
    "no page can be opened after #": "aucune page ne s'ouvre après la #",
    "no part of the document can be found": "aucune partie du document n'est trouvée",
    "no text layer on # of # pages": "pages sans couche de texte : # sur #",
    "no workbook": "pas un classeur",
    "nobody writes to the pipe": "personne n'écrit dans le tube",
    "not started": "pas commencé",
    "or crashed": "ou plantage",
    "or missing": "ou absente",
    "orc footer": "fin du fichier ORC",
    "parquet footer": "fin du fichier Parquet",
    "part packed with method #": "partie compressée par la méthode #",
    "parts of a message": "parties du message",
    "permission denied": "accès refusé",
    "pg_dump archive ends too early": "archive pg_dump coupée",
    "pg_dump archive header": "en-tête pg_dump",
    "pg_dump archive of this version": "archive pg_dump de cette version",
    "pg_dump block of no known kind": "bloc pg_dump de nature inconnue",
    "pg_dump compression": "compression pg_dump",
    "pg_dump string is too long": "texte pg_dump trop long",
    "pg_dump table of contents": "sommaire pg_dump",
    "pixels": "pixels",
    "property of unknown kind": "propriété de nature inconnue",
    "pst: only its strings": "pst : ses chaînes seulement",
    "records of a workbook end too early": "classeur coupé",
    "row group #": "groupe de lignes #",
    "rows from # on": "lignes à partir de #",
    "sequence of unknown kind": "séquence de nature inconnue",
    "socket": "socket",
    "source expands more than # to #": "la source se dilate plus de # fois",
    "stream of more than # bytes": "flux de plus de # octets",
    "symbolic link": "lien symbolique",
    "symbolic link out of the scanned folders": "lien symbolique hors des dossiers analysés",
    "symbolic link that leads nowhere": "lien symbolique qui ne mène nulle part",
    "table ends too early": "tableau coupé",
    "tar archive cut short": "archive tar coupée",
    "tar extended header": "en-tête tar étendu",
    "unknown": "inconnu",
    "unknown binary": "binaire inconnu",
    "worker process died": "le processus de lecture s'est arrêté",
    "zip archive cut short": "archive zip coupée",
    "zip directory missing or damaged": "répertoire du zip absent ou endommagé",
    "zip header cut short": "en-tête de zip coupé",
    "zip member": "membre du zip",
    "zip member without its descriptor": "membre du zip sans descripteur",
}
_ENDINGS: dict[str, str] = {
    " cannot be redacted": "{} ne peut pas être expurgé",
    " data ends too early": "données {} coupées",
    " data damaged": "données {} endommagées",
    " data needs too much memory": "données {} : trop de mémoire",
    ": took too much memory": "{} : trop de mémoire",
    ": not read to its end": "{} : pas lu jusqu'au bout",
    ": more than can be taken at once": "{} : plus qu'il n'en peut être pris à la fois",
}
_BEGINNINGS: dict[str, str] = {
    "only ": "seulement {}",
    "bytes after the end of ": "octets après la fin des données {}",
    "bytes do not look like ": "les octets n'ont pas l'air de {}",
    "bytes not valid in ": "octets non valides en {}",
    "internal error ": "erreur interne {}",
}
_INSIDE: dict[str, str] = {
    ": install ": " : installer ",
    ": give the right --encoding": " : donner le bon --encoding",
    ": no page in ": " : pas une page en ",
}


def place(words: str, lang: Lang) -> str:
    """Where something was not read, in the language of the report where that is known."""
    if lang == "en" or not words:
        return words
    return typeset(", ".join(_french(part) for part in words.split(", ")))


def _french(words: str) -> str:
    numbers = iter(_NUMBER.findall(words))
    known = _FRENCH.get(_NUMBER.sub("#", words))
    if known is not None:
        return re.sub("#", lambda _: next(numbers), known)
    for inside, told in _INSIDE.items():
        words = words.replace(inside, told)
    for ending, told in _ENDINGS.items():
        if words.endswith(ending):
            return told.format(words.removesuffix(ending))
    for beginning, told in _BEGINNINGS.items():
        if words.startswith(beginning):
            return told.format(words.removeprefix(beginning).removesuffix(" data"))
    return words

"""The formats that can be read, as `leakscan formats` lists them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatInfo:
    """One format, described for users.

    Attributes:
        name: As in reports.
        description: By language, ``fr`` and ``en``.
        limits: What is not done, by language; empty when there is nothing to say.
    """

    name: str
    description: dict[str, str]
    limits: dict[str, str]


_FORMATS = (
    FormatInfo(
        name="text",
        description={
            "fr": "texte brut, courrier, journal ; UTF-8, UTF-16, UTF-32, cp1252, cp850",
            "en": "plain text, letters, logs; UTF-8, UTF-16, UTF-32, cp1252, cp850",
        },
        limits={
            "fr": "un enregistrement par document jusqu'à 64 Kio, puis par blocs",
            "en": "one record per document up to 64 KiB, then in blocks",
        },
    ),
    FormatInfo(
        name="delimited",
        description={
            "fr": "tableaux CSV et apparentés (; , tabulation |), guillemets RFC 4180",
            "en": "CSV tables and their kin (; , tab |), RFC 4180 quotes",
        },
        limits={
            "fr": "champ entre guillemets : 64 Kio ; ligne : 1 Mio, au-delà lue comme du texte",
            "en": "quoted field: 64 KiB; row: 1 MiB, beyond that read as text",
        },
    ),
    FormatInfo(
        name="sql",
        description={
            "fr": "exports SQL : INSERT, REPLACE (MySQL, Oracle, SQL Server), COPY (PostgreSQL)",
            "en": "SQL dumps: INSERT, REPLACE (MySQL, Oracle, SQL Server), COPY (PostgreSQL)",
        },
        limits={
            "fr": "ligne de valeurs : 1 Mio, au-delà lue comme du texte",
            "en": "row of values: 1 MiB, beyond that read as text",
        },
    ),
    FormatInfo(
        name="json",
        description={
            "fr": "JSON, NDJSON, objets à la suite, Bundle FHIR",
            "en": "JSON, NDJSON, concatenated objects, FHIR Bundle",
        },
        limits={
            "fr": "objet : 1 Mio, au-delà lu comme du texte",
            "en": "object: 1 MiB, beyond that read as text",
        },
    ),
    FormatInfo(
        name="gzip",
        description={
            "fr": "compression gzip, au fil de l'eau, imbriquée ou en plusieurs membres",
            "en": "gzip compression, streamed, nested or in several members",
        },
        limits={
            "fr": "taux de compression et profondeur bornés (--max-ratio, --max-depth)",
            "en": "bounded ratio and depth (--max-ratio, --max-depth)",
        },
    ),
    FormatInfo(
        name="binary",
        description={
            "fr": "autres fichiers : reconnus, signalés, seules leurs chaînes lisibles sont lues",
            "en": "other files: named and listed as a gap, only their readable strings are read",
        },
        limits={
            "fr": "PDF, ZIP, Office, SQLite, images… ne sont pas ouverts",
            "en": "PDF, ZIP, Office, SQLite, images… are not opened",
        },
    ),
)


def readable_formats() -> tuple[FormatInfo, ...]:
    """Every format, in the order in which they are listed."""
    return _FORMATS

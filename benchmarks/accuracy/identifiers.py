"""NIRs, telephones and mailboxes in all their printed forms, in all sorts of text."""

from collections.abc import Callable, Iterator
from random import Random

from benchmarks.accuracy.people import Nir, mailbox, nir, person, phone, without_accents
from benchmarks.accuracy.sample import Sample, marked

NBSP, NARROW = "\u00a0", "\u202f"
JUDGED = frozenset(
    {"fr.nir", "fr.nir.keyless", "fr.phone", "email", "fr.mssante.patient", "fr.iban", "fr.nif"}
)


def _grouped(nir_parts: Nir, cuts: str) -> str:
    """A NIR with separators where `cuts` has them, one sign for each gap, ``_`` for none."""
    return "".join(
        part + ("" if sign == "_" else sign)
        for part, sign in zip(nir_parts.parts, [*cuts, "_"], strict=True)
    )


def _overseas(n: Nir) -> str:
    """Spaced, ``97 411`` or ``974 11`` for overseas."""
    if len(n.place) != 3:
        return n.spaced()
    return " ".join([n.sex, n.year, n.month, n.place[:2], n.place[2] + n.commune, n.order, n.key])


KEYED: list[Callable[[Nir], str]] = [
    lambda n: n.compact,
    lambda n: n.compact,
    lambda n: n.compact,
    lambda n: n.spaced(),
    lambda n: n.spaced(),
    lambda n: n.spaced("."),
    lambda n: n.spaced("-"),
    lambda n: n.spaced(NBSP),
    lambda n: n.spaced(NARROW),
    lambda n: n.spaced(" ")[:-3] + "/" + n.key,
    lambda n: n.spaced(" ")[:-3] + " / " + n.key,
    lambda n: n.thirteen + " " + n.key,
    lambda n: n.thirteen + "/" + n.key,
    lambda n: n.thirteen + "-" + n.key,
    lambda n: n.thirteen + NBSP + n.key,
    lambda n: _grouped(n, " __   "),
    lambda n: _grouped(n, "___   "),
    lambda n: _grouped(n, "__    "),
    lambda n: _grouped(n, "-----/"),
    lambda n: _grouped(n, "-----" + " "),
    lambda n: n.thirteen + " clé " + n.key,
    lambda n: n.thirteen + " (clé " + n.key + ")",
    lambda n: n.spaced(" ")[:-3] + " clé : " + n.key,
    lambda n: n.spaced(" ")[:-3] + " Clé " + n.key,
    lambda n: n.spaced("_"),
    lambda n: n.spaced("/"),
    lambda n: n.compact.lower(),
    lambda n: n.spaced("  "),
    lambda n: n.spaced(" ")[:-3] + "  " + n.key,
    lambda n: n.spaced(" - "),
    lambda n: n.spaced(" ")[:-3] + " - " + n.key,
    lambda n: n.thirteen + " - " + n.key,
    lambda n: n.thirteen + "(" + n.key + ")",
    lambda n: n.thirteen + ";" + n.key,
    lambda n: n.thirteen + "\t" + n.key,
    lambda n: n.compact + ".0",
    _overseas,
]
"""Printed forms with the key; a form is a function of the number."""
KEYLESS: list[Callable[[Nir], str]] = [
    lambda n: n.thirteen,
    lambda n: n.spaced()[:-3],
    lambda n: n.spaced(".")[:-3],
    lambda n: n.spaced(NBSP)[:-3],
    lambda n: n.spaced("-")[:-3],
    lambda n: n.thirteen + f"{int(n.key) % 97 + 1:02}",
    lambda n: n.spaced()[:-2] + f"{int(n.key) % 97 + 1:02}",
]
LABELS = [
    "N° de sécurité sociale : ", "n° sécu ", "NIR : ", "NIR ", "N° SS: ", "N°SS ", "INS : ",
    "Numéro d'immatriculation : ", "Immatriculation : ", "Matricule INS : ", "n° d'assuré ",
    "Numéro de Sécurité Sociale (13 chiffres) : ", "Sécurité sociale n° ", "NUMERO SECU : ",
    "no secu : ", "Num. Sécu = ", "SS n° ", "num_secu=", "NSS:", "N° INSEE : ", "Numéro INSEE ",
    "matricule assuré : ", "n° immatriculation SS : ", "secu: ", "N° Séc. Soc. : ",
    "Numéro de sécu de la patiente : ", "n° de SS ", "Ins-nir: ",
]  # fmt: skip
PROSE = [
    "Patiente suivie depuis 2014, {} , adressée pour bilan.",
    "Merci de bien vouloir prendre en charge M. Durand ({}) pour une imagerie.",
    "Bonjour, mon numéro est le {}. Pouvez-vous m'envoyer mes résultats ? Cordialement",
    "ASSURE {} REGIME 01 CAISSE 351 CENTRE 9999",
    "FSE du 12/03/2021 - {} - 25,00 EUR",
    "Carte vitale lue à 14h32 : {}",
    "{}",
    "Nom DUPONT Prénom Marie\nNé(e) le 03/04/1956\n{}\nMédecin traitant Dr Legrand",
    "2021-03-04 10:11:12,345 INFO  [http-8080] droits ouverts pour {}",
    "<patient><id>{}</id></patient>",
    '<id root="1.2.250.1.213.1.4.8" extension="{}"/>',
    '<identifier><system value="urn:oid:1.2.250.1.213.1.4.8"/><value value="{}"/></identifier>',
    "PID|1||421^^^LABO^PI~{}^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS||DURAND^ANNE\r",
    "assure_{}.pdf a été déposé",
    "scan_{}_recto.jpg",
    "Dossier n°4512 / {} / mutuelle Harmonie",
    "GET /api/patients/{}/resultats HTTP/1.1",
    "INSERT INTO benef VALUES (12, '{}', 'X');",
    "clé primaire: {};",
    "- {}\n- RDV le 12/05",
    "[{}]",
    "«{}»",
    "tel 06 39 98 12 34, sécu {}",
    "{} 06 39 98 12 34",
    "NDA 2100045123 ; {} ; chambre 12",
    "|{}|A+|",
    "Patient,{},M,1956",
    "réf. {} du 12/02/2020",
    "{}\t0639981234",
    "Mme Roche {}, née Blanc, habite 12 rue des Lilas",
]
LABELLED = [
    "{label}{number}",
    "Patient : Dupont Jean\n{label}{number}\nMutuelle : MGEN",
    "Vu ce jour. {label}{number}. À revoir dans 3 mois.",
    "{label}{number} - né le 12/03/1956",
    "   {label}{number}   Date : 12/03/2020",
]
MAIL_PROSE = [
    "Écrire à {}.", "mail : {}", "<{}>", "contact {} ou 01 99 00 12 34", "mailto:{}?subject=RDV",
    "De : Anne Roche <{}>", "{};{}", "e-mail={}", "adresse : {}, tél.", "({})", '"email": "{}"',
    "courriel\n{}\n", "{}\n\nCordialement", "cc {} / secrétariat", "Mon adresse est {}!",
]  # fmt: skip
PHONE_FORMS: list[Callable[[str], str]] = [
    lambda p: p,
    lambda p: p,
    lambda p: " ".join(_pairs(p)),
    lambda p: " ".join(_pairs(p)),
    lambda p: ".".join(_pairs(p)),
    lambda p: "-".join(_pairs(p)),
    lambda p: "/".join(_pairs(p)),
    lambda p: NBSP.join(_pairs(p)),
    lambda p: NARROW.join(_pairs(p)),
    lambda p: "+33" + p[1:],
    lambda p: "+33 " + p[1] + " " + " ".join(_pairs(p)[1:]),
    lambda p: "+33" + p[1] + " " + " ".join(_pairs(p)[1:]),
    lambda p: "+33 (0)" + p[1] + " " + " ".join(_pairs(p)[1:]),
    lambda p: "+33(0)" + p[1:],
    lambda p: "+33 (0) " + p[1] + " " + " ".join(_pairs(p)[1:]),
    lambda p: "+33." + p[1] + "." + ".".join(_pairs(p)[1:]),
    lambda p: "+33-" + p[1] + "-" + "-".join(_pairs(p)[1:]),
    lambda p: "+33 0" + p[1] + " " + " ".join(_pairs(p)[1:]),
    lambda p: "(+33) " + p[1] + " " + " ".join(_pairs(p)[1:]),
    lambda p: "(+33)" + p[1:],
    lambda p: "0033" + p[1:],
    lambda p: "0033 " + p[1] + " " + " ".join(_pairs(p)[1:]),
    lambda p: "00 33 " + p[1] + " " + " ".join(_pairs(p)[1:]),
    lambda p: "00.33." + p[1] + "." + ".".join(_pairs(p)[1:]),
    lambda p: p[:2] + " " + p[2:5] + " " + p[5:8] + " " + p[8:],
    lambda p: p[:4] + " " + p[4:7] + " " + p[7:],
    lambda p: p[:4] + " " + p[4:6] + " " + p[6:8] + " " + p[8:],
    lambda p: p[:2] + " " + p[2:4] + " " + p[4:7] + " " + p[7:],
    lambda p: " - ".join(_pairs(p)),
    lambda p: "(" + p[:2] + ") " + " ".join(_pairs(p)[1:]),
    lambda p: "+33 (0) " + " ".join([p[1:3], p[3:5], p[5:7], p[7:]]),
]
PHONE_PROSE = [
    "Tél. : {}", "tel {}", "Tél:{}", "{}", "Rappeler la patiente au {} avant 18h",
    "joignable au {} (fille)", "portable {}", "Port. {}", "GSM {} / dom. voir fiche",
    "M. Roche {} appelle pour ses résultats", "Fixe : {}\nMobile : voir dossier", "T. {}",
    "contact: {};", '<telecom value="tel:{}"/>', '{{"phone": "{}"}}', "PRN|{}\r",
    "12/03/2021 10:42 appel de {} sans réponse", "fax {}", "☎ {}", "📞{}", "n° {} (voisine)",
    "{} ou laisser message", "chambre 12, {}", "numéro : {}.", "[{}]", "T: {}, M: voir", '"{}"',
    "Mère {}, père injoignable", "{}\n{}", "tel dom {} tel trav {}", "{} / {}", "{}, {}",
    "{} ou {}", "{} - {}", "{} {}", "{};{}", "pers. à prévenir : Mme Blanc ({})",
]  # fmt: skip


def samples(seed: int, scale: float = 1.0) -> Iterator[Sample]:
    """Identifiers in prose and small structures, one sample each."""
    rng = Random(f"identifiers:{seed}")
    for _ in range(round(600 * scale)):
        yield _sample("identifier prose", _with_nir(rng), rng)
    for _ in range(round(300 * scale)):
        yield _sample("identifier prose", _with_keyless(rng), rng)
    for _ in range(round(600 * scale)):
        yield _sample("identifier prose", _with_phones(rng), rng)
    for _ in range(round(150 * scale)):
        who = person(rng)
        text = rng.choice(MAIL_PROSE)
        while "{}" in text:
            text = text.replace("{}", marked("email", mailbox(rng, who.first, who.last)), 1)
        yield _sample("identifier prose", _with_known_phone(text), rng)
    for _ in range(round(60 * scale)):
        number = nir(rng)
        box = f"{number.compact}@patient.mssante.fr"
        text = rng.choice(MAIL_PROSE).replace(
            "{}", marked("fr.mssante.patient,?email,?fr.nir", box), 1
        )
        yield _sample("identifier prose", _with_known_phone(text.replace("{}", "")), rng)


def _sample(kind: str, text: str, rng: Random) -> Sample:
    encoding = rng.choice(["utf-8", "utf-8", "utf-8", "cp1252", "utf-16"])
    if encoding == "cp1252":
        text = text.replace(NARROW, NBSP)
    return Sample.of(kind, text, judged=JUDGED, encoding=encoding)


def _with_known_phone(text: str) -> str:
    for known in ("01 99 00 12 34", "06 39 98 12 34", "0639981234"):
        text = text.replace(known, marked("fr.phone", known))
    return text


def _with_nir(rng: Random) -> str:
    n = nir(rng)
    text = marked("fr.nir", rng.choice(KEYED)(n))
    before = rng.choice(["", "", "", rng.choice(LABELS)])
    prose = rng.choice(PROSE).replace("06 39 98 12 34", marked("fr.phone", "06 39 98 12 34"))
    return prose.replace("0639981234", marked("fr.phone", "0639981234")).replace(
        "{}", before + text
    )


def _with_keyless(rng: Random) -> str:
    n = nir(rng)
    label = rng.choice(LABELS)
    if rng.random() < 0.3:
        label = without_accents(label).upper()
    return rng.choice(LABELLED).format(
        label=label, number=marked("fr.nir.keyless", rng.choice(KEYLESS)(n))
    )


def _with_phones(rng: Random) -> str:
    text = rng.choice(PHONE_PROSE).replace("{{", "{").replace("}}", "}")
    form = rng.choice(PHONE_FORMS)
    while "{}" in text:
        text = text.replace("{}", marked("fr.phone", form(phone(rng))), 1)
    return text


def _pairs(digits: str) -> list[str]:
    return [digits[at : at + 2] for at in range(0, 10, 2)]

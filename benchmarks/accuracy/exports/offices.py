"""Exports of health insurers, funds, employers and customer programs."""

from random import Random

from benchmarks.accuracy.exports.export import (
    Export,
    born,
    day,
    digits,
    iban,
    keyless,
    name,
    nir,
    pairs,
    phone,
    sex,
    visit,
)
from benchmarks.accuracy.people import Person, without_accents
from benchmarks.accuracy.sample import marked


def _members(p: Person, r: Random) -> list[str]:
    return [
        marked("fr.amc", digits(r, 9)), name(p.last.upper()), name(p.first.upper()),
        born(f"{p.born:%Y%m%d}"), nir(p.nir.compact), str(r.randrange(1, 4)), "ASSURE",
        p.postcode, day(r, "%Y%m%d"), "29991231",
    ]  # fmt: skip


def _refunds(p: Person, r: Random) -> list[str]:
    return [
        nir(p.nir.thirteen), p.nir.key, name(p.last.upper()), name(p.first.upper()),
        born(f"{p.born:%d/%m/%Y}"), r.choice(["C", "V", "CS", "TNS"]), visit(r), "25,00", "17,50",
    ]  # fmt: skip


def _quoted_key(p: Person, r: Random) -> list[str]:
    return [
        name(p.last), name(p.first), nir(p.nir.thirteen), p.nir.key,
        "0" + digits(r, 1), digits(r, 3), digits(r, 4),
    ]  # fmt: skip


def _fund(p: Person, r: Random) -> list[str]:
    return [
        nir(p.nir.compact), name(p.maiden.upper()), name(p.last.upper()), name(p.first.upper()),
        born(f"{p.born:%d/%m/%Y}"), sex("1" if not p.female else "2"), digits(r, 3),
        r.choice(["O", "N"]), r.choice(["100", "70", "65"]),
    ]  # fmt: skip


def _staff(p: Person, r: Random) -> list[str]:
    return [
        digits(r, 6), name(p.last.upper()), name(p.first), r.choice(["IDE", "AS", "PH", "Cadre"]),
        nir(p.nir.spaced()), iban(r), phone(pairs(p.mobile)), day(r),
    ]  # fmt: skip


def _payroll(p: Person, r: Random) -> list[str]:
    return [
        digits(r, 5), sex("Madame" if p.female else "Monsieur"), name(p.last.upper()),
        name(p.first), nir(p.nir.thirteen), p.nir.key, born(f"{p.born:%d/%m/%Y}"),
        marked("fr.address", p.street), p.postcode, p.town.upper(), iban(r),
        f"{r.randrange(1500, 5000)},{r.randrange(100):02}",
    ]  # fmt: skip


def _salesforce(p: Person, r: Random) -> list[str]:
    return [
        f"003{r.getrandbits(60):015x}", name(p.first), name(p.last), marked("email", p.email),
        phone(f"+33 {p.mobile[1]} {pairs(p.mobile[2:])}"), marked("fr.address", p.street), p.town,
        p.postcode, born(f"{p.born:%Y-%m-%d}"), "",
    ]  # fmt: skip


def _prospects(p: Person, r: Random) -> list[str]:
    return [
        name(p.first), name(p.last), marked("email", p.email), phone(f"0033{p.mobile[1:]}"),
        phone(pairs(p.landline, "-")), p.town, day(r, "%Y-%m-%d %H:%M"), "lead",
    ]  # fmt: skip


def _claims(p: Person, r: Random) -> list[str]:
    return [
        "S" + digits(r, 8), name(f"{p.first} {p.last.upper()}"), nir(p.nir.spaced()), day(r),
        r.choice(["Entorse", "Lombalgie", "Fracture"]), r.choice(["Genou D", "Rachis"]), day(r),
    ]  # fmt: skip


def _excel_damage(p: Person, r: Random) -> list[str]:
    del r
    return [
        name(p.last.upper()), name(p.first), f"{p.nir.compact[0]},{p.nir.compact[1:6]}E+14",
        phone(f"{p.mobile[1:]}"), p.postcode.lstrip("0"), born(f"{(p.born.toordinal() - 693594)}"),
        marked("email", p.email),
    ]  # fmt: skip


def _float_damage(p: Person, r: Random) -> list[str]:
    del r
    return [
        name(p.last), name(p.first), nir(f"{p.nir.compact}.0") if "A" not in p.nir.compact
        and "B" not in p.nir.compact else nir(p.nir.compact), phone(f"{p.mobile[1:]}.0"),
        f"{int(p.postcode)}.0", born(f"{p.born:%Y-%m-%d}"),
    ]  # fmt: skip


def _text_forced(p: Person, r: Random) -> list[str]:
    del r
    return [
        name(p.last), name(p.first), f'="{nir(p.nir.compact)}"', f'="{phone(p.mobile)}"',
        f'="{p.postcode}"', born(f"{p.born:%d/%m/%Y}"),
    ]  # fmt: skip


def _apostrophes(p: Person, r: Random) -> list[str]:
    del r
    return [
        name(without_accents(p.last).upper()), name(without_accents(p.first).upper()),
        "'" + nir(p.nir.compact), "'" + phone(p.mobile), born(f"{p.born:%d/%m/%Y}"),
    ]  # fmt: skip


def _beneficiaries(p: Person, r: Random) -> list[str]:
    return [
        marked("fr.amc", digits(r, 8)), keyless(p.nir.thirteen), name(f"{p.last} {p.first}"),
        born(f"{p.born:%d/%m/%Y}"), r.choice(["Conjoint", "Enfant", "Assuré"]),
        phone(f"+33 (0){p.mobile[1]} {pairs(p.mobile[2:])}"),
    ]  # fmt: skip


def _call_centre(p: Person, r: Random) -> list[str]:
    return [
        day(r, "%d/%m/%y %H:%M"), phone(p.mobile), f"00:0{r.randrange(9)}:{r.randrange(60):02}",
        name(f"{'Mme' if p.female else 'M.'} {p.last}"), marked("fr.ipp", digits(r, 8)),
        r.choice(["rappel demandé", "remboursement", "carte perdue"]),
    ]  # fmt: skip


EXPORTS = (
    Export(
        name="ADHERENTS.DAT",
        header="NUM_ADHERENT|NOM_BENEF|PRENOM_BENEF|DT_NAISSANCE|NNI|RANG_GEM|QUALITE|CODE_POSTAL|"
        "DT_DEB|DT_FIN",
        row=_members, delimiter="|", end="\n",
    ),
    Export(
        name="decomptes.csv",
        header="NIR assuré|Clé|Bénéf. nom|Bénéf. prénom|Bénéf. né le|Acte|Date soins|Base|Rembt",
        row=_refunds,
    ),
    Export(
        name="droits.csv", header="nom|prenom|num_ss|cle|regime|caisse|centre", row=_quoted_key,
        delimiter=",", quote='"',
    ),
    Export(
        name="BDO.csv",
        header="NUMERO_RO|NOM_PATRONYMIQUE|NOM_MARITAL|PRENOM_1|DTE_NAI|COD_SEX|CAISSE|ALD|TAUX",
        row=_fund,
    ),
    Export(
        name="agents.csv",
        header="Matricule|Nom|Prénom|Grade|N° INSEE|IBAN|Tél. perso|Date d'embauche", row=_staff,
    ),
    Export(
        name="paie.csv",
        header="Mat.|Civilité|Nom de naissance|Prénom|N° Sécurité Sociale|Clé|Date naiss.|Adresse|"
        "CP|Ville|IBAN|Net à payer",
        row=_payroll, encoding="cp1252",
    ),
    Export(
        name="contacts.csv",
        header="Contact ID|First Name|Last Name|Email|Mobile Phone|Mailing Street|Mailing City|"
        "Mailing Zip/Postal Code|Birthdate|Description",
        row=_salesforce, delimiter=",", quote='"', end="\n",
    ),
    Export(
        name="hubspot.csv",
        header="Prénom|Nom|E-mail|Numéro de téléphone mobile|Numéro de téléphone|Ville|"
        "Date de création|Phase du cycle de vie",
        row=_prospects, delimiter=",", end="\n",
    ),
    Export(
        name="sinistres_AT.csv",
        header="N° sinistre|Assuré|N° SS assuré|Date AT|Nature lésion|Siège|Arrêt jusqu'au",
        row=_claims,
    ),
    Export(
        name="excel.csv", header="NOM|PRENOM|N°SECU|PORTABLE|CP|DATE NAISSANCE|MAIL", row=_excel_damage,
    ),
    Export(
        name="pandas.csv", header="nom|prenom|nir|tel|cp|ddn", row=_float_damage, delimiter=",",
        end="\n",
    ),
    Export(
        name="texte_force.csv", header="Nom|Prénom|NSS|Mobile|CP|Date de naissance", row=_text_forced,
    ),
    Export(
        name="apostrophes.csv", header="nom|prenom|secu|tel|naissance", row=_apostrophes,
    ),
    Export(
        name="beneficiaires.csv",
        header="N° contrat|N° de Sécurité Sociale de l'assuré ouvrant droit (13 caractères)|"
        "Nom et prénom du bénéficiaire|Date de naissance du bénéficiaire|Lien|Tél. de contact",
        row=_beneficiaries,
    ),
    Export(
        name="appels.csv", header="Horodatage|Appelant|Durée|Interlocuteur|N° dossier|Objet",
        row=_call_centre,
    ),
)  # fmt: skip

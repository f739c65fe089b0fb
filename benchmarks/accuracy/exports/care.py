"""Exports of laboratories, hospitals, maternities, dentists and pharmacies."""

from random import Random

from benchmarks.accuracy.exports.export import (
    Export,
    blood,
    born,
    day,
    digits,
    doctor,
    name,
    nir,
    pairs,
    phone,
    sex,
    visit,
)
from benchmarks.accuracy.people import Person, without_accents
from benchmarks.accuracy.sample import marked

_YES = ["Négatif", "NEG", "Négative", "Positif", "en cours"]


def _code(sexed: Person) -> str:
    return "F" if sexed.female else "M"


def _street(p: Person) -> str:
    return marked("fr.address", p.street)


def _mail(p: Person) -> str:
    return marked("email", p.email)


def _ipp(value: str) -> str:
    return marked("fr.ipp", value)


def _wide_laboratory(p: Person, r: Random) -> list[str]:
    return [
        _ipp(digits(r, 10, "21")), name(p.last.upper()), name(p.first.upper()),
        name(p.maiden.upper()) if p.maiden != p.last else "", born(f"{p.born:%d%m%Y}"),
        sex(_code(p)), nir(p.nir.thirteen), p.nir.key,
        phone(p.landline) if r.random() < 0.7 else "", phone(p.mobile) if r.random() < 0.5 else "",
        _mail(p) if r.random() < 0.3 else "", _street(p), "", f"{p.postcode} {p.town.upper()}",
        digits(r, 4), doctor(r, ""), visit(r, "%d%m%Y"), f"{r.randrange(7, 12):02}:{r.randrange(60):02}",
    ]  # fmt: skip


def _old_unix(p: Person, r: Random) -> list[str]:
    return [
        name(without_accents(p.last.upper())), name(without_accents(p.first.upper())),
        born(f"{p.born:%Y%m%d}"), sex("2" if p.female else "1"), nir(p.nir.compact),
        phone(pairs(p.landline, ".")), visit(r, "%Y%m%d"),
    ]  # fmt: skip


def _english(p: Person, r: Random) -> list[str]:
    return [
        _ipp(digits(r, 7)), name(p.last), name(p.first), born(f"{p.born:%Y-%m-%d} 00:00:00.000"),
        sex("Female" if p.female else "Male"), nir(p.nir.compact), phone("+33" + p.mobile[1:]),
        _mail(p), _street(p), p.postcode, p.town, doctor(r, "Dr. "),
    ]  # fmt: skip


def _headless_laboratory(p: Person, r: Random) -> list[str]:
    return [
        str(r.randrange(10**6)), name(p.last.upper()), name(p.first), born(f"{p.born:%d/%m/%Y}"),
        sex(_code(p)), nir(p.nir.spaced()), phone(pairs(p.landline)), p.postcode, p.town.upper(),
        blood(r),
    ]  # fmt: skip


def _serology(p: Person, r: Random) -> list[str]:
    return [
        name(f"{p.last.upper()} {p.first}"), born(f"{p.born:%d/%m/%y}"),
        marked("health.hiv", r.choice(["Négatif", "Positif", "Négatif"])),
        r.choice(_YES), r.choice(_YES), r.choice(_YES), visit(r),
    ]  # fmt: skip


def _screening(p: Person, r: Random) -> list[str]:
    return [
        _ipp("C" + digits(r, 9)), name(p.last.upper()), name(p.maiden.upper()), name(p.first),
        born(f"{p.born:%Y-%m-%d}"), sex(_code(p)), nir(p.nir.compact) if r.random() < 0.8 else "",
        phone("33" + p.mobile[1:]), r.choice("PNI"), visit(r, "%Y-%m-%dT%H:%M:%S"),
    ]  # fmt: skip


def _stays(p: Person, r: Random) -> list[str]:
    return [
        _ipp(digits(r, 9, "6")), _ipp(digits(r, 8, "3")), name(p.last.upper()),
        name(p.maiden.upper()), name(p.first.upper()), born(f"{p.born:%d-%m-%Y}"), sex(_code(p)),
        nir(p.nir.compact), digits(r, 4), visit(r), visit(r), "I10", "E119",
    ]  # fmt: skip


def _emergency(p: Person, r: Random) -> list[str]:
    return [
        marked("?date.sample", day(r, "%d/%m/%Y %H:%M")), name(p.last.upper()), name(p.first),
        str(r.randrange(1, 99)),
        r.choice(["Douleur thoracique", "Chute", "Malaise", "Plaie main G"]), str(r.randrange(1, 6)),
        f"Box {r.randrange(1, 12)}", doctor(r, "Dr "), r.choice(["RAD", "UHCD", "Transfert"]),
    ]  # fmt: skip


def _maternity(p: Person, r: Random) -> list[str]:
    return [
        name(p.maiden.upper()), name(p.last.upper()), name(p.first), born(f"{p.born:%d/%m/%Y}"),
        phone(pairs(p.mobile)), marked("health.pregnancy", day(r)), str(r.randrange(1, 6)),
        str(r.randrange(0, 4)), blood(r), doctor(r, "Dr "),
    ]  # fmt: skip


def _theatre(p: Person, r: Random) -> list[str]:
    return [
        visit(r), str(r.randrange(1, 9)), name(f"{p.last.upper()} {p.first}"),
        born(f"{p.born:%d.%m.%Y}"), doctor(r, ""), doctor(r, "Dr "),
        r.choice(["PTH", "Cataracte", "Cholécystectomie"]), r.choice("DG"),
    ]  # fmt: skip


def _transfusion(p: Person, r: Random) -> list[str]:
    return [
        name(p.last.upper()), name(p.first.upper()), born(f"{p.born:%d/%m/%Y}"), blood(r),
        marked("health.blood-group", r.choice(["D+C+E-c+e+K-", "D-C-E-c+e+K-"])),
        marked("?health.blood-group", r.choice(["négatif", "positif"])),
    ]  # fmt: skip


def _pharmacy(p: Person, r: Random) -> list[str]:
    return [
        str(r.randrange(10**5)), sex("MME" if p.female else "MR"), name(p.last.upper()),
        name(p.first.upper()), born(f"{p.born:%d/%m/%y}"), nir(f"{p.nir.thirteen} {p.nir.key}"),
        "1", "01", marked("fr.amc", r.choice(["MGEN", "HARMONIE", "AESIO"])),
        marked("fr.amc", digits(r, 8)), phone(pairs(p.landline, ".")),
        phone(pairs(p.mobile, ".")) if r.random() < 0.6 else "", p.town.upper(),
        f"{r.randrange(90)},{r.randrange(100):02}",
    ]  # fmt: skip


def _prescriptions(p: Person, r: Random) -> list[str]:
    return [
        day(r), digits(r, 6), name(f"{p.last.upper()} {p.first.upper()}"), doctor(r),
        digits(r, 13, "34009"), r.choice(["DOLIPRANE 1G CPR 8", "KARDEGIC 75MG SACH 30"]),
        str(r.randrange(1, 4)), "1-0-1 pdt 10j",
    ]  # fmt: skip


def _dentist(p: Person, r: Random) -> list[str]:
    return [
        name(p.last), name(p.first), born(f"{p.born:%d/%m/%Y}"), phone(pairs(p.mobile)), visit(r),
        nir(p.nir.spaced()), marked("fr.amc", "MUTUELLE DU CENTRE"),
        r.choice(["RAS", "allergie pénicilline", "HTA", ""]), r.choice(["", "solde dû", "rappeler"]),
    ]  # fmt: skip


def _agenda(p: Person, r: Random) -> list[str]:
    title = "Mme" if p.female else "M."
    return [
        day(r), f"{r.randrange(8, 19)}h{r.choice(['00', '15', '30'])}",
        name(f"{title} {p.last.upper()} {p.first}"), phone(pairs(p.mobile)),
        r.choice(["contrôle", "1ère consult", "détartrage"]),
    ]  # fmt: skip


def _ambulance(p: Person, r: Random) -> list[str]:
    return [
        day(r), name(f"{p.last.upper()} {p.first}"), nir(f"{p.nir.thirteen}/{p.nir.key}"),
        "Domicile", "CHU", f"{r.randrange(2, 90)} km", digits(r, 6), doctor(r, "Dr "),
    ]  # fmt: skip


def _nurse_round(p: Person, r: Random) -> list[str]:
    return [
        name(p.last.upper()), name(p.first), _street(p), p.town, phone(p.landline[1:]),
        phone(p.mobile[1:]), r.choice(["insuline M/S", "pansement", "prise de sang à jeun"]),
        doctor(r, "Dr "),
    ]  # fmt: skip


def _appointments(p: Person, r: Random) -> list[str]:
    return [
        day(r, "%Y-%m-%d %H:%M"), name(p.last), name(p.first), born(f"{p.born:%Y-%m-%d}"),
        phone(f"+33 {p.mobile[1]} {pairs(p.mobile[2:])}"), _mail(p),
        r.choice(["Première consultation", "Suivi"]), "confirmed",
    ]  # fmt: skip


def _portal(p: Person, r: Random) -> list[str]:
    return [
        _ipp(digits(r, 8)), name(p.last.upper()), name(p.first.upper()), born(f"{p.born:%d/%m/%Y}"),
        _mail(p), marked("?fr.ipp", p.email.split("@")[0]),
        marked("credential.password", r.choice(["Soleil2019", "azerty", "m1nou!", p.last])),
        day(r, "%d/%m/%Y %H:%M:%S"),
    ]  # fmt: skip


def _imaging(p: Person, r: Random) -> list[str]:
    return [
        _ipp("ACC" + digits(r, 9)), name(f"{p.last.upper()}^{p.first.upper()}"),
        born(f"{p.born:%Y%m%d}"), sex(_code(p)), r.choice(["IRM", "TDM", "RX"]),
        visit(r, "%Y%m%d"), _ipp(digits(r, 6)), doctor(r, ""),
    ]  # fmt: skip


def _donors(p: Person, r: Random) -> list[str]:
    return [
        digits(r, 9, "C"), name(p.last.upper()), name(p.first.upper()), born(f"{p.born:%d/%m/%Y}"),
        blood(r), phone(p.mobile), _mail(p), visit(r),
    ]  # fmt: skip


EXPORTS = (
    Export(
        name="SIL_patients.csv",
        header="NODOS|NOMPAT|PRENPAT|NOMJF|DNAI|SX|NUMSS|CLESS|TELPAT|PORTPAT|MAILPAT|ADR1|ADR2|"
        "CPVILLE|CODPRESC|NOMPRESC|DPREL|HPREL",
        row=_wide_laboratory, encoding="cp1252",
    ),
    Export(name="patients.asc", header="", row=_old_unix, delimiter="|", rows=40, end="\n"),
    Export(
        name="lab_extract.csv",
        header="PATIENT_ID|LASTNAME|FIRSTNAME|DOB|GENDER|SSN|PHONE1|EMAIL|ADDRESS1|ZIP|CITY|"
        "REFERRING_PHYSICIAN",
        row=_english, delimiter=",", quote='"', end="\n",
    ),
    Export(name="labo_sans_entete.txt", header="", row=_headless_laboratory, delimiter="\t", rows=30),
    Export(
        name="serologies.csv",
        header="Identité|Né(e) le|Sérologie VIH 1/2|Ag HBs|Ac anti-HCV|TPHA/VDRL|Date prélvt",
        row=_serology,
    ),
    Export(
        name="depistage.csv",
        header="num_dossier_labo|nom_usage|nom_naissance|prenom|dat_naiss|cod_sexe|nir_patient|"
        "tel_mobile|resultat|dt_heure_prelevement",
        row=_screening, delimiter="|", end="\n",
    ),
    Export(
        name="SEJOURS_2023.csv",
        header="NUM_ADM|IPP|NOM_USUEL|NOM_PATRO|PRENOM|DATNAIS|SEXE|NUM_INSEE|UF|DATE_ENTREE|"
        "DATE_SORTIE|DP|DAS1",
        row=_stays,
    ),
    Export(
        name="urgences.csv", header="Arrivée|Nom|Prénom|Âge|Motif|Tri|Box|Médecin|Devenir",
        row=_emergency, encoding="cp1252",
    ),
    Export(
        name="maternite.csv",
        header="Nom JF|Nom marital|Prénom|DDN|Tél. portable|DDR|G|P|Gr. sg|Gynéco",
        row=_maternity,
    ),
    Export(
        name="bloc.csv", header="DATE_INTER|SALLE|PATIENT|NE_LE|CHIRURGIEN|ANESTH.|LIB_ACTE|COTE",
        row=_theatre,
    ),
    Export(
        name="transfusion.txt", header="NOM|PRENOM|DATE NAISS|GROUPE SANG.|PHENOTYPE|RAI",
        row=_transfusion, delimiter="\t",
    ),
    Export(
        name="CLIENTS_OFFICINE.CSV",
        header="N° client|Civ.|Nom|Prénom|Date nais.|N° Sécu|Rang|Régime|Mutuelle|N° adh.|Tél 1|"
        "Tél 2|Ville|Solde",
        row=_pharmacy, encoding="cp1252",
    ),
    Export(
        name="ordonnancier.csv",
        header="Date|N° ordo|Client|Prescripteur|CIP|Désignation|Qté|Posologie",
        row=_prescriptions,
    ),
    Export(
        name="cabinet_dentaire.csv",
        header="Nom d'usage|Prénom|Naissance|Portable|Dernier RDV|N° SS|Mutuelle|Antécédents|"
        "Commentaire",
        row=_dentist,
    ),
    Export(name="agenda.csv", header="Jour|Heure|Patient|Tél|Motif", row=_agenda),
    Export(
        name="transports.csv",
        header="Date|Transporté|N° SS|Départ|Arrivée|Distance|N° bon|Prescripteur", row=_ambulance,
    ),
    Export(
        name="tournee.csv", header="Nom|Prénom|Adresse|Ville|Tel|Portable|Soins|Dr", row=_nurse_round,
        delimiter=",",
    ),
    Export(
        name="appointments.csv",
        header="start_date|patient_last_name|patient_first_name|patient_birthdate|patient_phone|"
        "patient_email|visit_motive|status",
        row=_appointments, delimiter=",", end="\n",
    ),
    Export(
        name="comptes_serveur.csv",
        header="ID_PAT|NOM_PAT|PRE_PAT|DNAISS|MEL|LOGIN|MDP_CLAIR|DERN_CONNEXION", row=_portal,
    ),
    Export(
        name="ris.csv",
        header="AccessionNumber|PatientName|PatientBirthDate|PatientSex|Modality|StudyDate|"
        "StudyID|ReferringPhysicianName",
        row=_imaging, delimiter="\t",
    ),
    Export(
        name="donneurs.csv", header="Code donneur|Nom|Prénom|Né le|ABO/RH|GSM|Courriel|Dernier don",
        row=_donors,
    ),
)  # fmt: skip

"""Header spellings, as seen in exports and schemas, and the habits of those who name columns."""

import re
from dataclasses import dataclass
from random import Random

from benchmarks.accuracy.people import without_accents

HEADERS: dict[str, list[str]] = {
    "last": [
        "nom", "nom", "nom patient", "nom de famille", "nom usuel", "nom d'usage", "nom_pat",
        "last name", "surname", "family name", "patnom", "nom assuré", "nom bénéficiaire",
        "nom du patient", "nom marital", "pat_nom", "nom_usage", "nompatient", "nom adhérent",
        "nom client", "p_nom", "lastname", "nom de l'assuré",
    ],
    "maiden": [
        "nom de naissance", "nom jeune fille", "nom de jeune fille", "nom_naiss", "nomnaissance",
        "nom patronymique", "maiden name", "nom jf", "birth name", "nom_nais", "nom naissance",
    ],
    "first": [
        "prénom", "prenom", "prénoms", "prénom patient", "first name", "given name", "firstname",
        "pat_prenom", "prénom usuel", "prenom_pat", "prénom du patient", "prénom assuré",
        "1er prénom", "prénom bénéficiaire", "premier prénom", "prénom de naissance",
    ],
    "full": [
        "nom prénom", "nom et prénom", "identité", "nom complet", "patient", "nom_prenom",
        "full name", "nom - prénom", "identité patient", "bénéficiaire", "nom/prénom", "assuré",
        "patient name", "nom prénom patient", "NomPrenom",
    ],
    "born": [
        "date de naissance", "ddn", "date naissance", "dt_nais", "né(e) le", "date naiss",
        "date_nais", "birth date", "dob", "birthdate", "naissance", "d_naiss", "date nais.",
        "DatNais", "date of birth", "né le", "dnaissance", "datenaissance", "naissance_date",
        "date de naiss.", "patient_date_naissance", "dt naissance patient", "ddn patient",
    ],
    "sex": ["sexe", "sexe", "genre", "gender", "sex", "code sexe", "sexe patient", "cd_sexe"],
    "civility": ["civilité", "civ", "titre", "civilité patient", "cod_civ", "code civilité"],
    "nir": [
        "nir", "n° sécu", "num_secu", "numéro de sécurité sociale", "no ss", "nss", "num ss",
        "n° ss", "insee", "ins", "matricule", "numss", "n_secu", "NumSecu", "matricule assuré",
        "n° de sécurité sociale", "immatriculation", "num sécu", "nir patient", "no_secu_soc",
        "numero_ss", "secu", "sécurité sociale", "n° immatriculation", "n° sécurité sociale",
        "num insee", "patient_nir", "ins_nir", "matricule ins", "num_assure", "nir bénéficiaire",
        "n° assuré", "numsecu", "nirass", "n°secu", "num_ss_patient",
    ],
    "landline": [
        "téléphone", "tel", "tél", "tel fixe", "tél domicile", "téléphone fixe", "phone", "tel1",
        "tel_dom", "tel patient", "num tel", "n° tél", "telephone", "téléphone domicile",
        "fixe", "teldom", "tel_fixe", "tél. fixe", "home phone", "numéro de téléphone", "tel 1",
        "n° téléphone", "tél 1", "telephone1", "pat_tel", "tel.",
    ],
    "mobile": [
        "portable", "mobile", "gsm", "tel portable", "tél mobile", "téléphone portable", "tel2",
        "tel_port", "num portable", "mobile phone", "cell phone", "tel mobile", "téléphone mobile",
        "port.", "telmobile", "tél. portable", "tel_gsm", "n° portable", "portable patient",
    ],
    "email": [
        "email", "e-mail", "mail", "adresse mail", "courriel", "adresse électronique", "mél",
        "email patient", "adresse email", "adr_mail", "mail patient", "adresse e-mail", "e_mail",
        "email address", "contact mail",
    ],
    "street": [
        "adresse", "adresse 1", "adr1", "rue", "adresse patient", "adresse postale", "address",
        "adresse domicile", "adr", "ligne adresse 1", "voie", "street", "adresse du patient",
        "adresse_ligne1", "adresse complète", "address line 1", "n° et rue", "domicile",
    ],
    "postcode": [
        "cp", "code postal", "code_postal", "codepostal", "cod_post", "zip code", "postal code",
        "cp patient", "code postal patient", "cpostal", "cp ville", "zip",
    ],
    "town": ["ville", "commune", "localité", "city", "ville patient", "bureau distributeur"],
    "doctor": [
        "médecin traitant", "prescripteur", "médecin", "médecin prescripteur", "nom médecin",
        "nom prescripteur", "mt", "docteur", "med traitant", "correspondant", "praticien",
        "nom du médecin traitant", "médecin référent", "nom du prescripteur", "medecin_nom",
        "nom médecin traitant", "prescripteur_nom", "physician", "Dr traitant",
    ],
    "blood": [
        "groupe sanguin", "gr sanguin", "groupe", "abo rh", "groupage", "gs", "rhésus",
        "groupe_sang", "blood type", "blood group", "grp sanguin", "groupe sanguin / rhésus",
    ],
    "ipp": [
        "ipp", "n° dossier", "num_dossier", "id patient", "patient id", "numéro dossier",
        "n° patient", "num dossier", "numéro patient", "no_dossier", "nip",
        "identifiant patient", "patient_id", "nodossier", "numéro de dossier", "numdossier",
        "n° demande", "num_demande", "idpatient",
    ],
    "password": [
        "mot de passe", "mdp", "password", "mot_de_passe", "passwd", "motdepasse", "pwd",
        "code accès", "code secret", "mdp patient", "code d'accès", "mot passe", "mdp_serveur",
    ],
    "sampled": [
        "date prélèvement", "date de prélèvement", "dt_prel", "date examen", "date analyse",
        "date_prel", "date de l'examen", "date prescription", "date demande", "date résultat",
        "date consultation", "dernière visite", "date_derniere_visite", "date prlvt",
        "date du prélèvement", "date visite", "date admission", "date entrée", "date sortie",
    ],
    "insurer": [
        "mutuelle", "amc", "nom mutuelle", "complémentaire", "organisme complémentaire",
        "libellé mutuelle", "mutuelle patient", "lib_mutuelle", "complémentaire santé",
    ],
    "amount": ["montant", "prix", "total ttc", "montant_ht", "tarif"],
    "product": ["cip13", "code cip", "code produit", "cip"],
    "ean": ["ean", "code barre", "gencod", "ean13", "code article"],
    "serial": ["n°", "rang", "ordre", "ligne", "seq"],
    "epoch": ["timestamp", "created_at", "ts", "updated", "horodatage"],
    "siret": ["siret", "n° siret", "siret etablissement"],
    "created": ["date création", "created", "date commande", "date facture", "date livraison"],
    "hash": ["hash", "checksum", "uuid", "token", "md5"],
    "latitude": ["latitude", "lat", "y", "coord_x"],
    "reference": ["référence", "ref produit", "n° commande", "lot", "n° facture"],
    "status": ["statut", "état", "status", "situation"],
    "quantity": ["quantité", "qté", "nb", "nombre"],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spelling:
    """The habits of whoever named the columns of one table."""

    case: str
    joined: str
    accents: bool

    @classmethod
    def drawn(cls, rng: Random) -> "Spelling":
        """Somebody's habits."""
        case = rng.choice(["lower", "upper", "title", "camel", "as is", "as is"])
        return cls(case, rng.choice([" ", " ", "_", "_", "-", "."]), rng.random() < 0.5)

    def of(self, key: str, rng: Random) -> str:
        """The header of one column in this table."""
        text = rng.choice(HEADERS[key])
        if self.case == "as is":
            return text
        if not self.accents:
            text = without_accents(text)
        if self.case == "camel":
            words = re.findall(r"[\w°]+", without_accents(text).replace("_", " "))
            return "".join(word[:1].upper() + word[1:] for word in words)
        joined = text.replace(" ", self.joined) if "_" not in text else text
        return {"lower": str.lower, "upper": str.upper, "title": str.title}[self.case](joined)

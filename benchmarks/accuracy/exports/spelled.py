"""Exports of other trades and habits: English, cut off, run together, without a header."""

from benchmarks.accuracy.exports.kinds import described

EXPORTS = (
    described(
        "camel.csv",
        "nomNaissance:last|prenomUsuel:first|dateNaissance:iso|numeroSecuriteSociale:nir|"
        "telephonePortable:mobile|adresseMail:mail|medecinTraitant:doctor|"
        "groupeSanguin:group",
        delimiter=",",
        end="\n",
    ),
    described(
        "typo.csv",
        "Nom de famile:LAST|Prenon:first|Date de naisance:dmy|N° securite socialle:spaced|"
        "Telephonne:tels|Adrese mail:mail|Medecin traitan:doctor|Groupe sangin:group",
    ),
    described(
        "tronque10.csv",
        "NOM_DE_NAI:PLAIN_LAST|PRENOM_USU:PLAIN_FIRST|DATE_DE_NA:dmy|NUMERO_SEC:nir|"
        "TELEPHONE_:mobile|MEDECIN_TR:DOCTOR",
    ),
    described(
        "espaces_soulignes.csv",
        " NOM_PAT :LAST| PRENOM_PAT :FIRST| D_NAISS :dmy| NO_SECU :nir| NO_TEL :tel",
        delimiter=" ; ",
    ),
    described(
        "prefixe_table.csv",
        "patient.nom:LAST|patient.prenom:first|patient.date_naissance:iso|patient.nir:nir|"
        "contact.telephone:mobile|contact.email:mail|sejour.date_entree:?visit",
        delimiter=",",
        end="\n",
    ),
    described(
        "oracle.csv",
        '"PAT_NOM_USUEL":LAST|"PAT_PRENOM":FIRST|"PAT_DT_NAISS":oracle|"PAT_NUM_INSEE":nir|'
        '"PAT_NUM_TEL":tel',
        delimiter=";",
    ),
    described(
        "constant.csv",
        "PAYS:constant|CODE_CENTRE:constant|NOM:LAST|PRENOM:first|NAISSANCE:oracle|"
        "TEL:mobile?|EMAIL:mail?|NIR:nir?",
    ),
    described(
        "deux_entetes.csv",
        "Nom:LAST|Prénom:first|Né(e) le:dmy|Fixe:tels|Mobile:mobiles|NIR:spaced",
        above="PATIENT;;;TELEPHONE;;ASSURANCE\r\n",
    ),
    described(
        "sep_excel.csv",
        "Nom:LAST|Prénom:first|Naissance:dmy|Sécu:spaced|Tél:mobiles",
        above="sep=;\r\n",
    ),
    described(
        "utf16.csv",
        "Nom:LAST|Prénom:first|Naissance:dmy|Sécu:spaced|Tél:mobiles|Méd:doctor",
        delimiter="\t",
        encoding="utf-16",
    ),
    described(
        "bom.csv",
        "Nom:LAST|Prénom:first|Né(e) le:dmy|N° Sécu.:spaced|Tél.:mobiles",
        above="\ufeff",
    ),
    described(
        "sans_entete1.csv",
        "number|title|LAST|FIRST|dmy|street|postcode|town|tels|mobiles|keyed",
        rows=25,
    ),
    described(
        "sans_entete2.txt",
        "FULL|run|tel|12|postcode",
        delimiter="|",
        rows=25,
    ),
    described(
        "sans_entete3.csv",
        "thirteen|key|PLAIN_LAST|PLAIN_FIRST|ymd|constant|insurer",
        delimiter=",",
        rows=30,
    ),
    described(
        "sans_entete4.tsv",
        "word|mail|first|last|+33|iso|group|visit-iso",
        delimiter="\t",
        rows=25,
        end="\n",
    ),
    described(
        "sans_entete5.csv",
        "titled|dots|word",
        rows=20,
    ),
    described(
        "greffe.csv",
        "NOM_DONN:LAST|PREN_DONN:FIRST|GRP_DONN:group|NOM_RECEV:LAST|PREN_RECEV:first|"
        "DN_RECEV:dmy|GRP_RECEV:group|CHIR:DOCTOR",
    ),
    described(
        "couples_pma.csv",
        "nom_1:LAST|prenom_1:first|dnais_1:dmy|tel_1:mobile|nom_2:LAST|prenom_2:first|"
        "dnais_2:dmy|tel_2:mobile|gyneco:doctor",
    ),
    described(
        "uk_style.csv",
        "Surname:LAST|Forenames:firsts|D.O.B.:dmy|Tel. (home):tels|Tel. (mob):mobiles|"
        "GP name:doctor|Sex:sex|Last seen:visit",
        delimiter=",",
    ),
    described(
        "google.csv",
        "Given Name:first|Family Name:last|Birthday:iso|E-mail 1 - Type:constant|"
        "E-mail 1 - Value:mail|Phone 1 - Type:constant|Phone 1 - Value:+33|Notes:word",
        delimiter=",",
    ),
    described(
        "moodle.csv",
        "Prénom:first|Nom de famille:LAST|Adresse de courriel:mail|"
        "Numéro d'identification:number|Dernier accès:empty",
        delimiter=",",
    ),
    described(
        "ref_tiers.txt",
        "CIVILITE_LIBELLE_COURT:title|NOM_AFFICHE:LAST|PRENOM_AFFICHE:first|"
        "DATE_NAISSANCE_TIERS:ymd|TELEPHONE_1_VALEUR:tel|TELEPHONE_2_VALEUR:mobile|"
        "MAIL_1_VALEUR:mail|NUMERO_SS_TIERS:nir",
        delimiter="\t",
        encoding="cp1252",
    ),
    described(
        "fidelite.csv",
        "carte:word|nom_prenom:FULL|naissance:dmy|portable:mobiles|optin:word|dernier achat:empty",
        above="# export caisse 3\r\n# 2024-03-01\r\n",
    ),
    described(
        "at_mp.csv",
        "Num sinistre:number|Victime - nom:LAST|Victime - prénom:first|"
        "Victime - NIR:spaced|Victime - date naiss.:dmy|Employeur - SIRET:word|"
        "Employeur - tél:tels|Date AT:empty",
    ),
    described(
        "aide_domicile.csv",
        "Bénéficiaire:titled|Âge:word|Adresse d'intervention:street|Commune:town|"
        "Tél bénéf:tels|Contact famille:other|Tél famille:mobiles|Intervenante:other|"
        "GIR:word",
    ),
    described(
        "creche.csv",
        "Enfant Nom:LAST|Enfant Prénom:first|Enfant DDN:dmy|Parent 1 Nom:LAST|"
        "Parent 1 Prénom:first|Parent 1 Tél:mobiles|Parent 1 N° alloc:?ipp|"
        "Médecin enfant:doctor|Allergie:word",
    ),
    described(
        "pieds_colonnes.csv",
        "Patient (nom et prénom):FULL|Date de naissance (jj/mm/aaaa):dmy|"
        "N° Tél (10 chiffres):tel|NIR à 15 chiffres:nir|Groupe sanguin (ABO + Rh):group",
    ),
    described(
        "tabac_info.csv",
        "appelant_nom:last|appelant_prenom:first|appelant_tel:+33|appelant_mail:mail|"
        "appelant_age:word|substance:word",
        delimiter=",",
        end="\n",
    ),
    described(
        "obseques.csv",
        "Défunt:titled|Né(e) le:dmy|Décédé(e) le:?visit|Pouvoir (nom):other|"
        "Pouvoir (tél):mobiles|Adresse pouvoir:street",
    ),
    described(
        "headless_mix.csv",
        "mobile|FULL|dotted|mail|spaced",
        delimiter=";",
        rows=25,
    ),
    described(
        "headless_fr.txt",
        "PLAIN_LAST|PLAIN_FIRST|dmy|town|FULL|group",
        delimiter="\t",
        rows=25,
    ),
)

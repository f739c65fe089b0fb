"""Exports of hospitals, laboratories, insurers and others, as their programs abbreviate them."""

from benchmarks.accuracy.exports.kinds import described

EXPORTS = (
    described(
        "kalisil_dossiers.csv",
        "PAT_IPP:ipp|PAT_NOM:LAST|PAT_PRENOM:first|PAT_NOMNAI:MAIDEN|PAT_DNAI:dmy|"
        "PAT_SEXE:sex|PAT_NSS:spaced|PAT_TEL1:tels|PAT_TEL2:mobiles|DOS_NUM:?ipp|"
        "DOS_DTPRELEV:visit|PRESC_NOM:DOCTOR|PAT_ABO:abo|PAT_RHESUS:rhesus",
    ),
    described(
        "t_patient.txt",
        "T_NOMUSU:PLAIN_LAST|T_NOMNAI:MAIDEN|T_PRN:PLAIN_FIRST|T_DTN:ymd|T_SX:12|"
        "T_IMMAT:nir|T_TELDOM:tel|T_TELPOR:mobile|T_MEDTR:DOCTOR",
        delimiter="|",
        encoding="cp1252",
    ),
    described(
        "extract_lims.tsv",
        "sample_id:?ipp|patient_lastname:last|patient_firstname:first|birth_dt:iso|"
        "sexe:sex|coll_dt:visit-iso|prescriber:doctor|blood_type:group",
        delimiter="\t",
        end="\n",
    ),
    described(
        "nm_naiss.csv",
        "id_pat:ipp|nm_naiss:MAIDEN|nm_usage:LAST|pr_naiss:first|dnais:dmy|sexe:sex|"
        "n_ss:keyed|tel1:tels|mob:dots|mel:mail|med_tr:doctor|rem:word",
    ),
    described(
        "hopital_mvt.csv",
        "IPP:ipp|IEP:ipp|NOM_U:LAST|NOM_N:MAIDEN|PREN:FIRST|DDN:run|SX:sex|INSEE_NIR:nir|"
        "UF_RESP:word|DT_ENT:?visit|DT_SOR:?visit|MED_RESP:DOCTOR",
        encoding="cp1252",
    ),
    described(
        "preadmission.csv",
        "Nom de naissance:MAIDEN|Nom d'usage:LAST|Prénoms:firsts|Sexe:sex|"
        "Date de naissance:long|Ville de naissance:town|Matricule INS:nir|"
        "Téléphone portable:+33(0)|Adresse électronique:mail|Personne de confiance:other|"
        "Tél. personne de confiance:mobiles",
    ),
    described(
        "labo_jf.csv",
        "Nom:née|Né(e):dmy2|N° SS:keyed|Tél:two|Prescripteur:doctor|RC:word",
        above="Laboratoire FICTIF BIOLOGIE\r\nListe des patients du 12/03/2024\r\n\r\n",
    ),
    described(
        "transf_ets.csv",
        "NumDon:?ipp|NomPatronymique:LAST|Prenom:first|DateNaissance:dotted|ABO:abo|"
        "RH:rhesus|Telephone:nine|DateDernierDon:visit",
    ),
    described(
        "dialyse.csv",
        "patient:FULL|naiss:dmy|mutuelle:insurer|no_adherent:member|transport:word|"
        "tel domicile:tels|nephro:doctor|groupe:group|AgHBs:word|VIH:hiv",
    ),
    described(
        "gyneco.csv",
        "NOM JF:MAIDEN|NOM:LAST|PRENOM:first|DATE NAIS:dmy|GSM:dots|"
        "Enceinte (O/N):pregnant|Gr Rh:group|Sage-femme:DOCTOR|Dernière consult.:visit",
    ),
    described(
        "urg_main_courante.csv",
        "H.arrivée:word|Identité patient:titled|Age:word|Accomp.:word|Tél contact:mobiles|"
        "Orientation:word",
        delimiter="\t",
    ),
    described(
        "consult_psy.csv",
        "Patient.e:full|DDN:short|Mail:mail|Portable:mobiles|Adressé par:doctor|"
        "Rendez-vous:?visit|Obs:word",
    ),
    described(
        "HEB_LABO.CSV",
        "NUMDOSSI:?ipp|NOMPATIE:PLAIN_LAST|PRENOMPA:PLAIN_FIRST|DATENAIS:run|"
        "NUMSECUR:thirteen|CLESECUR:key|TELEPHON:tel|ADRESSE1:street|CODEPOST:postcode|"
        "VILLE:town|MEDECINP:DOCTOR",
        encoding="cp1252",
    ),
    described(
        "sidep_like.csv",
        "num_ps:?rpps|nom_naiss_pat:MAIDEN|prenom_pat:first|dt_naiss_pat:iso|sexe_pat:sex|"
        "nir_pat:nir?|tel_pat:mobile?|mail_pat:mail?|adr_pat:street|cp_pat:postcode|"
        "commune_pat:town|dt_prelev:visit-iso|resultat_pcr:word",
        delimiter=",",
        end="\n",
    ),
    described(
        "centre_vaccination.csv",
        "Créneau:?visit|Heure:word|Nom d'usage:LAST|Prénom:first|D. de naiss.:dmy|"
        "N°SS:spaced|Tel.:mobiles|Vaccin:word|Lot:word|Injecteur:doctor",
        above="Centre de vaccination de FICTIVILLE;;;;;;;;;\r\nExport du 03/05/2021 18:02;;;;;;;;;\r\n;;;;;;;;;\r\n",
    ),
    described(
        "depistage_ecole.csv",
        "classe:word|eleve:FULL|ne_le:dmy|responsable:other|tel_resp:mobiles|accord:word|test:word",
    ),
    described(
        "mutuelle_adh.txt",
        "NOADH:member|CIV:title|NOMADH:LAST|PREADH:FIRST|DTNAIADH:ymd|NOSSADH:nir|"
        "CLESS:empty|RGOBL:constant|CAISSE:word|CPADH:postcode|VILADH:town|TELADH:tel|"
        "IBANADH:iban",
        delimiter="~",
    ),
    described(
        "retour_cpam.csv",
        "MATRICULE:thirteen|CLE:key|NOM ASSURE:PLAIN_LAST|PRENOM ASSURE:PLAIN_FIRST|"
        "DATE NAISSANCE BENEF:dmy|RANG:word|DATE DES SOINS:visit|MONTANT:amount|REJET:word",
        delimiter=";",
        encoding="cp1252",
    ),
    described(
        "officine.csv",
        "Code client:number|Nom client:titled|Tél.:tels|Portable:dots|"
        "N° de sécurité sociale:spaced|Organisme:word|Date naissance:dmy|"
        "Médecin habituel:DOCTOR|Solde:amount",
    ),
    described(
        "nir_excel_perdu.csv",
        "Nom:LAST|Prénom:first|N° Sécu:lost|Naissance:dmy|Mobile:nine",
    ),
    described(
        "nir_excel_perdu2.csv",
        "NOM:LAST|PRENOM:FIRST|NIR:lost|DDN:dmy|TEL:nine",
        delimiter="\t",
    ),
    described(
        "tiers_payant.csv",
        "Assuré:FULL|Immat. assuré:keyed|Bénéf.:other|DN bénéf.:dmy2|Mutuelle:insurer|"
        "N° AMC:member|Droits au:?visit",
    ),
    described(
        "ehpad_residents.csv",
        "Chambre:word|Résident:titled|Né(e) le:dmy|GIR:word|Méd. traitant:doctor|"
        "Référent familial:other|Tél référent:mobiles|N° sécu:spaced|Mutuelle:insurer",
    ),
    described(
        "sante_scolaire.csv",
        "INE:?ipp|NOM ELEVE:LAST|PRENOM ELEVE:first|DATE NAISS ELEVE:dmy|CLASSE:word|"
        "RESP LEGAL 1:other|TEL RL1:dots|PAI:word|MEDECIN:DOCTOR",
    ),
    described(
        "medecine_travail.csv",
        "Entreprise:word|Salarié:FULL|Date de naissance:dmy|Poste:word|"
        "N° INSEE salarié:nir|Dernière VM:visit|Aptitude:word|Médecin du travail:doctor",
    ),
    described(
        "licences_ffx.csv",
        "NumLicence:word|NomLicencie:LAST|PrenomLicencie:first|NeeLe:dmy|SexeLicencie:sex|"
        "EmailLicencie:mail|MobileLicencie:mobile|CategorieAge:word|CertifMedical:word|"
        "GroupeSanguin:group",
        delimiter=";",
    ),
    described(
        "colonie.csv",
        "Enfant (nom, prénom):comma|Né le:dmy|Sexe:sex|Parent:other|"
        "Portable parent:mobiles|2e portable:mobiles|Allergies:word|Régime:word",
    ),
    described(
        "paie_export.csv",
        "MATRIC:number|NOMSAL:LAST|PRESAL:FIRST|NUMSS:thirteen|CLESS:key|DATNAI:run|"
        "RUE:street|CODPOS:postcode|VILLE:town|RIB_IBAN:iban|NETAPA:amount|SIRET:word",
        delimiter=";",
        encoding="cp1252",
    ),
    described(
        "cohort_extract.csv",
        "subject_id:?ipp|family_name:last|given_name:first|date_of_birth:iso|sex:gender|"
        "national_id:nir|mobile_phone:+33|postal_code:postcode|visit_date:visit-iso|"
        "hiv_status:hiv|blood_group:group|referring_physician:doctor",
        delimiter=",",
        end="\n",
    ),
    described(
        "redcap.csv",
        "record_id:number|pt_surname:last|pt_forename:first|pt_dob:iso|pt_gender:sex|"
        "pt_email:mail|pt_phone:+33|enrol_date:?visit",
        delimiter=",",
        end="\n",
    ),
)

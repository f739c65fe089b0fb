"""French texts of the HTML page and of what several reports say of persons and places."""

PAGE_FRENCH: dict[str, str] = {
    "html.title": "Rapport leakscan",
    "html.skip": "Aller au rapport",
    "html.contents": "Sommaire",
    "html.nav.files": "Fichiers",
    "html.nav.population": "Qui, depuis quand, où",
    "html.nav.next": "Que faire",
    "html.nav.circumstances": "En cas de diffusion",
    "html.nav.details": "Détail",
    "html.nav.coverage": "Ce qui n'a pas été lu",
    "html.nav.evidence": "Comment c'est fait",
    "html.section.files": "Fichiers, du plus grave au moins grave",
    "html.section.population": "Qui est concerné, depuis quand, où",
    "html.section.next": "Que faire",
    "html.section.circumstances": "Gravité selon la diffusion",
    "html.section.details": "Pourquoi, fichier par fichier",
    "html.section.coverage": "Ce qui n'a pas été lu",
    "html.section.evidence": "Comment ce rapport a été établi",
    # First screen
    "html.gauge": "Gravité sur quatre niveaux",
    "html.if-confirmed": "si les indices se confirment",
    "html.dpc": "Contexte des données (DPC)",
    "html.ei": "Facilité d'identification (EI)",
    "html.se": "Gravité (SE)",
    "html.of-4": "sur 4",
    "html.of-1": "sur 1",
    "html.card.what": "Ce qu'il y a dedans",
    "html.card.who": "Combien de personnes",
    "html.card.sure": "À quel point c'est sûr",
    "html.card.do": "Que faire d'abord",
    "html.do.first": (
        "Isoler les fichiers, ne pas les diffuser ni les copier, et prévenir aujourd'hui le "
        "délégué à la protection des données : les 72 heures de l'art. 33 du RGPD courent dès "
        "la prise de connaissance."
    ),
    "html.do.unread": (
        "Savoir ce qu'il contient (demander le mot de passe, un autre format, une copie intacte) "
        "et, d'ici là, le traiter comme une donnée sensible."
    ),
    "html.who.unknown": "Inconnu : rien n'a pu être lu.",
    "html.do.none": "Rien n'a été détecté, ce qui ne prouve pas qu'il n'y a rien.",
    "first-step": (
        "D'abord : isoler, ne rien diffuser ni copier, prévenir le DPO aujourd'hui (72 h, art. 33)."
    ),
    "basis.names": "nom et date de naissance",
    "basis.bare-names": "nom",
    "keyless.one": "non compté : {n} enregistrement sans nom, NIR, téléphone ni courriel",
    "keyless.many": "non comptés : {n} enregistrements sans nom, NIR, téléphone ni courriel",
    "span": "soins de {first} à {last}",
    "span.one": "soins en {first}",
    "html.without": "Ce qui la changerait : {cases}.",
    "html.tiers": (
        "Preuve : ●●● validé, la clé de contrôle est juste ; ●●○ structure, la colonne ou le "
        "segment le dit ; ●○○ contexte, les mots voisins l'appuient ; ○○○ mot seul, à vérifier."
    ),
    "format.delimited": "tableau CSV",
    "format.aligned": "tableau imprimé",
    "format.markdown": "texte avec tableaux",
    "format.accounts": "liste de comptes",
    "format.labelled": "fiches",
    "format.cda": "document CDA",
    "format.hprim-medecin": "compte rendu HPRIM Médecin",
    "format.hprim-xml": "message HPRIM XML",
    "format.pg-dump": "sauvegarde PostgreSQL",
    "format.text": "texte",
    "format.json": "JSON",
    "format.sql": "SQL",
    "format.xml": "XML",
    "format.pdf": "PDF",
    "format.html": "page web",
    "format.xlsx": "classeur Excel",
    "format.xlsb": "classeur Excel",
    "format.docx": "document Word",
    "format.pptx": "présentation PowerPoint",
    "format.eml": "courriel",
    "format.msg": "courriel Outlook",
    "format.mbox": "boîte aux lettres",
    "format.pst": "boîte Outlook",
    "format.sqlite": "base SQLite",
    "format.hl7": "message HL7",
    "format.image": "image",
    "format.video": "vidéo",
    "format.audio": "son",
    "format.odf": "document OpenDocument",
    "format.ole": "document Office 97–2003",
    "format.rtf": "document RTF",
    "format.dbf": "table dBase",
    "format.dicom": "DICOM",
    "format.hprim": "message HPRIM",
    "format.fixed-width": "lignes à largeur fixe",
    "format.binary": "binaire",
    "html.partly": "{files} : lecture incomplète, ce qui est dit ici est un minimum.",
    # Table of files
    "html.files.caption": (
        "Gravité, personnes et données de chaque fichier. Les en-têtes trient le tableau."
    ),
    "html.unit.persons": "pers.",
    "html.search": "Rechercher",
    "html.filter": "Gravité",
    "html.filter.all": "toutes",
    "html.shown.one": "{shown} fichier sur {all}",
    "html.shown.many": "{shown} fichiers sur {all}",
    "html.more": "Afficher {n} de plus (il en reste {rest})",
    "column.unread": "Non lu",
    "column.state": "État",
    "gap.unread": "pas lu du tout",
    # Circumstances, evidence
    "html.circumstances": (
        "La gravité ci-dessus ne suppose rien de qui a eu les données. Des circonstances "
        "déclarées (--disclosure, --malicious) s'y ajoutent :"
    ),
    "html.yes": "oui",
    "html.no": "non",
    "html.key.ephemeral": "tirée pour cette analyse, puis détruite",
    "html.key.managed": "de l'enquête (données pseudonymisées au sens du RGPD)",
    "html.fact.program": "Programme",
    "html.fact.started": "Début",
    "html.fact.seconds": "Durée",
    "html.fact.files": "Fichiers considérés",
    "html.fact.bytes": "Volume examiné",
    "html.fact.complete": "Tout a été lu",
    "html.fact.policy": "Politique de gravité et son SHA-256",
    "html.fact.rules": "Empreinte des règles",
    "html.fact.key": "Clé des empreintes",
    "html.fact.engine": "Moteur, processus",
    "html.fact.expires": "À supprimer avant le",
    "html.method": (
        "SE = DPC (contexte des données, 0 à 4) × EI (facilité d'identification, 0 à 1) + CB "
        "(circonstances), d'après ENISA 2013 ; un seul enregistrement suffit à établir une "
        "gravité. Ce rapport contient des nombres et des emplacements, aucune valeur trouvée."
    ),
    "html.cnil": "leakscan report RESULT.json -f cnil rédige un projet de notification.",
    # Who, since when, where
    "html.abroad": "Étranger",
    "html.all-in-table": "Les {n} en tableau",
    "html.as-table": "La même chose en tableau",
    "html.counted.one": "Ce qui suit porte sur {persons}, connue par : {basis}.",
    "html.counted.exact": (
        "Ce qui suit porte sur {persons}, comptées une fois chacune, tous fichiers confondus, "
        "par : {basis}."
    ),
    "html.counted.sample": (
        "Environ {persons}, comptées une fois chacune, tous fichiers confondus, par : {basis} ; "
        "les nombres ci-dessous sont extrapolés d'un échantillon aléatoire de {sample} d'entre "
        "elles."
    ),
    "minors.one": "{n} personne mineure",
    "minors.many": "{n} personnes mineures",
    "html.sex.female": "Femmes",
    "html.sex.male": "Hommes",
    "html.decade": "années {year}",
    "html.chart.sex": "Sexe",
    "html.chart.births": "Décennie de naissance",
    "html.chart.residence_departments": "Département de résidence",
    "html.chart.birth_departments": "Département de naissance (NIR)",
    "html.chart.care": "Prélèvements, visites et résultats par mois",
    "html.chart.establishments": "Laboratoires et établissements",
    "html.chart.insurers": "Mutuelles et organismes",
    "html.chart.provenance": "Ce que les fichiers ont en commun",
    "html.care": "Du {first} au {last}",
    "establishments.one": "{n} laboratoire ou établissement",
    "establishments.many": "{n} laboratoires ou établissements",
    "insurers.one": "{n} organisme",
    "insurers.many": "{n} organismes",
    "html.largest": "Enregistrements des plus gros : {records}.",
    "html.finess": "Départements de leurs numéros FINESS : {departments}.",
    "html.layout": "Mêmes {columns} colonnes dans le même ordre : {files}",
    "software.mysqldump": "sauvegarde MySQL (mysqldump)",
    "software.mariadb-dump": "sauvegarde MariaDB",
    "software.pg_dump": "sauvegarde PostgreSQL (pg_dump)",
    "software.phpmyadmin": "export phpMyAdmin",
    "software.adminer": "export Adminer",
    "software.heidisql": "export HeidiSQL",
    "software.dbeaver": "export DBeaver",
    "software.navicat": "export Navicat",
    "software.sqlite-dump": "sauvegarde SQLite",
    "software.oracle": "export Oracle",
    "software.sqlserver": "script SQL Server",
    "software.hprim": "émetteur HPRIM",
    "software.hl7": "émetteur HL7",
}

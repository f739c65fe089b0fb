"""French texts of the draft of a notification to the CNIL.

Source: CNIL's online form and open data (lists); CNIL PIA knowledge bases (the four levels);
RGPD 33, 34; CSP L1111-8-2.
"""

CNIL_FRENCH: dict[str, str] = {
    "cnil.title": "Projet de notification d'une violation de données à la CNIL",
    "cnil.draft": (
        "PROJET, à relire, compléter et valider par le responsable de traitement et son DPO. Il ne "
        "dit pas s'il faut notifier et ne remplace pas le téléservice de la CNIL."
    ),
    "cnil.how": (
        "Ce qui est coché ou renseigné vient de l'analyse des fichiers. Ce que l'analyse ne peut "
        "pas savoir est marqué « [{fill}] »."
    ),
    "cnil.deadline": (
        "Délai : 72 heures après la prise de connaissance, sauf si la violation n'est pas "
        "susceptible d'engendrer un risque (art. 33-1). Une notification initiale peut être "
        "complétée ensuite (art. 33-4). Dans tous les cas, la documenter (art. 33-5)."
    ),
    "cnil.fill": "À COMPLÉTER",
    "cnil.proposed": "proposé, à confirmer",
    "cnil.type": "Type de notification",
    "cnil.type.first": "initiale",
    "cnil.type.more": "complémentaire (reprendre le numéro de la notification initiale)",
    # Organisation
    "cnil.section.organisation": "1. Organisme",
    "cnil.organisation.name": "Responsable de traitement",
    "cnil.organisation.siren": "SIREN et adresse",
    "cnil.organisation.contact": "Personne à contacter",
    "cnil.organisation.dpo": "Délégué à la protection des données (DPO)",
    "cnil.organisation.processors": "Sous-traitants impliqués",
    "cnil.organisation.cross-border": "Personnes d'autres États membres concernées",
    # Dates
    "cnil.section.dates": "2. Dates",
    "cnil.dates.begin": "Début de la violation",
    "cnil.dates.begin.hint": "date, ou période estimée",
    "cnil.dates.end": "Fin de la violation",
    "cnil.dates.end.hint": "date, ou « en cours »",
    "cnil.dates.aware": "Prise de connaissance",
    "cnil.dates.aware.hint": "date et heure : les 72 heures courent de là",
    "cnil.dates.how": "Circonstances de la découverte",
    "cnil.dates.how.hint": "qui a signalé quoi, quand, par quel canal",
    "cnil.dates.scan": "Analyse des fichiers",
    "cnil.dates.data": "Dates de soins dans les données (mois)",
    # Nature
    "cnil.section.nature": "3. Nature de la violation",
    "cnil.nature": "Nature",
    "cnil.loss.confidentiality": "perte de confidentialité",
    "cnil.loss.integrity": "perte d'intégrité",
    "cnil.loss.availability": "perte de disponibilité",
    "cnil.origin": "Origine",
    "cnil.origin.equipment": "équipement perdu ou volé",
    "cnil.origin.paper": "papier perdu, volé ou laissé accessible",
    "cnil.origin.mail": "courrier perdu ou ouvert avant réception",
    "cnil.origin.hacking": "piratage, logiciel malveillant, hameçonnage",
    "cnil.origin.paper-waste": "mise au rebut de documents papier sans destruction",
    "cnil.origin.device-waste": "mise au rebut d'appareils numériques sans effacement",
    "cnil.origin.publication": "publication non volontaire d'informations",
    "cnil.origin.wrong-portal": "données de la mauvaise personne affichées sur un portail",
    "cnil.origin.wrong-recipient": "données envoyées à un mauvais destinataire",
    "cnil.origin.spoken": "informations divulguées de façon verbale",
    "cnil.origin.other": "autre",
    "cnil.cause": "Cause",
    "cnil.cause.internal-malice": "acte interne malveillant",
    "cnil.cause.internal-accident": "acte interne accidentel",
    "cnil.cause.external-malice": "acte externe malveillant",
    "cnil.cause.external-accident": "acte externe accidentel",
    "cnil.cause.unknown": "inconnue",
    "cnil.story": "Récit",
    "cnil.story.hint": "ce qui s'est passé, où les fichiers se trouvaient, qui a pu y accéder",
    # Data
    "cnil.section.data": "4. Données",
    "cnil.data.plain": "Catégories de données",
    "cnil.data.special": "Données sensibles (art. 9)",
    "cnil.data.other": "Autres données",
    "cnil.localisation": "localisation",
    "cnil.inconnues": "données non connues pour le moment",
    "cnil.syndicale": "appartenance syndicale",
    "cnil.biometriques": "biométriques",
    "cnil.edpb-70": "Codes du modèle EDPB, champ 70",
    "cnil.unintelligible": "Données incompréhensibles pour un tiers (champ 57)",
    "cnil.unintelligible.hint": "chiffrées, et clé non compromise ? avec quel procédé ?",
    "message.nir": "numéro de sécurité sociale",
    "message.health": "données de santé",
    "message.genetic": "données génétiques",
    "cnil.unintelligible.no": (
        "non pour ce qui est listé ici : l'analyse l'a lu en clair, sans mot de passe"
    ),
    # Persons
    "cnil.section.persons": "5. Personnes",
    "cnil.persons": "Catégories de personnes",
    "cnil.persons.employees": "employés",
    "cnil.persons.users": "utilisateurs",
    "cnil.persons.members": "adhérents",
    "cnil.persons.students": "étudiants, élèves",
    "cnil.persons.military": "militaires",
    "cnil.persons.customers": "clients, actuels ou potentiels",
    "cnil.persons.patients": "patients",
    "cnil.persons.minors": "mineurs",
    "cnil.minors": "Mineurs",
    "cnil.persons.vulnerable": "personnes vulnérables",
    "cnil.persons.other": "autres",
    "cnil.number": "Nombre approximatif de personnes (champs 67-68)",
    "cnil.bracket": "Tranche de la CNIL",
    "cnil.records": "Nombre approximatif d'enregistrements (champs 72-73)",
    "cnil.minimum": (
        "Tout n'a pas pu être lu : ces nombres et ces catégories sont des minimums (voir 10)."
    ),
    # Consequences
    "cnil.section.consequences": "6. Conséquences probables et gravité",
    "cnil.impact": "Conséquences pour les personnes",
    "cnil.impact.control": "perte de contrôle sur leurs données",
    "cnil.impact.discrimination": "discrimination",
    "cnil.impact.identity-theft": "vol ou usurpation d'identité",
    "cnil.impact.fraud": "fraude, hameçonnage ciblé",
    "cnil.impact.re-identification": "levée non autorisée de la pseudonymisation",
    "cnil.impact.reputation": "atteinte à la réputation",
    "cnil.impact.secrecy": "perte de confidentialité de données couvertes par le secret médical",
    "cnil.impact.other": "autres",
    "cnil.gravity": "Gravité",
    "cnil.gravity.1": "négligeable : quelques désagréments, surmontés sans difficulté",
    "cnil.gravity.2": (
        "limitée : désagréments significatifs, surmontables malgré quelques difficultés"
    ),
    "cnil.gravity.3": (
        "importante : conséquences significatives, surmontables avec des difficultés réelles"
    ),
    "cnil.gravity.4": (
        "maximale : conséquences significatives, voire irrémédiables, peut-être insurmontables"
    ),
    "cnil.edpb-87": "Gravité selon le modèle EDPB, champ 87",
    "cnil.method": "Méthode (champ 90) : ENISA 2013",
    "cnil.gravity.note": (
        "La gravité proposée tient aux données lues ; qui les a eues, les mesures prises et les "
        "personnes vulnérables peuvent l'élever. Un niveau faible ne dispense pas de l'analyse de "
        "l'art. 33."
    ),
    # Measures, information, others
    "cnil.section.measures": "7. Mesures",
    "cnil.measures.before": "Mesures en place avant la violation",
    "cnil.measures.before.hint": "chiffrement, contrôle d'accès, journaux…",
    "cnil.measures.taken": "Mesures prises",
    "cnil.measures.taken.hint": "accès coupé, copies retirées, mots de passe changés…",
    "cnil.measures.planned": "Mesures prévues",
    "cnil.measures.planned.hint": "avec leurs échéances",
    "cnil.section.information": "8. Information des personnes (art. 34)",
    "cnil.information.law": (
        "Si le risque pour les personnes est élevé, elles doivent être informées dans les "
        "meilleurs délais, sauf données incompréhensibles pour des tiers (a), mesures ultérieures "
        "qui écartent le risque élevé (b), ou effort disproportionné, auquel cas une communication "
        "publique la remplace (c)."
    ),
    "cnil.information": "Les personnes",
    "cnil.information.done": "ont été informées (date, moyen, nombre)",
    "cnil.information.planned": "vont être informées (date, moyen, nombre)",
    "cnil.information.public": "sont informées par une communication publique",
    "cnil.information.not-yet": "ne sont pas informées à ce stade (motif à justifier)",
    "cnil.message": "Message aux personnes, à adapter",
    "cnil.message.greeting": (
        "Madame, Monsieur, nous vous devons une information importante : des données qui vous "
        "concernent ont été exposées."
    ),
    "cnil.message.what": "Ce qui s'est passé",
    "cnil.message.what.hint": "en mots simples, avec les dates",
    "cnil.message.data": "Données concernées",
    "cnil.message.consequences": (
        "Ces données peuvent servir à vous tromper ou à vous nuire. Nous vous conseillons :"
    ),
    "cnil.message.advice.password": (
        "de changer votre mot de passe ici et partout où vous l'utilisez ;"
    ),
    "cnil.message.advice.nir": (
        "de surveiller vos remboursements sur votre compte ameli et de signaler ce que vous ne "
        "reconnaissez pas ; votre numéro de sécurité sociale ne se change pas ;"
    ),
    "cnil.message.advice.bank": "de prévenir votre banque et de surveiller vos comptes ;",
    "cnil.message.advice.phishing": (
        "de vous méfier des appels, SMS et courriels qui parlent de votre santé ou de vos "
        "remboursements : ni votre laboratoire ni l'assurance maladie ne demandent un mot de passe "
        "ou un numéro de carte ;"
    ),
    "cnil.message.advice.health": (
        "de nous signaler, ou de signaler à la police, tout chantage ou divulgation portant sur "
        "votre santé."
    ),
    "cnil.message.done": "Ce que nous avons fait",
    "cnil.message.done.hint": "mesures prises, plainte, notification à la CNIL",
    "cnil.message.ask": "Pour toute question",
    "cnil.message.ask.hint": "DPO, téléphone, courriel",
    "cnil.message.rights": (
        "Vous pouvez adresser une plainte à la CNIL et trouver de l'aide auprès du service public "
        "Cybermalveillance."
    ),
    "cnil.section.others": "9. Autres obligations",
    "cnil.others.cert-sante": (
        "Établissements de santé, laboratoires de biologie médicale, centres de radiothérapie, "
        "établissements médico-sociaux : signaler aussi sans délai l'incident au CERT Santé, sur "
        "le portail de signalement (art. L1111-8-2 du code de la santé publique)."
    ),
    "cnil.others.processor": (
        "Sous-traitant : prévenir le responsable de traitement dans les meilleurs délais "
        "(art. 33-2). Responsable : exiger de lui les éléments ci-dessus."
    ),
    "cnil.others.complaint": (
        "Envisager une plainte (accès frauduleux, art. 323-1 et suivants du code pénal), et "
        "prévenir l'assureur."
    ),
    "cnil.others.register": (
        "Inscrire la violation, ses effets et les mesures au registre interne (art. 33-5), "
        "notifiée ou non."
    ),
    "cnil.others.who": "Autres autorités ou organismes prévenus",
    "cnil.section.evidence": "10. Éléments de preuve de l'analyse",
}

"""English texts of the draft of a notification to the CNIL; the form itself is in French.

Source: CNIL's online form and open data (lists); CNIL PIA knowledge bases (the four levels);
GDPR 33, 34; French public health code L1111-8-2.
"""

CNIL_ENGLISH: dict[str, str] = {
    "cnil.title": "Draft notification of a personal data breach to the CNIL",
    "cnil.draft": (
        "DRAFT, to be checked, completed and approved by the controller and its DPO. It does not "
        "say whether to notify and does not replace the CNIL's online form."
    ),
    "cnil.how": (
        "What is ticked or filled in comes from scanning the files. What a scan cannot know is "
        "marked “[{fill}]”."
    ),
    "cnil.deadline": (
        "Time limit: 72 hours from when the breach became known, unless it is unlikely to result "
        "in a risk (art. 33(1)). A first notification can be completed later (33(4)). In any case "
        "document the breach (33(5))."
    ),
    "cnil.fill": "TO BE FILLED IN",
    "cnil.proposed": "proposed, to be confirmed",
    "cnil.type": "Kind of notification",
    "cnil.type.first": "first",
    "cnil.type.more": "additional (quote the number of the first one)",
    # Organisation
    "cnil.section.organisation": "1. Organisation",
    "cnil.organisation.name": "Controller",
    "cnil.organisation.siren": "SIREN and address",
    "cnil.organisation.contact": "Contact",
    "cnil.organisation.dpo": "Data protection officer (DPO)",
    "cnil.organisation.processors": "Processors involved",
    "cnil.organisation.cross-border": "People in other member states concerned",
    # Dates
    "cnil.section.dates": "2. Dates",
    "cnil.dates.begin": "Start of the breach",
    "cnil.dates.begin.hint": "date, or estimated period",
    "cnil.dates.end": "End of the breach",
    "cnil.dates.end.hint": "date, or “going on”",
    "cnil.dates.aware": "Became known",
    "cnil.dates.aware.hint": "date and time: the 72 hours start then",
    "cnil.dates.how": "How it was discovered",
    "cnil.dates.how.hint": "who reported what, when, how",
    "cnil.dates.scan": "Scan of the files",
    "cnil.dates.data": "Dates of care in the data (months)",
    # Nature
    "cnil.section.nature": "3. Nature of the breach",
    "cnil.nature": "Nature",
    "cnil.loss.confidentiality": "loss of confidentiality",
    "cnil.loss.integrity": "loss of integrity",
    "cnil.loss.availability": "loss of availability",
    "cnil.origin": "Origin",
    "cnil.origin.equipment": "equipment lost or stolen",
    "cnil.origin.paper": "paper lost, stolen or left accessible",
    "cnil.origin.mail": "mail lost or opened before receipt",
    "cnil.origin.hacking": "hacking, malware, phishing",
    "cnil.origin.paper-waste": "paper discarded without destruction",
    "cnil.origin.device-waste": "devices discarded without erasure",
    "cnil.origin.publication": "unintended publication",
    "cnil.origin.wrong-portal": "data of the wrong person shown on a portal",
    "cnil.origin.wrong-recipient": "data sent to a wrong recipient",
    "cnil.origin.spoken": "spoken disclosure",
    "cnil.origin.other": "other",
    "cnil.cause": "Cause",
    "cnil.cause.internal-malice": "internal, malicious",
    "cnil.cause.internal-accident": "internal, accidental",
    "cnil.cause.external-malice": "external, malicious",
    "cnil.cause.external-accident": "external, accidental",
    "cnil.cause.unknown": "unknown",
    "cnil.story": "What happened",
    "cnil.story.hint": "what happened, where the files were, who could reach them",
    # Data
    "cnil.section.data": "4. Data",
    "cnil.data.plain": "Categories of data",
    "cnil.data.special": "Special categories (art. 9)",
    "cnil.data.other": "Other data",
    "cnil.localisation": "location",
    "cnil.inconnues": "not known yet",
    "cnil.syndicale": "trade union membership",
    "cnil.biometriques": "biometric",
    "cnil.edpb-70": "Codes of the EDPB template, field 70",
    "cnil.unintelligible": "Data unintelligible to third parties (field 57)",
    "cnil.unintelligible.hint": "encrypted, and the key not compromised? by which method?",
    "message.nir": "social security number (NIR)",
    "message.health": "health data",
    "message.genetic": "genetic data",
    "cnil.unintelligible.no": (
        "no for what is listed here: the scan read it in clear, without a password"
    ),
    # Persons
    "cnil.section.persons": "5. Data subjects",
    "cnil.persons": "Categories of persons",
    "cnil.persons.employees": "employees",
    "cnil.persons.users": "users",
    "cnil.persons.members": "members",
    "cnil.persons.students": "students, pupils",
    "cnil.persons.military": "military",
    "cnil.persons.customers": "customers, present or prospective",
    "cnil.persons.patients": "patients",
    "cnil.persons.minors": "minors",
    "cnil.minors": "Minors",
    "cnil.persons.vulnerable": "vulnerable people",
    "cnil.persons.other": "others",
    "cnil.number": "Approximate number of data subjects (fields 67-68)",
    "cnil.bracket": "CNIL bracket",
    "cnil.records": "Approximate number of records (fields 72-73)",
    "cnil.minimum": (
        "Not everything could be read: these numbers and categories are minimums (see 10)."
    ),
    # Consequences
    "cnil.section.consequences": "6. Likely consequences and gravity",
    "cnil.impact": "Consequences for the data subjects",
    "cnil.impact.control": "loss of control over their data",
    "cnil.impact.discrimination": "discrimination",
    "cnil.impact.identity-theft": "identity theft",
    "cnil.impact.fraud": "fraud, targeted phishing",
    "cnil.impact.re-identification": "unauthorised reversal of pseudonymisation",
    "cnil.impact.reputation": "damage to reputation",
    "cnil.impact.secrecy": "loss of confidentiality of data under medical secrecy",
    "cnil.impact.other": "others",
    "cnil.gravity": "Gravity",
    "cnil.gravity.1": "negligible: a few inconveniences, overcome without difficulty",
    "cnil.gravity.2": "limited: significant inconveniences, overcome despite a few difficulties",
    "cnil.gravity.3": "important: significant consequences, overcome with real difficulties",
    "cnil.gravity.4": (
        "maximal: significant, even irremediable consequences, perhaps not to be overcome"
    ),
    "cnil.edpb-87": "Severity in the EDPB template, field 87",
    "cnil.method": "Method (field 90): ENISA 2013",
    "cnil.gravity.note": (
        "The gravity proposed rests on the data read; who got it, the measures taken and "
        "vulnerable people may raise it. A low level does not replace the assessment under "
        "art. 33."
    ),
    # Measures, information, others
    "cnil.section.measures": "7. Measures",
    "cnil.measures.before": "Measures in place before the breach",
    "cnil.measures.before.hint": "encryption, access control, logs…",
    "cnil.measures.taken": "Measures taken",
    "cnil.measures.taken.hint": "access cut, copies withdrawn, passwords changed…",
    "cnil.measures.planned": "Measures planned",
    "cnil.measures.planned.hint": "with their dates",
    "cnil.section.information": "8. Informing the data subjects (art. 34)",
    "cnil.information.law": (
        "If the risk to them is high, data subjects must be informed without undue delay, unless "
        "the data is unintelligible to third parties (a), later measures remove the high risk "
        "(b), or it takes disproportionate effort, in which case a public communication replaces "
        "it (c)."
    ),
    "cnil.information": "The data subjects",
    "cnil.information.done": "have been informed (date, means, number)",
    "cnil.information.planned": "will be informed (date, means, number)",
    "cnil.information.public": "are informed by a public communication",
    "cnil.information.not-yet": "are not informed at this stage (reason to be given)",
    "cnil.message": "Message to the data subjects, to be adapted",
    "cnil.message.greeting": (
        "Dear Sir or Madam, we have to tell you that data about you has been exposed."
    ),
    "cnil.message.what": "What happened",
    "cnil.message.what.hint": "in plain words, with the dates",
    "cnil.message.data": "Data concerned",
    "cnil.message.consequences": "This data can be used to deceive or harm you. We advise you:",
    "cnil.message.advice.password": ("to change your password here and wherever else you use it;"),
    "cnil.message.advice.nir": (
        "to watch your reimbursements on your ameli account and to report what you do not "
        "recognise; a social security number cannot be changed;"
    ),
    "cnil.message.advice.bank": "to tell your bank and to watch your accounts;",
    "cnil.message.advice.phishing": (
        "to distrust calls and messages about your health or reimbursements: neither your "
        "laboratory nor the health insurance asks for a password or a card number;"
    ),
    "cnil.message.advice.health": (
        "to report to us, or to the police, any blackmail or disclosure about your health."
    ),
    "cnil.message.done": "What we have done",
    "cnil.message.done.hint": "measures taken, complaint, notification to the CNIL",
    "cnil.message.ask": "For any question",
    "cnil.message.ask.hint": "DPO, telephone, e-mail",
    "cnil.message.rights": (
        "You can complain to the CNIL, and find help from the public service Cybermalveillance."
    ),
    "cnil.section.others": "9. Other duties",
    "cnil.others.cert-sante": (
        "Hospitals, medical laboratories, radiotherapy centres, medico-social establishments "
        "(France): also report the incident without delay to CERT Santé, on its portal "
        "(art. L1111-8-2 of the public health code)."
    ),
    "cnil.others.processor": (
        "Processor: tell the controller without undue delay (art. 33(2)). Controller: require the "
        "above from it."
    ),
    "cnil.others.complaint": (
        "Consider a complaint (unlawful access, art. 323-1 and following of the criminal code), "
        "and tell the insurer."
    ),
    "cnil.others.register": (
        "Enter the breach, its effects and the measures in the internal register (33(5)), notified "
        "or not."
    ),
    "cnil.others.who": "Other authorities or bodies told",
    "cnil.section.evidence": "10. Evidence of the scan",
}

"""Sentences of the derivation of a severity, line by line."""

EXPLAIN_ENGLISH: dict[str, str] = {
    "explain.title": "{name}: severity {band}",
    "explain.whole": "The scan as a whole",
    "explain.score": "1. How the severity comes about",
    "explain.kind": "{records}: {formula}",
    "explain.dpc": "DPC {dpc}: {why}.",
    "explain.ei": "EI {ei}: the record holds {who}, which together identify a person.",
    "explain.health-context": (
        "The columns are those of a laboratory or hospital, so being in the file already says "
        "something about health (DPC 3 at least)."
    ),
    "explain.linked.one": (
        "No record holds both sides: {n} record number stands beside an identity in one table "
        "and beside health data in another, which joins them."
    ),
    "explain.linked.many": (
        "No record holds both sides: {n} record numbers stand beside an identity in one "
        "table and beside health data in another, which joins them."
    ),
    "explain.holds": "These records hold: {categories}.",
    "explain.tier.structural": "Established: one such record proven by key or structure suffices.",
    "explain.tier.contextual": (
        "Established by context: three clues (records, or distinct medical concepts) agree on it."
    ),
    "explain.tier.lexical": "Not established: words alone, without what would support them.",
    "explain.none": "No record points to a person, so the severity is 0.",
    "explain.presumed": "Counting weak evidence too it would be SE {se} ({band}): to be checked.",
    "explain.certain": "Counting weak evidence too changes nothing.",
    "explain.partly": "Not read in full: {reasons}. What is said here is a minimum.",
    "explain.evidence": "2. What was found, and why it is believed",
    "explain.finding": "{name}: {count} in {records}",
    "explain.where.one": "in {fields}; line {lines}",
    "explain.where.many": "in {fields}; lines {lines}",
    "explain.fields": "in {fields}",
    "explain.stronger": "Stronger with: {ways}.",
    "explain.change": "3. What would change the severity",
    "explain.without": "without {category}: SE {se} ({band})",
    "explain.without.none": "Leaving out any one kind of data would change nothing.",
    "explain.with": "If {condition}: up to SE {se} ({band}).",
    "explain.with.cb": "it is public and malice is declared",
    "explain.policy": "Policy {policy} {digest}; rules {rules}.",
    "explain.all-identity": "everything that identifies directly",
    "explain.all-sensitive": "everything about health and other sensitive data",
    "why.key": "the control key is right, which chance gives once in 97",
    "why.coherence": (
        "its year and month are those of the birth date in its row, its sex that of the row"
    ),
    "why.column": "it stands in a column, element or segment that is for it",
    "why.votes": "most values of a column without a known name have its form",
    "why.statement": "a clear statement in the record of a person with a validated number",
    "why.context": "a label, neighbouring words or a strong identifier in its record support it",
    "why.word": "a word alone, with nothing that supports it",
    "why.spelling": "in part by words with a typing error, spelling corrected by a letter",
    "stronger.key": "a right control key",
    "stronger.column": "a column or element named for it",
    "stronger.label": "a label before it",
    "stronger.person": "somebody identified in the same record",
    "stronger.three": "three clues that agree (records, or distinct concepts), which establish it",
}

EXPLAIN_FRENCH: dict[str, str] = {
    "explain.title": "{name} : gravité {band}",
    "explain.whole": "L'ensemble de l'analyse",
    "explain.score": "1. D'où vient la gravité",
    "explain.kind": "{records} : {formula}",
    "explain.dpc": "DPC {dpc} : {why}.",
    "explain.ei": "EI {ei} : l'enregistrement contient {who}, ce qui désigne une personne.",
    "explain.health-context": (
        "Les colonnes sont celles d'un laboratoire ou d'un hôpital : figurer dans le fichier dit "
        "déjà quelque chose de la santé (DPC 3 au moins)."
    ),
    "explain.linked.one": (
        "Aucun enregistrement ne porte les deux côtés : {n} numéro de dossier figure à côté "
        "d'une identité dans une table et de données de santé dans une autre, ce qui les relie."
    ),
    "explain.linked.many": (
        "Aucun enregistrement ne porte les deux côtés : {n} numéros de dossier figurent à "
        "côté d'une identité dans une table et de données de santé dans une autre, ce qui les "
        "relie."
    ),
    "explain.holds": "Ces enregistrements contiennent : {categories}.",
    "explain.tier.structural": (
        "Établi : un seul enregistrement prouvé par une clé ou par la structure suffit."
    ),
    "explain.tier.contextual": (
        "Établi par le contexte : trois indices (enregistrements, ou notions médicales distinctes) "
        "concordent."
    ),
    "explain.tier.lexical": "Non établi : des mots seuls, sans ce qui les appuierait.",
    "explain.none": "Aucun enregistrement ne désigne une personne : la gravité est 0.",
    "explain.presumed": (
        "En comptant aussi les simples indices, ce serait SE {se} ({band}) : à vérifier."
    ),
    "explain.certain": "Compter aussi les simples indices n'y change rien.",
    "explain.partly": "Lecture incomplète : {reasons}. Ce qui est dit ici est un minimum.",
    "explain.evidence": "2. Ce qui a été trouvé, et pourquoi le croire",
    "explain.finding": "{name} : {count} dans {records}",
    "explain.where.one": "dans {fields} ; ligne {lines}",
    "explain.where.many": "dans {fields} ; lignes {lines}",
    "explain.fields": "dans {fields}",
    "explain.stronger": "Plus solide avec : {ways}.",
    "explain.change": "3. Ce qui changerait la gravité",
    "explain.without": "sans {category} : SE {se} ({band})",
    "explain.without.none": "Retirer une seule sorte de données n'y changerait rien.",
    "explain.with": "Si {condition} : jusqu'à SE {se} ({band}).",
    "explain.with.cb": "c'est publié et la malveillance déclarée",
    "explain.policy": "Politique {policy} {digest} ; règles {rules}.",
    "explain.all-identity": "tout ce qui identifie directement",
    "explain.all-sensitive": "tout ce qui touche à la santé et aux autres données sensibles",
    "why.key": "la clé de contrôle est juste, ce que le hasard donne une fois sur 97",
    "why.coherence": (
        "son année et son mois sont ceux de la naissance de la ligne, son sexe celui de la ligne"
    ),
    "why.column": "il se trouve dans une colonne, un élément ou un segment prévu pour cela",
    "why.votes": "la plupart des valeurs d'une colonne sans nom connu en ont la forme",
    "why.statement": ("un énoncé clair dans l'enregistrement d'une personne au numéro validé"),
    "why.context": (
        "un libellé, les mots voisins ou un identifiant fort du même enregistrement l'appuient"
    ),
    "why.word": "un mot seul, que rien n'appuie",
    "why.spelling": "en partie des mots mal orthographiés, à une lettre près",
    "stronger.key": "une clé de contrôle juste",
    "stronger.column": "une colonne ou un élément à son nom",
    "stronger.label": "un libellé devant",
    "stronger.person": "quelqu'un d'identifié dans le même enregistrement",
    "stronger.three": (
        "trois indices concordants (enregistrements, ou notions distinctes), qui l'établissent"
    ),
}

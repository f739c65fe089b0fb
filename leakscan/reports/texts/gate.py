"""Sentences of the gate: what failed, why, what to do; and of the lists that code hosts take."""

GATE_ENGLISH: dict[str, str] = {
    "gate.passed": "passed: {files}, nothing at or above the limits.",
    "gate.open": "{files}, no severity is refused (--fail-on), no other limit exceeded.",
    "gate.failed.one": "FAILED: {n} limit exceeded.",
    "gate.failed.many": "FAILED: {n} limits exceeded.",
    "gate.incomplete": "INCOMPLETE: something could not be examined, and --strict is on.",
    "gate.nothing": "NOTHING SCANNED: no byte could be read.",
    "gate.interrupted": "INTERRUPTED: only what was finished counts.",
    "gate.whole": "the scan as a whole",
    "gate.band": "severity {value}; too much from {limit} up",
    "gate.people": "{value}, and the limit is {limit}",
    "gate.count": "{name}: {value}, and the limit is {limit}",
    "gate.holds": "{found}; from line {line}",
    "gate.more": "… and {n} more",
    "gate.unread": "not read: {path}: {reasons}",
    "gate.known": "baseline: {known} known, {expired} expired, {vanished} no longer there.",
    "gate.allowed": "allowed: {findings} ({reason}).",
    "gate.findings.one": "{n} finding",
    "gate.findings.many": "{n} findings",
    "gate.known.update": "`leakscan baseline update` takes what is no longer there out.",
    "gate.next": "What to do",
    "gate.next.path": "PATH",
    "gate.next.look": "see where and why:          leakscan scan {path}",
    "gate.next.redact": "take the values out:        leakscan redact {path} -o OUT",
    "gate.next.accept": "accept knowingly:           leakscan baseline {verb} PATH…",
    "gate.next.unread": "accept what is not read:    --no-strict, or --exclude GLOB",
    "issue.text": (
        "{name}: {count} in {records} ({evidence}). This file: severity {band}, {persons}."
    ),
    "issue.help": (
        "{name}: leakscan found it beside what identifies a person, so the file "
        "holds personal data.\n\nWhat to do: remove the data from the repository and its "
        "history, or replace it (`leakscan redact FILE -o OUT`); if it is fictitious or meant "
        "to be here, accept it knowingly with a reason (`leakscan baseline --help`). What "
        "is looked for: `leakscan rules show {rule}`.\n\nIf these are real people, this may be "
        "a breach: tell the DPO (GDPR 33)."
    ),
    "issue.full": "{name}, category {category}; severity is that of the file (ENISA 2013).",
    "issue.left-out": "Issues of lower severity that are left out: {n}; see --format json.",
    "issue.unread": "Not fully examined: {reasons}.",
    "issue.solution": (
        "Remove the data or replace it with `leakscan redact`; or accept it knowingly in the "
        "baseline."
    ),
}

GATE_FRENCH: dict[str, str] = {
    "gate.passed": "réussi : {files}, rien n'atteint les limites.",
    "gate.open": "{files}, aucune gravité n'est refusée (--fail-on), aucune autre limite dépassée.",
    "gate.failed.one": "ÉCHEC : {n} limite dépassée.",
    "gate.failed.many": "ÉCHEC : {n} limites dépassées.",
    "gate.incomplete": "INCOMPLET : tout n'a pas pu être lu, et --strict est actif.",
    "gate.nothing": "RIEN N'A ÉTÉ LU : aucun octet n'a pu être examiné.",
    "gate.interrupted": "INTERROMPU : seul compte ce qui était terminé.",
    "gate.whole": "l'ensemble",
    "gate.band": "gravité {value} ; refusé à partir de {limit}",
    "gate.people": "{value}, la limite est {limit}",
    "gate.count": "{name} : {value}, la limite est {limit}",
    "gate.holds": "{found} ; dès la ligne {line}",
    "gate.more": "… et {n} de plus",
    "gate.unread": "non lu : {path} : {reasons}",
    "gate.known": "référence : connus {known}, expirés {expired}, disparus {vanished}.",
    "gate.allowed": "admis : {findings} ({reason}).",
    "gate.findings.one": "{n} occurrence",
    "gate.findings.many": "{n} occurrences",
    "gate.known.update": "`leakscan baseline update` retire ce qui a disparu.",
    "gate.next": "Que faire",
    "gate.next.path": "CHEMIN",
    "gate.next.look": "voir où et pourquoi :       leakscan scan {path}",
    "gate.next.redact": "retirer les valeurs :       leakscan redact {path} -o SORTIE",
    "gate.next.accept": "accepter sciemment :        leakscan baseline {verb} CHEMIN…",
    "gate.next.unread": "accepter le non-lu :        --no-strict, ou --exclude MOTIF",
    "issue.text": (
        "{name} : {count} dans {records} ({evidence}). Ce fichier : gravité {band}, {persons}."
    ),
    "issue.help": (
        "{name} : leakscan l'a trouvé à côté de ce qui identifie une personne : le "
        "fichier contient des données personnelles.\n\nQue faire : retirer les données du dépôt "
        "et de son historique, ou les remplacer (`leakscan redact FICHIER -o SORTIE`) ; si elles "
        "sont fictives ou voulues ici, les accepter avec un motif (`leakscan baseline "
        "--help`). Ce qui est cherché : `leakscan rules show {rule}`.\n\nSi ces personnes sont "
        "réelles, il peut s'agir d'une violation : prévenir le DPO (RGPD 33)."
    ),
    "issue.full": "{name}, catégorie {category} ; la gravité est celle du fichier (ENISA 2013).",
    "issue.left-out": "De gravité moindre, omis ici : {n} ; voir --format json.",
    "issue.unread": "Incomplètement lu : {reasons}.",
    "issue.solution": (
        "Retirer les données ou les remplacer avec `leakscan redact` ; ou les accepter dans la "
        "référence."
    ),
}

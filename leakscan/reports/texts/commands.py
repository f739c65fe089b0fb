"""What commands say beside reports: of copies, baselines, scans, in French and English."""

COMMANDS_ENGLISH: dict[str, str] = {
    # Of scans
    "scan.nothing": "nothing was scanned: no source held a byte that could be read",
    "scan.no-match": "nothing was scanned: no file matched: --include and --exclude leave none",
    "scan.no-source": (
        "nothing was scanned: no file matched: there is nothing to scan in what was named"
    ),
    "scan.incomplete": "incomplete: see what was not read in the report",
    "scan.interrupted": "interrupted: the report holds what was finished",
    "scan.speed": "{files}, {size} in {seconds} s ({rate} MB/s), engine {engine}, jobs {jobs}",
    "scan.allow.expired": "allow ({reason}): expired on {day}, so it lets nothing pass",
    "scan.summary": "the job summary cannot be written ({why})",
    # Of copies
    "redact.replaced.one": "{n} value replaced",
    "redact.replaced.many": "{n} values replaced",
    "redact.of-rules": "{text}: {rules}",
    "redact.pictures.one": "{n} picture copied as it is",
    "redact.pictures.many": "{n} pictures copied as they are",
    "redact.dropped.one": "column dropped: {names}",
    "redact.dropped.many": "columns dropped: {names}",
    "redact.copied.one": "{n} file copied",
    "redact.copied.many": "{n} files copied",
    "redact.all": "{copied}, {n} not copied",
    "redact.refused": "not redacted and not copied: {why}",
    "redact.gap": "not fully read: {why}",
    "redact.members.one": "{n} encoded part (base64...) was copied as it is",
    "redact.members.many": "{n} encoded parts (base64...) were copied as they are",
    "redact.unverified": "the copy was not fully verified: {why}",
    "redact.verified": "the copy was scanned: severity {band}",
    "redact.left": "something is left in the copy: {rules}",
    # Of baselines
    "baseline.entries.one": "{n} entry",
    "baseline.entries.many": "{n} entries",
    "baseline.accepted.one": "{n} entry accepted",
    "baseline.accepted.many": "{n} entries accepted",
    "baseline.merge": "for merges without conflicts: echo '{file} merge=union' >> .gitattributes",
    "baseline.updated": "{added}, {removed}, {changed}, {all} in all",
    "baseline.added.one": "{n} new",
    "baseline.added.many": "{n} new",
    "baseline.removed.one": "{n} gone",
    "baseline.removed.many": "{n} gone",
    "baseline.changed.one": "{n} changed",
    "baseline.changed.many": "{n} changed",
    "baseline.expired.one": "{n} entry has expired: update with --renew to accept it again",
    "baseline.expired.many": "{n} entries have expired: update with --renew to accept them again",
    "baseline.unread.one": "{n} file was not fully read: `leakscan scan` says which and why",
    "baseline.unread.many": "{n} files were not fully read: `leakscan scan` says which and why",
    "baseline.list.new": "new: {n}",
    "baseline.list.more": "more than accepted: {n}",
    "baseline.list.expired": "expired: {n}",
    "baseline.list.gone": "gone: {n}",
    "baseline.entry": "{path}: {rule} x {n}",
    "baseline.entry.accepted": "{entry} ({who})",
    "baseline.beyond": "... and {n} more",
    "baseline.all": "accepted: {entries}",
    "baseline.who": "{n}: {author}, {reason}, {until}",
    "baseline.until": "until {day}",
    "baseline.until.never": "without expiry",
    "baseline.key": """\
{path}: written.
It is a secret: whoever has it can test whether a person is in a baseline made with it.
  keep it      out of the repository (a password manager, a vault); back it up: without it a
               baseline must be made again
  use it       leakscan check . --baseline {baseline} --key-file {path}
  GitHub       gh secret set LEAKSCAN_KEY < {path}
  GitLab       Settings > CI/CD > Variables: LEAKSCAN_KEY_FILE, type File, protected
  end of use   delete it, and every baseline made with it says nothing any more""",
    # Of keys, configurations and demos
    "key.readable": "--key-file: other users can read the key (chmod 600)",
    "config.unused": (
        "{file} lies in the scanned folder and was not used (--config {file} uses it, "
        "--no-config silences this)"
    ),
    "demo.harmless": "(harmless)",
    "demo.persons.one": "{n} fictitious person",
    "demo.persons.many": "{n} fictitious persons",
    "demo.written": "{persons}. Try: leakscan scan {folder}",
    "rule.category": "category",
    "rule.stigmatising": "stigmatising",
    "rule.level": "health level",
    "rule.evidence": "evidence",
    "rule.longest": "longest match",
    "rule.bytes": "{n} bytes",
    "rule.file": "file",
    "rule.key": "check key",
    "rule.columns": "columns",
    "rule.labels": "labels",
    "rule.veto": "not near",
    "rule.keywords": "keywords",
    "rule.exactly": "written exactly so",
    "rule.pattern": "pattern",
    "rule.near": "within {n} bytes of",
    "rule.far": "not within {n} bytes of",
    "rule.finds": "finds",
    "rule.leaves": "leaves",
    "rule.reference": "reference",
    "rules.checked.one": "{n} rule checked",
    "rules.checked.many": "{n} rules checked",
    "rules.problems.one": "{n} problem",
    "rules.problems.many": "{n} problems",
}

COMMANDS_FRENCH: dict[str, str] = {
    # Des analyses
    "scan.nothing": "rien n'a été analysé : aucune source n'a un octet qui puisse être lu",
    "scan.no-match": ("rien n'a été analysé : --include et --exclude ne laissent aucun fichier"),
    "scan.no-source": "rien n'a été analysé : il n'y a aucun fichier dans ce qui est indiqué",
    "scan.incomplete": "incomplet : le rapport dit ce qui n'a pas été lu",
    "scan.interrupted": "interrompu : le rapport contient ce qui était terminé",
    "scan.speed": (
        "{files}, {size} en {seconds} s ({rate} Mo/s), moteur {engine}, processus {jobs}"
    ),
    "scan.allow.expired": "allow ({reason}) : expiré le {day}, ne laisse donc rien passer",
    "scan.summary": "le résumé du job n'a pas pu être écrit ({why})",
    # Des copies
    "redact.replaced.one": "{n} valeur remplacée",
    "redact.replaced.many": "{n} valeurs remplacées",
    "redact.of-rules": "{text} : {rules}",
    "redact.pictures.one": "{n} image copiée telle quelle",
    "redact.pictures.many": "{n} images copiées telles quelles",
    "redact.dropped.one": "colonne retirée : {names}",
    "redact.dropped.many": "colonnes retirées : {names}",
    "redact.copied.one": "{n} fichier copié",
    "redact.copied.many": "{n} fichiers copiés",
    "redact.all": "{copied}, non copié : {n}",
    "redact.refused": "ni expurgé ni copié : {why}",
    "redact.gap": "lu en partie seulement : {why}",
    "redact.members.one": "{n} partie codée (base64...) a été copiée telle quelle",
    "redact.members.many": "{n} parties codées (base64...) ont été copiées telles quelles",
    "redact.unverified": "la copie n'a pas pu être vérifiée en entier : {why}",
    "redact.verified": "la copie a été analysée : gravité {band}",
    "redact.left": "il reste quelque chose dans la copie : {rules}",
    # Des références
    "baseline.entries.one": "{n} entrée",
    "baseline.entries.many": "{n} entrées",
    "baseline.accepted.one": "{n} entrée acceptée",
    "baseline.accepted.many": "{n} entrées acceptées",
    "baseline.merge": ("pour fusionner sans conflit : echo '{file} merge=union' >> .gitattributes"),
    "baseline.updated": "{added}, {removed}, {changed}, {all} en tout",
    "baseline.added.one": "{n} nouvelle",
    "baseline.added.many": "{n} nouvelles",
    "baseline.removed.one": "{n} disparue",
    "baseline.removed.many": "{n} disparues",
    "baseline.changed.one": "{n} modifiée",
    "baseline.changed.many": "{n} modifiées",
    "baseline.expired.one": "{n} entrée a expiré : update --renew l'accepte à nouveau",
    "baseline.expired.many": "{n} entrées ont expiré : update --renew les accepte à nouveau",
    "baseline.unread.one": (
        "{n} fichier n'a pas été lu en entier : `leakscan scan` dit lequel et pourquoi"
    ),
    "baseline.unread.many": (
        "{n} fichiers n'ont pas été lus en entier : `leakscan scan` dit lesquels et pourquoi"
    ),
    "baseline.list.new": "nouveau : {n}",
    "baseline.list.more": "plus que ce qui est accepté : {n}",
    "baseline.list.expired": "expiré : {n}",
    "baseline.list.gone": "disparu : {n}",
    "baseline.entry": "{path} : {rule} x {n}",
    "baseline.entry.accepted": "{entry} ({who})",
    "baseline.beyond": "... et {n} de plus",
    "baseline.all": "accepté : {entries}",
    "baseline.who": "{n} : {author}, {reason}, {until}",
    "baseline.until": "jusqu'au {day}",
    "baseline.until.never": "sans expiration",
    "baseline.key": """\
{path} : écrit.
C'est un secret : qui l'a peut vérifier si une personne figure dans une de ses références.
  la garder    hors du dépôt (gestionnaire de mots de passe, coffre), avec une sauvegarde : sans
               elle, la référence est à refaire
  l'employer   leakscan check . --baseline {baseline} --key-file {path}
  GitHub       gh secret set LEAKSCAN_KEY < {path}
  GitLab       Settings > CI/CD > Variables : LEAKSCAN_KEY_FILE, type File, protected
  à la fin     la détruire : les références faites avec elle ne disent alors plus rien""",
    # Des clés, des configurations et des démonstrations
    "key.readable": "--key-file : d'autres utilisateurs peuvent lire la clé (chmod 600)",
    "config.unused": (
        "{file} est dans le dossier analysé et n'a pas été utilisé (--config {file} l'utilise, "
        "--no-config tait ce message)"
    ),
    "demo.harmless": "(sans danger)",
    "demo.persons.one": "{n} personne fictive",
    "demo.persons.many": "{n} personnes fictives",
    "demo.written": "{persons}. À essayer : leakscan scan {folder}",
    "rule.category": "catégorie",
    "rule.stigmatising": "stigmatisante",
    "rule.level": "niveau de santé",
    "rule.evidence": "preuve",
    "rule.longest": "le plus long",
    "rule.bytes": "{n} octets",
    "rule.file": "fichier",
    "rule.key": "clé de contrôle",
    "rule.columns": "colonnes",
    "rule.labels": "libellés",
    "rule.veto": "pas près de",
    "rule.keywords": "mots-clés",
    "rule.exactly": "écrits exactement ainsi",
    "rule.pattern": "motif",
    "rule.near": "à moins de {n} octets de",
    "rule.far": "à plus de {n} octets de",
    "rule.finds": "trouve",
    "rule.leaves": "laisse",
    "rule.reference": "source",
    "rules.checked.one": "{n} règle vérifiée",
    "rules.checked.many": "{n} règles vérifiées",
    "rules.problems.one": "{n} problème",
    "rules.problems.many": "{n} problèmes",
}

"""French words that say how a statement is meant: denied, of a relative, supposed, asked for.

After the lists of edsnlp (BSD-3) and ConText (Harkema et al., J Biomed Inform 2009), with what
French notes hold besides. Each class has one sign, from which `assertion` makes its patterns;
phrases win over the words they are made of.
"""

from leakscan.detectors.folding import ARROW, TICKED, UNTICKED

ANY, NUMBER, STOP, NOTHING = "w", "0", ".", "_"
"""Any other word, a number, the end of a sentence, and what is to be left out."""
LEADS = "L"
"""An arrow: a colon, but what is said of a relative ends at it."""
STOPPED, CEASED, CEASING, EXCHANGED, REFUSED, NOT_DONE = "#", "1", "&", "~", "%", ";"
"""What drugs are denied by: each but an ordinary word, or of another class, to other terms."""
RELAYED, INSTEAD, HALTED = "4", "6", "8"
"""What another drug is given in place of: it denies the one behind it."""
MINE, MY_MAN = "7", "9"
"""Relatives of whoever writes: of them is what "il" and "elle" behind them takes."""
ELSEWHERE = str.maketrans(
    {
        STOPPED: ANY,
        CEASED: "y",
        CEASING: "y",
        EXCHANGED: ANY,
        RELAYED: ANY,
        INSTEAD: ANY,
        HALTED: "y",
        MINE: "pF",
        MY_MAN: "pf",
        REFUSED: "D",
        NOT_DONE: "I",
    }
)
"""The sign of these to other terms."""
LATER = "'"
"""Of a test that it is still to be done: "dans 3 semaines", "délivré"."""
NORMAL = "2"
"""Of a serology that nothing was found."""
REASSURING = "5"
"""The same, but a hormone that is so is there."""
LOAD = "!"
"""How much of a virus there is: with none left it is there all the same."""
YES = '"'
"""An answer: a result ("VIH : oui"), but to what is asked of somebody no more than that."""
PLUS = "a"
"""A result ("VIH +") or an "and" ("sérologie VIH + VHC"), as what stands around it says."""

SIGNS = {
    ",": ",", ":": ":", "=": ":", "?": "?", "(": "(", ")": ")", "+": PLUS, "-": "-", "/": "/",
    "<": "<", ">": "P", ".": STOP, ";": STOP, "|": STOP, "!": STOP, "\x1e": STOP, "\n": NOTHING,
    "*": NOTHING, "%": NOTHING, "$": NOTHING, "[": NOTHING, "]": NOTHING,
    chr(UNTICKED): "u", chr(TICKED): "k", chr(ARROW): LEADS,
}  # fmt: skip

CUES: dict[str, str] = {
    # Function words.
    "d": "de|d|du|des|un|une",
    "l": "le|la|les|l|au|aux|a|en|ce|cet|cette",
    "p": "son statut|mon statut|leur statut|votre statut|"
    "son|sa|ses|leur|leurs|mon|ma|mes|votre|vos|notre|que|qu|"
    "evoque sa|evoque son|evoquer sa|evoquer son|evoque spontanement sa|evoque spontanement son",
    "e": "et|y compris|ainsi que|de meme que|puis|dont",
    "o": "ou",
    "n": "ni",
    "v": "est|sont|etait|etaient|sera|reste|restent|revient|reviennent|revenu|revenue|revenus|"
    "revenues|ete|ont|avere|averee|se|s|toujours|soit|"
    "tjs|tjrs",
    "y": "sous|car|donc|puisque|parce que|en raison|post|apres|avant|"
    "hormis|sauf|excepte|en dehors de|en dehors du|en dehors d|en dehors des|autre que|autres que|"
    "a l exception|a part|suite a|suites de|suites d|"
    "pendant|durant|au cours de|au cours du|lors de|lors du|compte tenu|au vu|"
    "poursuivre|poursuite|continuer|prend|prends|prenait|recoit|"
    "motif|au titre",
    # Of drugs: stopped, exchanged for another, refused, not given.
    CEASING: "arret|arreter|stopper|interrompre|retrait|suppression",
    CEASED: "arrete",
    STOPPED: "stop|stoppe|stoppee|stoppes|stoppees|stoppons|arretee|arretes|arretees|arretons|"
    "arretez|arreteee|suspendu|suspendue|suspendus|suspendues|interrompu|"
    "interrompue|interrompus|interrompues|termine|terminee|termines|"
    "terminees|arret du traitement par|arret d un traitement par|arret traitement par|arret ttt|"
    "fini|finie|finis|finies|non pris|non prise|non prises|non administre|non administree|"
    "non donne|non donnee|non injecte|non injectee|non dispense|non dispensee|"
    "supprime|supprimee|supprimes|supprimees|"
    "proscrit|proscrite|proscrits|proscrites|proscrire|a proscrire|"
    "eviter|a eviter|evitez|pause|en pause|saute|sauter|arret definitif|arret immediat|"
    "a arreter|a stopper|a interrompre|a ne plus reprendre|a ne plus prendre|"
    "a ne pas reprendre|a ne pas prendre|a ne plus donner|a ne pas donner|ne plus prendre|"
    "ne pas prendre|ne pas reprendre|ne plus reprendre|"
    "exposition ancienne a|exposition ancienne au|ancien traitement par|anciennement sous|"
    "anciennement traite par|anciennement traitee par|"
    "non repris|non reprise|non reprises|non utilise|non utilisee|non utilises|non utilisees|"
    "non poursuivi|non poursuivie|non reconduit|non reconduite|non renouvele|non renouvelee|"
    "cesse|cessee|cesses|cessees|annule|annulee|gueri sous|guerie sous|"
    "ne veut plus prendre|ne veut pas prendre|ne souhaite plus prendre|"
    "ne souhaite pas prendre|ne veut plus de|ne veut plus du|"
    "exit|jamais repris|jamais reprise|pas repris|pas reprise|sevre de|sevre du|sevree de|"
    "evite|evitent|evitons|auparavant sous|precedemment sous|autrefois sous|jadis sous|"
    "anterieurement sous|auparavant traite par|auparavant traitee par|precedemment traite par|"
    "precedemment traitee par|echec de|echec du|echec d|echecs de|apres echec|gueri (|guerie (|"
    "retire du pilulier|retiree du pilulier|retire de l ordonnance|"
    "retiree de l ordonnance|retire du traitement|retiree du traitement|n ai pas supporte|"
    "n a pas supporte|pas supporte|n ai pas tolere|n a pas tolere|non tolere|non toleree|"
    "non supporte|non supportee|"
    "sevree du|deprescription|deprescrire|deprescrit|deprescrite|inutile|inutiles|"
    "deconseille|deconseillee|deconseilles|"
    "deconseillees",
    EXCHANGED: "remplace|remplacee|remplaces|remplacees|remplacer|remplacant|remplacons|"
    "remplacement|substitue|substituee|substitues|substituees|substituer|substitution|switch|"
    "switche|switchee|switcher|changer|change|changee|changement|passe de|passe du|passe d|"
    "passee de|"
    "passee du|bascule de|bascule du|allege de|allege du|"
    "allegee de|allegee du|allegement de|allegement du|relaye|relayee|relayes|relayees",
    RELAYED: "relais|relai|relayer",
    INSTEAD: "a la place de|a la place du|a la place d|a la place des|"
    "en remplacement de|en remplacement du|en remplacement d",
    # Said of what was named before: "pb de peau depuis le Bactrim, j'ai stoppé hier".
    HALTED: "j ai arrete|j ai stoppe|je l ai arrete|je l ai stoppe|je stoppe|j arrete|je l arrete|"
    "j ai tout arrete|on l a arrete|on l a stoppe|nous l avons arrete|nous l avons stoppe|"
    "j ai du arreter|j ai du l arreter|a du l arreter|l a arrete|l a arretee|l a stoppe|"
    "l ai arretee|l ai stoppee|je le stoppe|je l interromps|j interromps|je l ai interrompu",
    REFUSED: "refuse|refusee|refuses|refusees",
    NOT_DONE: "jamais fait|jamais faite|jamais faits|jamais faites|"
    "non fait|non faite|non faits|non faites|pas fait|pas faite",
    LATER: "dans 1|dans 2|dans 3|dans 4|dans 5|dans 6|dans 8|dans 10|dans 15|dans 21|dans un|"
    "ds 1|ds 2|ds 3|ds 4|ds 15|"
    "dans une|dans deux|dans trois|dans quinze|dans six|delivre|delivree|delivres|delivrees",
    REASSURING: "rassurant|rassurante|rassurants|rassurantes",
    NORMAL: "normal|normale|normaux|normales",
    LOAD: "test de resistance vih|test de resistance hiv|genotypage vih|genotypage hiv|"
    "charge virale|charges virales|arn viral|arn plasmatique|cv|cvp|"
    "arn vih|arn hiv|arn vih1|arn vih2|arn hiv1|arn hiv2|arn du vih|arn du hiv",
    "c": "chez|concernant",
    # What leads on to a result or a plan, and what is dictated with its punctuation.
    LEADS: "->|-->|=>|==>",
    ":": "deux points",
    ",": "virgule|point",
    STOP: "point a la ligne|point virgule|nouvelle ligne|nouveau paragraphe",
    "<": "inferieur a|inferieure a|inferieurs a|inferieures a",
    # What is asked of somebody's state, which is there all the same: "est-ce normal pendant".
    "@": "c est quoi|ca fait quoi|ca fait combien|c est combien|c est ok|c est bon|c est normal|"
    "est ce|puis je|peut on|dois je|doit on|faut il|combien|quand|que faire|pourquoi",
    # Boxes of forms.
    "u": "[ ]|( )",
    "k": "[x]|(x)",
    # Before what is denied: "pas" (d'asthme), "absence de", "non", "jamais", "ne prend plus".
    "N": "pas",
    "K": "point de|point d|aucun|aucune|aucuns|aucunes|absence|exclut|excluent|excluant|nie|"
    "nient|niant|ecarte|ecarter|elimine|eliminent|eliminant|indemne|indemnes|dement|depourvu|"
    "refute|"
    "n a pas le|n ai pas le|a pas le|n avait pas le|n a pas la|n ai pas la|"
    "n a jamais|n ont jamais|non a la question|non aux questions|repondu non|repond non|coche non|"
    "seroneg pour|"
    "negatif pour|negative pour|negatifs pour|negatives pour|"
    "contre indication a|contre indication au|contre indication aux|contre indications aux|"
    "plus enceinte|plus allaitante|pas pu etre|ne peut pas etre|ne peut etre|"
    "contre indique|contre ind|denies|without|no history of|no evidence of|no known|"
    "absence d anticorps anti|absence d ac anti|pas d anticorps anti|"
    "faux positif|fausse positive|fausse positivite|"
    "pas avoir le|pas avoir la|pas avoir contracte|pas etre porteur|pas etre porteuse|"
    "pas etre atteint|pas etre atteinte|pas etre infecte|pas etre infectee|pas etre contamine|"
    "pas etre contaminee|pas porteur|pas porteuse|pas atteint|pas atteinte|pas infecte|"
    "pas infectee|pas ete contamine|pas ete contaminee|pas ete infecte|pas ete infectee",
    "C": "sans|hors",
    "X": "non|not|n0n|reponse du patient : non|reponse de la patiente : non|r : non|"
    "rep : non|reponse : non",
    "J": "jamais|never|jamais fait de|jamais fait d",
    "Q": "ne prend plus|ne prend pas|ne prends plus|ne prends pas|n a plus|n est plus|plus sous|"
    "pas sous|non traite par|non traitee par|pas traite par|pas traitee par|naif de|naive de|"
    "ne boit pas|ne boit plus|ne fume pas|ne fume plus|ne consomme pas|ne consomme plus|"
    "ne recoit pas|ne recoit plus|prend plus son|prend plus sa|prend plus ses|"
    "prends plus mon|prends plus ma|prends plus mes|"
    "n a pas pris|pas pris|plus de|plus d",
    # After what is denied.
    "M": "vihnegatif|vihnegative|hivnegatif|hivnegative|vihneg|hivneg|negatve|negtif|negatf|"
    "ngatif|negaif|neagtif|negtaif|negatig|negatid|negativee|"
    "negatif|negative|negatifs|negatives|neg|nég|absent|absente|absents|absentes|indetecte|"
    "exclu|exclue|exclus|exclues|eliminee|elimines|eliminees|ecartee|ecartes|ecartees|infirme|"
    "infirmee|non reactif|non reactive|non reactifs|non detecte|non detectee|non detectes|"
    "non detectees|non retrouve|non retrouvee|non decele|non confirme|non confirmee|"
    "pas retrouve|pas retrouvee|pas ete retrouve|pas ete retrouvee|"
    "pas mis en evidence|pas mise en evidence|( - )|( -|n est pas retenu|n est pas retenue|"
    "jamais retrouve|non mis en evidence|non mise en evidence|non vu|non vue|not detected|negativ|"
    "tout negatif|tout neg|tous neg|toutes neg|tout est negatif|tt neg|tt negatif|"
    "tout est neg|seronegativite|sans objet|non applicable|non concernee|non concerne|"
    "non obtenue|pas obtenue|tous negatifs|toutes negatives|tous negatif|toutes negative|"
    "allaite pas|allaite plus|"
    "seroneg|seronegatif|seronegative|seronegatifs|seronegatives|non mute|non mutee|"
    "niee|niees|nies|refutee|refutees|impossible|non infecte|"
    "non infectee|non retenu|non retenue|pas retenu|pas retenue|non indique|non indiquee|"
    "jamais introduit|jamais introduite|jamais debute|jamais debutee|non debute|non debutee|"
    "non introduit|non introduite|"
    "non necessaire|pas necessaire|pas utile|"
    "non porteur|non porteuse|undetected|ruled out|g0p0|g0 p0|"
    "absence d anticorps|absence d ac|pas d anticorps|non contamine|non contaminee|"
    "non infectes|non contamines|nonreactive|non reactive|nonreactif",
    "z": "0",
    # Of a test: non réactif, no antibodies. Elsewhere it has other meanings.
    "q": "nr|n.r.|non immunise|non immunisee",
    # Alone behind a colon it is an answer.
    "Y": "n|no",
    "r": "ras|neant|rien",
    # After what is affirmed.
    YES: "oui",
    "P": "positif|positive|positifs|positives|pos|confirme|confirmee|avere|averee|connu|connue|"
    "reactif|reactive|detecte|detectee|presence|present|presente|++|+++|( + )|traite|traitee|"
    "en baisse|en hausse|en augmentation|en diminution|en progression|ascendant|ascendants|"
    "en ascension|stable|stables|"
    "2 barres|deux barres|2 traits|deux traits|en decroissance|decroissant|decroissants|decroit|"
    "profil complet|vihpositif|vihpositive|hivpositif|hivpositive|vihpos|hivpos|evolutif|"
    "evolutive|actif|active|"
    "stade a|stade b|stade c|stade c3|stade sida|profil de seroconversion|"
    "profil de primo infection",
    # Relatives, and those who only come along.
    "F": "pere|mere|peres|meres|papa|maman|frere|freres|soeur|soeurs|oncle|oncles|tante|tantes|"
    "cousin|cousine|cousins|cousines|neveu|niece|neveux|nieces|grand pere|grand mere|"
    "mamie|mamy|papi|papy|tonton|tata|"
    "grands parents|grand parents|grands peres|grands meres|arriere grand mere|aieul|aieule|"
    "parent|parents|beau pere|belle mere|beau frere|belle soeur|jumeau|jumelle|fils|"
    "sa fille|leur fille|ma fille|notre fille|votre fille|une fille|conjointe|epouse|"
    "ex femme|ex mari|ex conjointe|ex compagne|ex copine|ex copain|ex compagnon|ex epouse|"
    "ex epoux|ex partenaire|"
    "mon ex|son ex|mari de patiente|mari d une patiente|conjoint de patiente|"
    "conjoint d une patiente|"
    "conjoint de l assure|conjoint de l adherent|conjoint de l agent|"
    "fille de la patiente|fille du patient|fille de mme|fille de madame|fille de monsieur|"
    "femme du patient|femme de m|femme de mr|femme de monsieur|"
    "compagne|concubine|partenaire|sa copine|sa femme|ma femme|votre femme|gd mere|gd pere|gdm|"
    "gdp|copine|petite amie|belle fille|beau fils|gendre|amie|amis|"
    "demi frere|demi soeur|petit frere|petite soeur|mere porteuse de|mere porteuse du|"
    "mere porteuse d|"
    "son enfant|ses enfants|son fils|ses fils|ses filles|petit fils|"
    "sa petite fille|ma petite fille|leur petite fille|votre petite fille|notre petite fille|"
    "partner|boyfriend|girlfriend|mother|father|sister|brother|grandmother|grandfather|aunt|uncle|"
    "husband|wife|"
    "compagnon m|conjoint m|mari m|epoux m|pere m|frere m|fils m|epouse mme|compagne mme|"
    "mere mme|soeur mme|fille mme|"
    "family history|"
    "les enfants|ses deux enfants|ses 2 enfants|ses trois enfants|ses 3 enfants|leurs enfants|"
    "ts ses enfants|tous ses enfants|bebe d une mere|bebe de mere|nourrisson d une mere|"
    "nourrisson de mere|enfant d une mere|enfant de mere|nouveau ne de mere|"
    "nouveau ne d une mere",
    # The men that women live with: they are not pregnant themselves.
    MINE: "mon pere|ma mere|mon papa|ma maman|mon frere|ma soeur|mon oncle|ma tante|mon grand pere|"
    "ma grand mere|mon beau pere|ma belle mere",
    MY_MAN: "mon mari|mon conjoint|mon compagnon|mon epoux",
    "f": "conjoint|mari|epoux|compagnon|concubin|copain|petit ami|mon ami|son ami|ami|mon mec|"
    "de mon ex|"
    "de son ex|mon homme|futur papa|"
    "copin|mon chum",
    # What a laboratory looks for in whoever is pregnant: "enceinte, toxo négative".
    "g": "rh|rhesus|rh d|bu|rai|toxo|toxoplasmose|rubeole|rub|strepto|pv|ecbu|hgpo|albu|prot|glyco|"
    "sucre|cmv|varicelle|igg|igm|ig g|ig m",
    "G": "familial|familiale|familiaux|familiales|heredite|hereditaire|atcd fam|atcds fam|"
    "antecedents fam|atcdf|atcd f|dans la famille|dans sa famille|de la famille|cote maternel|"
    "cote paternel|atcd mat|atcds mat|atcd maternels|antecedents maternels|ne de mere|nee de mere|"
    "nes de mere|nne de mere|nn de mere|bb de mere|enfants de mere|nouveau nes de mere|"
    "exposition in utero|expose in utero|exposee in utero|exposition materno foetale|"
    "lignee maternelle|lignee paternelle|maternel|paternel|maternels|paternels|fam",
    "A": "par|avec|accompagne|accompagnee|prevenir|appeler|informer|informe|informee|dire|"
    "rappeler|selon|voir|contacter|contact|d apres|parler a|remettre|donner|vit|habite|loge|"
    "cherche|reclame|attend|reveut|ramene|amene|amenee|veut voir|"
    "avertir|appel de|appel du|message de|message du|tel|telephone|bebe|nourrisson",
    "S": "patient|patiente|pt|pte|elle|il|lui|m|mr|mme|monsieur|madame|mlle|elle meme|lui meme|"
    "sache|sachent|sait|savent|savoir|decouvre|apprend|apprenne|recu|lu|trouve|cache|cachee|insu|"
    "au courant|ignore|ignorent|"
    "non connu de|non connue de|non connu du|non connue du|non connu des|non connue des|"
    "pas connu de|pas connue de|pas connu du|pas connue du|ignore de|ignoree de|"
    "non informe|non informee|pas informe|pas informee|l a contamine|l a contaminee|"
    "m a contamine|m a contaminee|l a infectee|m a infectee",
    # Somebody else whom one met, of whom no more is known.
    "U": "source|patient source|sujet source|personne source|cas source|source d aes|rapport avec|"
    "rapports avec|"
    "source connue|source identifiee|source connu|source identifie|patient source connu|"
    "patient source identifie|patiente source|patiente source connue|"
    "aiguille d un patient|aiguille d une patiente|"
    "aiguille d un|aiguille du patient|seringue d un|sang d un patient|sang de patient|"
    "sang du patient|"
    "avec un homme|avec une femme|avec un garcon|aiguille de patient|aiguille de patiente|"
    "mordu par|mordue par|morsure par|agresse par|agressee par|viole par|violee par|"
    "griffe par|griffee par|"
    "relation avec|relations avec|avec une personne|avec un partenaire|avec une partenaire",
    # An accident that may have infected somebody; around another term it says nothing.
    "x": "aes|accident exposant|exposition au sang|exposition sexuelle|acc d exposition|"
    "acc d expo|accident d expo|accident d exposition|accidents d exposition|accident exposition|"
    "desir d enfant|"
    "desir d enfants|desir de maternite|projet d enfant|projet d enfants|projet enfant|"
    "projet bebe|projets bebe|projet de bebe|projet de maternite|essai bebe|essais bebe|"
    "envie de bebe|"
    "envie d enfant|desir de bebe|reve de bebe|projet grossesse|essai grossesse|"
    "projet conception|envie de bb|envie bebe|envie enfant|desir bebe|desir bb|desir de bb|"
    "desir enfant|desir enfants|veut enfant|"
    "veulent enfant|voudrait enfant|voudraient enfant|souhaite enfant|souhaitent enfant|"
    "desire enfant|desirent enfant|desire un enfant|desirent un enfant|voudraient un enfant|"
    "aimerait un enfant|aimerait enfant|pilule pour bebe|pilule pour bb|pilule pour enfant|"
    "avoir un bebe|avoir un enfant|faire un bebe|faire un enfant|"
    "veut un bebe|veut un enfant|voudrait un bebe|voudrait un enfant|souhaite un enfant|"
    "souhaite un bebe|veulent un enfant|souhaitent un enfant|preconceptionnel|preconceptionnelle|"
    "pre conceptionnel|pre conceptionnelle|essai bb|essais bb|trying to conceive|"
    "faire un deuxieme|faire un autre|faire un premier|refaire un|"
    "souhait grossesse|souhait de grossesse|souhaits de grossesse|desir grossesse|"
    "desir de grossesse|desirs de grossesse|envie de grossesse|"
    "un 2e enfant|un deuxieme enfant|un autre enfant|un 3e enfant|un troisieme enfant|"
    "un 2e bebe|un deuxieme bebe|un autre bebe|un petit deuxieme|un petit 2e|preconcep|"
    "pre conception|projet bb|projet de bb|projet de grossesse|essai de grossesse|"
    "enceinte ou pas|enceinte ou non|grossesse autorisee|grossesse deconseillee|"
    "grossesse envisageable|grossesse contre indiquee|"
    "bebe en vue|bb en vue|grossesse souhaitee|grossesses souhaitees|"
    "voulons un bebe|voulions un bebe|voudrions un bebe|aimerions un bebe|souhaitons un bebe|"
    "desirons un bebe|voulons un enfant|souhaitons un enfant|voudrions un enfant|veulent un bebe|"
    "petit frere pour|petite soeur pour|"
    "essaie pour|essaye pour|essayons pour|essayent pour|essaient pour|"
    "souhaitent un bebe|desirent un bebe|"
    "souhaite bebe|souhaitent bebe|veut bebe|veulent bebe|desire bebe|desirent bebe|"
    "voudrait bebe|souhaite bb|souhaitent bb|veut bb|veulent bb|desire bb",
    # Supposed: before, on either side, after.
    "h": "portera|porterait|en vue d|en vue de|en vue du|"
    "pour la prochaine|pour une prochaine|pour une future|lors d une prochaine|"
    "avant la prochaine|pas de ci a|pas de ci au|pas de ci aux|pas de contre indication a|"
    "pas de contre indication au|aucune contre indication a|"
    "absence de contre indication a|"
    "risque|risques|hypothese|hypotheses|evoquer|discuter|envisager|"
    "a voir avec|evoque|evoquent|evoquant|"
    "evocateur|evocatrice|evocateurs|evocatrices|eliminer|a la recherche|en cas|en faveur|"
    "compatible|compatibles|"
    "verifier absence|verifier l absence|controler l absence|assurer de l absence|"
    "pas certaine|pas certain|pas sure|pas sur d|"
    "pour ecarter|afin d ecarter|a ecarter|"
    "prevenir une|desir|craint|crains|crainte|craignant|redoute|peur|doute|doutes|"
    "n exclut pas|n exclue pas|n excluant pas|n elimine pas|pas exclu|pas exclue|"
    "ne permet pas d exclure|ne permet pas d eliminer|ne peut exclure|ne peut pas exclure|"
    "ne peut eliminer|ne peut on eliminer|faisant evoquer|fait evoquer|"
    "recherche de|recherche d|recherche du|"
    "depistage de|depistage d|depistage du|r/o|ro|exclure|ddx|"
    "diagnostic differentiel|contage|s il s agit|a risque de|a risque d|pense a|"
    "penser|penser a|si elle est|si elle|serait|"
    "pourrait|seraient|pourraient|aurait|auraient|semblerait|semble|souhaite etre|aspect|"
    "pense etre|pense pouvoir etre|pense qu elle est|penser etre|croit etre|se croit|crois etre|"
    "crois que je suis|croit qu elle est|croyait etre|"
    "pensait etre|"
    "pensait qu elle etait|pensais etre|croyais etre|pensant etre|croyant etre|veut grossesse|"
    "veulent grossesse|veulent une grossesse|voudrait grossesse|souhaite grossesse|"
    "souhaitent grossesse|souhaitent une grossesse|desire grossesse|pense que je suis|projet de|"
    "projet d|"
    "desire|desirant|souhaitant|"
    "m interroge sur|s interroge sur|question d|question de|exposition|expose|exposee|"
    "allegue|alleguant|pretend avoir|pretend etre|pense avoir|croit avoir|crois avoir|"
    "avoir attrape|avoir chope|soupconne|soupconner|soupcon de|soupcon d|"
    "envie de|n arrive pas a|n arrivons pas a|n arrivent pas a|avant toute|planifie une|"
    "planifie un|"
    "souhaite tomber|veut tomber|voudrait tomber|aimerait tomber|essaie de tomber|"
    "essaye de tomber|essaie d etre|essaye d etre|essaient d etre|veut une grossesse|"
    "voudrait une grossesse|souhaite une grossesse|desire une grossesse|"
    "cherche a tomber|espere tomber|veut etre|voudrait etre|aimerait etre|"
    "could be|may be|might be|"
    "planifient une|planifient un|prevoit une|envisage une|possibilite|"
    "eligible a|eligible au|eligible pour|interesse par|interessee par|souhaite debuter|"
    "souhaite commencer|souhaite demarrer|souhaite initier|voudrait debuter|voudrait commencer|"
    "demande de prep|demande prep|demande la prep|demande une prep|souhaite prep|souhaite la prep|"
    "souhaite une prep|veut la prep|informations sur|information sur|infos sur|"
    "a risque vih|a risque hiv|inquiet pour|inquiete pour|angoisse du|angoisse d|hantise du|"
    "demande information|demande d information|demande des informations|"
    "eventualite|rule out|suspected|souhait|souhait de|souhait d|desir de|desir d|"
    "mener a bien une|espere|esperent|esperant|essais pour|essai pour",
    # Of a disease it says that it is not there yet, of a drug that it is given.
    "i": "prevention",
    "s": "si|sauf si|s il|s ils|s elle|s elles",
    "H": "envisage|envisagee|envisages|envisagees|"
    "suspicion|suspicions|suspecte|suspectee|suspectes|suspectees|suspect|suspects|probable|"
    "probables|probablement|possible|possibles|eventuel|eventuelle|eventuels|eventuelles|"
    "a discuter|discute|discutee|propose|proposee|proposes|"
    "sans preuve|pas de preuve|aucune preuve|sans document|aucun document|sans justificatif|"
    "eventuellement|peut etre|douteux|douteuse|presume|presumee|susp|suspi|proba|a priori|"
    "a craindre|"
    "non exclue|non exclu|n est pas exclue|n est pas exclu|non eliminee|non ecartee|"
    "n est pas ecartee",
    "I": "a eliminer|a rechercher|a confirmer|a prevoir|en attente|a realiser|a verifier|a evoquer|"
    "indetermine|indeterminee|equivoque|ininterpretable|statut inconnu|inconnu|inconnue|"
    "a reevaluer|a reverifier|"
    "reactif faible|reactive faible|faiblement reactif|faiblement reactive|faiblement reactifs|"
    "faiblement positif|faiblement positive|positif faible|positive faible|faible positif|"
    "reactif isole|reactive isolee|positif isole|positive isolee|reactivite isolee|"
    "reactivite faible|reactivite douteuse|non rempli|non remplie|non coche|non cochee|"
    "non complete|non completee|"
    "manquant|manquante|manquants|manquantes|absent du bilan|absente du bilan|absent du dossier|"
    "absente du dossier|absent de l ordonnance|absente de l ordonnance|"
    "rendu des resultats|rendu du resultat|rendu de resultats|rendu de resultat|"
    "nsp|a exclure|zone grise|a repasser|a documenter|a explorer|a preciser|non renseigne|"
    "non renseignee|non communique|"
    "non communiquee|non connu|non connue|non documente|non teste|non testee|pas teste|pas testee|"
    "jamais teste|jamais testee|jamais depiste|jamais depistee|non preleve|non prelevee|"
    "pas preleve|pas prelevee|jamais preleve|jamais prelevee|non realise|non realisee|"
    "non recu|non recue|pas recu|pas recue|pas encore recu|pas encore recue|pas revenu|pas revenue|"
    "ne sait pas|ne sais pas|unknown|pending|doit etre elimine|doit etre eliminee|"
    "doit etre recherche|doit etre recherchee|"
    "non revenu|non revenue|pas encore revenu|pas encore revenue|non precise|"
    "non precisee|pas connu|pas connue|non disponible|"
    "non propose|non proposee|pas propose|pas proposee|jamais propose|jamais proposee|a rattraper|"
    "a depister|a redepister|a tester|a retester",
    # Of tests; what is so itself, as a pregnancy, is there.
    "j": "a effectuer|a pratiquer|reste a effectuer|reste a faire|a redemander|a faire|"
    "a controler|a recontroler|a doser|a refaire|a prelever|a completer|a ajouter|"
    "a suivre|a demander|a rajouter|a pister|a recuperer",
    # What one is vaccinated against one has not.
    "V": "vaccin|vaccins|vaccine|vaccinee|vaccines|vaccinees|vaccination|vaccinations|vaccinal",
    # Tests: asked for, and what a test is called by.
    "D": "avec accord du patient|avec accord de la patiente|avec l accord du patient|"
    "avec l accord de la patiente|svp|s v p|demande|demandee|demandes|demandees|"
    "prescrit|prescrite|prescrits|prescrites|prescris|prescrivons|souhaite|souhaitee|souhaites|"
    "souhaitees|vendu|vendue|vendus|"
    "conseille|conseillee|conseilles|conseillees|recommande|recommandee|recommandes|"
    "recommandees|preconise|preconisee|souhaitable|"
    "recherchee|recherches|recherchees|prescription|prescrire|ordo|ordonnance|demander|"
    "fait a sa demande|faite a sa demande|fait a la demande|faite a la demande|"
    "realise a sa demande|realisee a sa demande|ajoute|ajoutee|ajoutes|ajoutees|"
    "veut son|demande son|vient pour son|viens pour mon|veut faire son|"
    "represcrit|represcrite|represcrits|represcrites|consentement au|"
    "consentement pour|consentement a|accord pour le depistage|accord pour un depistage|"
    "accord pour depistage|accord pour le test|accord pour un test|accord pour test|"
    "accord pour la serologie|accord pour une serologie|accord pour serologie|"
    "accepte le depistage|accepte le test|accepte la serologie|accepte un depistage|"
    "accepte un test|accepte une serologie|"
    "exige|exigee|exiges|exigees|requis|requise|requises",
    # Of a serology the same; another test that was drawn is there.
    "O": "preleve|prelevee|preleves|prelevees|parti au labo|partie au labo|partis au labo|"
    "parties au labo|envoye au labo|envoyee au labo|a programmer|a planifier|programme|programmee|"
    "programmes|programmees|prevu|prevue|prevus|prevues|"
    "fait ce jour|faits ce jour|faite ce jour|faites ce jour|fait ce matin|faits ce matin|"
    "faite ce matin|faites ce matin|fait aujourd hui|faits aujourd hui|faite aujourd hui|"
    "faites aujourd hui|realise ce jour|realises ce jour|realisee ce jour|realisees ce jour",
    # Who carries an antigen or an antibody has it.
    "W": "annonce du|annonce de la|"
    "porteur|porteuse|porteurs|porteuses|atteint|atteinte|infecte|infectee|vivant avec",
    "R": "ajout|ajouts|rajout|rajouts|"
    "prelever|ajouter|faire|doser|controler|controle|refaire|prevoir|verifier|realiser|"
    "rajouter|rechercher|proposer|analyses demandees|examens demandes|refus|"
    "completer par|completer avec|complete par",
    "B": "connaitre son statut|connaitre mon statut|connaitre leur statut|savoir son statut|"
    "verifier son statut|controler son statut|demande son statut|ignore son statut|"
    "ignorait son statut|ignorent leur statut|chercher son|chercher ses|recuperer son|"
    "recuperer ses|"
    "delta|vhd|hdv|"
    "htlv|cmv|ebv|vha|vhe|lyme|quantiferon|serologique|serologiques|western blot|immunoblot|"
    "serologie|serologies|sero|serol|dosage|"
    "test|tests|depistage|depister|recherche|trod|"
    "depistages|autotests|autotest|consentement|pcr|ist|mst|bhcg|hcg|tpha|vdrl|aghbs|ag hbs|"
    "antigene hbs|p24|"
    "statut|marqueurs|"
    "ne veut pas du test|ne veut pas du depistage|ne veut pas le test|ne souhaite pas le test|"
    "ne veut pas faire le test|ne souhaite pas faire le test|ne veut pas faire de test|"
    "se faire depister|se faire tester|se fait depister|se fait tester|me faire depister|"
    "me faire tester|me fasse depister|me fasse tester|"
    "question vih|question hiv|question sida|question sur le vih|question sur le sida|"
    "question du vih|case vih|case hiv|"
    "ne souhaite pas de test|ne souhaite pas de depistage|ne veut pas de test|"
    "ne veut pas de depistage|jamais teste pour|jamais testee pour|"
    "jamais depiste pour|jamais depistee pour|"
    "accepte d etre depiste|accepte d etre depistee|accepte d etre teste|accepte d etre testee|"
    "jamais accepte d etre depiste|jamais accepte d etre depistee|jamais accepte d etre teste|"
    "jamais accepte d etre testee|jamais accepte le test|jamais accepte de test|"
    "n a jamais accepte d etre depiste|n a jamais accepte d etre depistee|"
    "n a jamais accepte d etre teste",
    "b": "bilan",
    # Of a serology it is awaited, unless it is told.
    "Z": "resultat|resultats|"
    "resulta|resultas|resulat|resulats",
    "E": "en cours",
    # Phrases whose words would say something else.
    # When a test is done, "M1 et M3 négatifs", and how it answers, "quali urinaire POS".
    # Techniques and makers say nothing of a result, nor does what a form offers.
    NOTHING: "ac anti|anticorps anti|"
    "elisa|elfa|cmia|eclia|clia|combo|duo|combi|cobas|architect|vidas|alinity|4g|"
    "4e generation|4eme generation|5e generation|index|indice|ag / ac|ac / ag|ag / ab|ag et ac|"
    "ac et ag|ac + ag|ag + ac|( oui / non )|( o / n )|"
    "m0|m1|m2|m3|m4|m6|m9|m12|quali|qualitatif|qualitatifs|qualitative|quanti|"
    "quantitatif|quantitatifs|quantitative|"
    "taux compatible avec|taux compatibles avec|"
    "tous les deux|toutes les deux|tous les 2|toutes les 2|ts les 2|"
    "tous les ans|ts les ans|chaque annee|tous les mois|tous les 3 mois|tous les 6 mois|"
    "avec son accord|apres accord|avec accord|avec son consentement",
    ANY: "ne pas interrompre|hors delai|hors delais|grossesse exposee|date presumee de|"
    "date presumee du|"
    "date presumee d|"
    "ordonnance suspecte|ordo suspecte|ordonnance douteuse|ordo douteuse|ordonnance falsifiee|"
    "ordo falsifiee|pharmacie n a pas le|pharmacie n a pas la|pharmacie n a pas de|"
    "pharmacie n a pas d|pharmacien n a pas le|pharmacien n a pas de|"
    "aurait pris|aurait ingere|aurait avale|aurait consomme|non pris ce matin|non prise ce matin|"
    "pas pris ce matin|pas prise ce matin|non pris ce jour|non pris aujourd hui|"
    "non pris hier soir|pas pris hier soir|sans cesse|ne cesse de|ne cesse d|il y a|y a|"
    "pas de nouvelles|sans nouvelles|"
    "sans ordonnance|sans ordo|sans prescription|sans rdv|sans rendez vous|"
    "lui a annonce etre|m a annonce etre|lui a dit etre|m a dit etre|lui a avoue etre|"
    "m a avoue etre|lui apprend etre|m apprend etre|"
    "plus de nouvelles|pas de reponse|aucune reponse|sans reponse|"
    "pas d interaction|pas d interactions|aucune interaction|sans interaction|"
    "pas d effet|pas d effets|aucun effet|sans effet|pas d amelioration|aucune amelioration|"
    "sans amelioration|sans attendre|sans tarder|sans delai|sans oublier|sans incident|"
    "sans probleme|sans souci|sans difficulte|jai plus de|jai plus d|"
    "a jeun pas necessaire|a jeun non necessaire|jeun non necessaire|jeun pas necessaire|"
    "pas besoin d etre a jeun|pharmacien n a plus|pharmacie n a plus|officine n a plus|"
    "pharmacien n avait plus|"
    "pharmacie n avait plus|"
    "non pris en charge|non prise en charge|hors ald|hors amm|"
    "refuse par la mutuelle|refusee par la mutuelle|"
    "refuse par la secu|refuse par la caisse|refuse par la cpam|"
    "de controle|sans doute|aucun doute|nul doute|sans aucun doute|pas de doute|"
    "ne fait pas de doute|ne fait aucun doute|"
    "pas seulement|non seulement|pas uniquement|sans changement|"
    "sans modification|en rapport avec|pas d evolution|non complique|non compliquee|pas que|"
    "pas encore traite|"
    "pas encore traitee|a la demande|sur demande|a sa demande|a risque|facteur de risque|"
    "facteurs de risque|jeune fille|petite fille de|pere de famille|mere de famille|"
    "chez ses parents|"
    "mere allaitante|mere allaite|maman allaite|jeune mere|jeune maman|future mere|future maman|"
    "maman allaitante|"
    "mere isolee|mere celibataire|centre maternel|arret maternel|ablation fils|ablation de fils|"
    "ablation des fils|fils resorbables|"
    "mere de 2 enfants|mere de 3 enfants|mere de 4 enfants|"
    "mere de deux enfants|mere de trois enfants|mere de un enfant|pere de 2 enfants|"
    "pere de 3 enfants|femme seule|hopital mere enfant|mere porteuse|chez ses grands parents|"
    "triple negatif|triple negative|refus de prise en charge|refus de remboursement|"
    "vient d avoir un bebe|viens d avoir un bebe|vient d avoir un enfant|"
    "enceinte ecartee|enceintes ecartees|fiv negative|fiv 1 negative|fiv 2 negative|"
    "cmv maternel|sang maternel|age maternel|serum maternel|plasma maternel|hemato maternel|"
    "seriques maternels|consentement absent|consentement signe absent|"
    "fiv 3 negative|iac negative|iiu negative|icsi negative|"
    "tec negatif|transfert negatif|"
    "insemination negative|inseminations negatives|"
    "non traite|non traitee|non desiree|non desire|non equilibre|non equilibree|non operable|"
    "non operee|non opere|non observant|non observante|non suivi|non suivie|non stabilise|"
    "non stabilisee|non resolu|non resolue|non negligeable|non metastatique|maladie mere|"
    "cellule mere|cellules meres|maison mere|langue maternelle|lait maternel|"
    "allaitement maternel|medecin de famille|nom de famille|de famille|planning familial|"
    "planification familiale|contexte familial difficile|regroupement familial|soit dit|"
    "d une fille|d un fils|ne pas parler|ne pas dire|ne pas evoquer|ne pas mentionner|"
    "pas de mention|ne pas laisser|ne pas appeler|ne pas prevenir|ne pas rappeler|ne pas afficher|"
    "ne pas mettre|ne pas envoyer|ne pas donner|ne pas faxer|ne rien dire|ne pas reveler|"
    "ne pas divulguer|ne pas ecrire|ne pas noter|"
    "sans capote|sans preservatif|sans protection|inconnu du|inconnue du|inconnu de|inconnue de|"
    "localisation indeterminee|origine indeterminee|cause indeterminee|etiologie indeterminee|"
    "sous controle|infirme moteur|infirmes moteurs|point d appel|points d appel|point de vue|"
    "point de depart|points de suture|"
    "point de cote|point de compression|point douloureux|mise au point|au point|"
    "bon controle|bien controle|bien controlee|demande tiers payant|demande de prise en charge|"
    "demande act|demande de tiers payant|demande titre|demande de titre|demande d asile|"
    "demande ses|demandent leurs|situation familiale|demande aah|demande d aah|"
    "demande d hebergement|demande de logement|demande ald|demande d ald|"
    "demande pch|demande mdph|"
    "je propose|je lui propose|je vous propose|"
    "n ai plus de|n ai plus d|j ai plus de|j ai plus d|n avons plus de|"
    "n avons plus d|y a plus de|y a plus d|"
    "peur de l aiguille|peur des piqures|pas du tout observant|en demande|ecole maternelle|"
    "refus garantie|refus de garantie|refus assurance|refus d assurance|refus pret|"
    "refus de pret|refus du pret|m annonce qu il|m annonce qu elle|m annoncer qu il|"
    "me dire qu il|me dire qu elle|lui dire qu il|lui dire qu elle|lui annoncer qu il|"
    "lui annoncer qu elle|lui a dit qu il|lui a dit qu elle|lui a annonce qu il|"
    "lui a annonce qu elle|lui apprend qu il|lui apprend qu elle|lui a appris qu il|"
    "lui a appris qu elle|lui a avoue qu il|lui a avoue qu elle|m a confie qu il|"
    "m a appele|m a appelee|m a ecrit|m a prevenu|m a prevenue|m a confie qu elle|"
    "m annoncer qu elle|m a dit qu il|m a dit qu elle|m a annonce qu il|m a annonce qu elle|"
    "m a avoue qu il|m a avoue qu elle|m avoue qu il|m apprend qu il|m a appris qu il",
}  # fmt: skip
"""Words and phrases by class, without accents, divided by bars."""

ABBREVIATIONS = frozenset(
    "m mr dr pr st ste cf env ex atcd atcds ant ac ag hep sd sdr sero serol gr rech dg diag ttt tt "
    "trt no tel av bd ut art fig vol nb resp sang rh gpe urin plasm ser gross gsse enc".split()
)
"""Words whose full stop ends no sentence."""


def cues() -> list[tuple[str, str]]:
    """Every word or phrase that says something about a status, after its sign."""
    return [(sign, phrase) for sign, words in CUES.items() for phrase in words.split("|")]


def cue_phrases() -> list[str]:
    """All words and phrases that a list of words must hold for statuses to be read with it."""
    return [phrase for _, phrase in cues()] + sorted(ABBREVIATIONS)

"""Where the fictitious persons live: towns of Brittany, Centre and Normandy, invented streets."""

TOWNS: tuple[tuple[str, str], ...] = (
    ("35000", "RENNES"), ("35400", "SAINT-MALO"), ("35300", "FOUGÈRES"), ("35500", "VITRÉ"),
    ("35600", "REDON"), ("35800", "DINARD"), ("35170", "BRUZ"), ("35510", "CESSON-SÉVIGNÉ"),
    ("56000", "VANNES"), ("56100", "LORIENT"), ("56300", "PONTIVY"), ("56400", "AURAY"),
    ("56800", "PLOËRMEL"), ("56700", "HENNEBONT"), ("56170", "QUIBERON"), ("56600", "LANESTER"),
    ("22000", "SAINT-BRIEUC"), ("22100", "DINAN"), ("22300", "LANNION"), ("22200", "GUINGAMP"),
    ("22400", "LAMBALLE-ARMOR"), ("22600", "LOUDÉAC"), ("22500", "PAIMPOL"),
    ("27000", "ÉVREUX"), ("27200", "VERNON"), ("27400", "LOUVIERS"), ("27300", "BERNAY"),
    ("27500", "PONT-AUDEMER"), ("27700", "LES ANDELYS"), ("27600", "GAILLON"),
    ("41000", "BLOIS"), ("41100", "VENDÔME"), ("41200", "ROMORANTIN-LANTHENAY"),
    ("41350", "VINEUIL"), ("41500", "MER"), ("45000", "ORLÉANS"), ("45200", "MONTARGIS"),
    ("45500", "GIEN"), ("45300", "PITHIVIERS"), ("45160", "OLIVET"),
    ("45400", "FLEURY-LES-AUBRAIS"), ("14000", "CAEN"), ("50300", "AVRANCHES"),
    ("61000", "ALENÇON"), ("76600", "LE HAVRE"),
)  # fmt: skip
"""Postcode and town, as printed on an envelope."""

BIRTH_DEPARTMENTS = (
    *("35", "56", "22", "27", "41", "45") * 6,
    *("29", "44", "14", "50", "61", "76", "28", "37", "18", "75", "92", "59", "69", "2A", "2B"),
    *("99",) * 3,
)
"""Departments of birth, the local ones more often; 99 is abroad."""

STREETS = (
    "RUE DES AJONCS", "RUE DU VIEUX PUITS", "AVENUE DES TROIS MOULINS", "ALLÉE DES GENÊTS",
    "IMPASSE DU LAVOIR", "CHEMIN DE LA LANDE", "PLACE DU MARCHÉ AUX OIES", "BOULEVARD DE L'ÉTANG",
    "RUE DE LA CORDERIE", "ROUTE DU BOIS JOLI", "RUE DES TANNEURS", "QUAI DES GABARES",
    "LOTISSEMENT LES HORTENSIAS", "RÉSIDENCE LES GOÉLANDS", "RUE DE LA FONTAINE ROUGE",
    "LIEU-DIT KERAVELO", "HAMEAU DE LA NOË", "RUE DU PONT CASSÉ", "SQUARE DES ARDOISIERS",
    "COURS DES PLATANES", "RUE JEAN DES BRUYÈRES", "AVENUE DU GRAND LARGE",
)  # fmt: skip

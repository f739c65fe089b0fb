"""Endings that name a class of substances: a word that is none of ours and has one is a drug.

Substances are named by their class (WHO, "The use of stems in the selection of international
nonproprietary names", 2024): *-mab* is a monoclonal antibody, *-tinib* an inhibitor of tyrosine
kinases. New ones come every month, and no list has them all. Only endings that no French or English
word of some length has are taken. French may write a mute e behind them.
"""

_LEAST = 8
"""Letters of a word that is looked at."""

_SUBSTANCE_OF: dict[str, str] = {
    "mab": "rituximab", "tinib": "imatinib", "ciclib": "palbociclib", "parib": "olaparib",
    "rafenib": "sorafenib", "zomib": "bortezomib", "lisib": "idelalisib", "sidenib": "imatinib",
    "rasib": "imatinib", "degib": "vismodegib", "clax": "venetoclax", "gliptin": "sitagliptine",
    "gliflozin": "dapagliflozine", "utid": "liraglutide", "natid": "exenatide",
    "glitazon": "pioglitazone", "glinid": "repaglinide", "sartan": "losartan",
    "vastatin": "simvastatine", "prazol": "omeprazole", "triptan": "sumatriptan",
    "setron": "ondansetron", "dipin": "amlodipine", "conazol": "fluconazole",
    "nidazol": "metronidazole", "bendazol": "albendazole", "floxacin": "ciprofloxacine",
    "cillin": "amoxicilline", "thromycin": "erythromycine", "penem": "meropenem",
    "bactam": "tazobactam", "fungin": "caspofungine", "xaban": "apixaban", "gatran": "dabigatran",
    "grelor": "ticagrelor", "parinux": "fondaparinux", "zaparin": "tinzaparine",
    "teparin": "dalteparine", "docain": "lidocaine", "vacain": "bupivacaine",
    "curonium": "rocuronium", "taxel": "paclitaxel", "rubicin": "doxorubicine",
    "platin": "cisplatine", "citabin": "capecitabine", "trexed": "pemetrexed",
    "ciclovir": "aciclovir", "buvir": "sofosbuvir", "asvir": "daclatasvir",
    "tegravir": "raltegravir", "previr": "boceprevir", "navir": "ritonavir",
    "vudin": "lamivudine", "lukast": "montelukast", "tropium": "tiotropium",
    "caftor": "ivacaftor", "poietin": "epoetine", "grastim": "filgrastim",
    "nercept": "etanercept", "bercept": "aflibercept", "patercept": "luspatercept",
    "tacept": "abatacept", "kinra": "anakinra", "torelin": "triptoreline",
    "serelin": "gosereline",
    "relix": "cetrorelix", "oxetin": "fluoxetine", "triptylin": "amitriptyline",
    "tiapin": "quetiapine", "zapin": "olanzapine", "peridon": "risperidone",
    "piprazol": "aripiprazole", "azepam": "diazepam", "zolam": "alprazolam",
    "profen": "ibuprofene", "coxib": "celecoxib", "oxicam": "piroxicam",
    "nisolon": "prednisolone", "metason": "dexamethasone", "dronat": "alendronate",
    "racetam": "levetiracetam", "gabalin": "pregabaline", "trigin": "lamotrigine",
    "tirizin": "cetirizine", "zosin": "alfuzosine", "dutasid": "dutasteride",
    "thiazid": "hydrochlorothiazide", "tiazem": "diltiazem", "mustin": "bendamustine",
    "vedotin": "rituximab", "semid": "furosemide", "gepant": "rimegepant",
    "orexant": "daridorexant", "vaptan": "tolvaptan", "bersen": "nusinersen", "siran": "patisiran",
    "leucel": "tisagenlecleucel", "parvovec": "tisagenlecleucel",
}  # fmt: skip
"""Endings, without accents and the mute e, and a substance of each class."""
_ENDINGS = tuple(_SUBSTANCE_OF)
_TAIL = 3
"""Last letters that refuse most words: no ending is shorter."""
_TAILS = frozenset(ending[-_TAIL:] for ending in _ENDINGS)
_GIVEN_TO_NOBODY = frozenset({"meticillin", "methicillin"})
"""What staphylococci are only told to resist."""


def substance_like(word: str) -> str | None:
    """A substance of the class that the ending of a word, folded, tells; None without one."""
    stem = word.removesuffix("e")
    if stem[-_TAIL:] not in _TAILS or len(word) < _LEAST or not word.isalpha():
        return None
    if not stem.endswith(_ENDINGS) or stem in _GIVEN_TO_NOBODY:
        return None
    return next(name for end, name in _SUBSTANCE_OF.items() if stem.endswith(end))

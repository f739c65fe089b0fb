"""Free comments as laboratories type them, each with what it says about the patient's health.

The labels are the ids of the rules a careful reader would expect to fire, with the assertion,
so that tests can count on them; a label names the rule, it does not use it.
"""

from random import Random

from leakscan.demo.draws import below, pick
from leakscan.demo.people import FICTION_LANDLINES, FICTION_MOBILES, phone_number
from leakscan.frozen import frozen

AFFIRMED, NEGATED, FAMILY, HYPOTHESIS = "affirmed", "negated", "family", "hypothesis"
Statement = tuple[str, str]
"""A rule id and an assertion."""

HIV, PREGNANCY, ABORTION = "health.hiv", "health.pregnancy", "health.abortion"
DRUG, CANCER, PSYCHIATRY = "health.drug", "health.cancer", "health.psychiatry"
GENETIC, DISABILITY, HEPATITIS = "health.genetic", "health.disability", "health.hepatitis"
ADDICTION, STI = "health.addiction", "health.sti"


@frozen(kw_only=False)
class Comment:
    """A comment and what it states.

    Attributes:
        text: May hold `{weeks}`, `{day}` and `{phone}`, filled in for each patient.
        statements: Health statements, without repetition.
        applies: ``f`` for women of 18 to 50, ``a`` for adults, empty for anybody.
    """

    text: str
    statements: tuple[Statement, ...] = ()
    applies: str = ""


NOTHING = Comment("")

CLINICAL: tuple[Comment, ...] = (
    Comment("enceinte de {weeks} SA", ((PREGNANCY, AFFIRMED),), "f"),
    Comment("Grossesse gémellaire, {weeks} SA + 3j", ((PREGNANCY, AFFIRMED),), "f"),
    Comment("GROSSESSE EN COURS - toxo tous les mois", ((PREGNANCY, AFFIRMED),), "f"),
    Comment("pas de grossesse en cours", ((PREGNANCY, NEGATED),), "f"),
    Comment("suspicion de grossesse", ((PREGNANCY, HYPOTHESIS),), "f"),
    Comment("FIV en cours ; bHCG à contrôler le {day}", ((PREGNANCY, AFFIRMED),), "f"),
    Comment("bilan avant IVG", ((ABORTION, AFFIRMED),), "f"),
    Comment("séropositif HIV", ((HIV, AFFIRMED),), "a"),
    Comment("patient séropositif VIH, suivi au CHU", ((HIV, AFFIRMED),), "a"),
    Comment("VIH négatif", ((HIV, NEGATED),), "a"),
    Comment("sous Biktarvy, charge virale indétectable", ((HIV, AFFIRMED), (DRUG, AFFIRMED)), "a"),
    Comment("conjoint porteur du VIH, sous Truvada", ((HIV, FAMILY), (DRUG, AFFIRMED)), "a"),
    Comment("sous Levothyrox", ((DRUG, AFFIRMED),), "a"),
    Comment("Levothyrox 75 depuis 2 mois", ((DRUG, AFFIRMED),), "a"),
    Comment("sous Kardégic et metformine", ((DRUG, AFFIRMED),), "a"),
    Comment("AVK : Préviscan, INR à faxer", ((DRUG, AFFIRMED),), "a"),
    Comment("ttt Xarelto arrêté le {day}", ((DRUG, AFFIRMED),), "a"),
    Comment("injection de Lovenox ce matin", ((DRUG, AFFIRMED),), "a"),
    Comment("pas d'antibiotiques, sous Doliprane", ((DRUG, AFFIRMED),)),
    Comment("sous Dépakine, dosage avant la prise", ((DRUG, AFFIRMED),)),
    Comment("tumeur au cerveau", ((CANCER, AFFIRMED),)),
    Comment("cancer du sein opéré, sous Tamoxifène", ((CANCER, AFFIRMED), (DRUG, AFFIRMED)), "a"),
    Comment("CHIMIO en cours, NFS avant chaque cure", ((CANCER, AFFIRMED),), "a"),
    Comment("ATCD familial : cancer du côlon (père)", ((CANCER, FAMILY),), "a"),
    Comment("leucémie aiguë\nprélever sur chambre implantable", ((CANCER, AFFIRMED),)),
    Comment("mucoviscidose", ((GENETIC, AFFIRMED),)),
    Comment("facteur V Leiden hétérozygote", ((GENETIC, AFFIRMED),), "a"),
    Comment("schizophrénie, vient accompagné", ((PSYCHIATRY, AFFIRMED),), "a"),
    Comment(
        "sous Téralithe, trouble bipolaire connu", ((PSYCHIATRY, AFFIRMED), (DRUG, AFFIRMED)), "a"
    ),
    Comment("sous Subutex, veines difficiles", ((ADDICTION, AFFIRMED), (DRUG, AFFIRMED)), "a"),
    Comment("hépatite C guérie en 2017", ((HEPATITIS, AFFIRMED),), "a"),
    Comment("syphilis traitée", ((STI, AFFIRMED),), "a"),
    Comment("patiente sourde", ((DISABILITY, AFFIRMED),), "f"),
    Comment('dit être "allergique" à l’alcool ; désinfecter à la chlorhexidine'),
    Comment("fièvre au retour de voyage"),
    Comment("asthénie, bilan de fatigue"),
    Comment("contrôle à 3 mois"),
)
"""Comments on the patient: some of them art. 9 data of the heaviest kind."""

INSTRUCTIONS: tuple[Comment, ...] = (
    Comment("à jeun depuis 12 h"),
    Comment("résultats à remettre en main propre"),
    Comment("ne pas appeler au travail"),
    Comment("rappeler le {phone} après 18 h"),
    Comment("prévenir la fille : {phone}"),
    Comment("veines fragiles, aiguille 23G"),
    Comment("malaise au dernier prélèvement : allonger"),
    Comment("patient sourd, parler en face", ((DISABILITY, AFFIRMED),), "a"),
    Comment("en fauteuil roulant, monter à l'étage", ((DISABILITY, AFFIRMED),)),
    Comment("non voyant", ((DISABILITY, AFFIRMED),), "a"),
    Comment("envoyer au médecin ; pas au patient"),
    Comment("CB refusée - voir dossier"),
    Comment("clé sous le pot de fleurs"),
    Comment("passer avant 7 h 30"),
    Comment("2e tube à conserver"),
)
"""Instructions to the staff (*consignes*)."""


def fitting(comments: tuple[Comment, ...], *, woman: bool, adult: bool) -> tuple[Comment, ...]:
    """Those that can be said of a woman of childbearing age, of an adult, or of anybody.

    What is said of such women only comes three times: pregnancy fills the comments of a
    laboratory, and these women are a minority of its patients.
    """
    weight = {"": 1, "a": int(adult), "f": 3 * woman}
    return tuple(comment for comment in comments for _ in range(weight[comment.applies]))


def filled(comment: Comment, rng: Random) -> tuple[str, int]:
    """The text with its blanks filled in, and how many telephone numbers that brought in."""
    if "{" not in comment.text:
        return comment.text, 0
    text = comment.text.format(
        weeks=6 + below(34, rng),
        day=f"{1 + below(28, rng):02}/{1 + below(12, rng):02}",
        phone=phone_number(pick((FICTION_MOBILES, *FICTION_LANDLINES), rng), rng),
    )
    return text, comment.text.count("{phone}")

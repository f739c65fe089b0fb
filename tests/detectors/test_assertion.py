"""The status of clinical statements, in the French of letters and comment cells."""

import unicodedata

import numpy as np
import pytest

from leakscan.detectors.assertion import AssertionReader
from leakscan.detectors.assertion_cues import cue_phrases
from leakscan.detectors.statement_kinds import Kind
from leakscan.detectors.tokens import Positions, WordList
from leakscan.model.taxonomy import Assertion
from tests.detectors.scanning import state_of

A, N, F, H = Assertion.AFFIRMED, Assertion.NEGATED, Assertion.FAMILY, Assertion.HYPOTHESIS

SENTENCES = [
    # The statement stands between brackets.
    ("[VIH] M1 et M3 négatifs", N),
    ("[VIH] 03/24 nég", N),
    ("sérologies [VIH] et VHC que nous avons faites : négatives", N),
    ("test [VIH] fait : oui, résultat : négatif", N),
    ("sérologie [VIH] faite en ville. Résultat négatif.", N),
    ("sérologie [VIH] faite en ville. Résultat positif.", A),
    ("déclare ne pas être atteint du [VIH]", N),
    ("né de mère VIH, [non contaminé]", N),
    ("WB positif [VIH]", A),
    ("[VIH] non connu de l'employeur", A),
    ("[VIH] que sa femme ignore", A),
    ("sérologie [VIH] à remettre en main propre (positive)", A),
    ("[VIH] faiblement réactif, contrôle sur un second tube", H),
    ("[VIH] réactif douteux", H),
    ("à confirmer par [WB]", H),
    ("[VIH] : refus de la patiente", H),
    ("[VIH] non prescrit, demandé par le patient", H),
    ("consentement au dépistage [VIH] : oui", H),
    ("sérologie [VIH] : oui", A),
    ("question [VIH] non remplie", H),
    ("vient sans ordonnance pour dépistage [VIH]", H),
    ("prétend avoir le [VIH]", H),
    ("résultat [VIH] de son ex-conjoint", F),
    ("le conjoint annonce qu'il est [séropositif]", F),
    ("sa fille dit qu'il est [séropositif]", A),
    ("[VIH] connu, [CV] à contrôler", A),
    ("[VIH] M6 à programmer", H),
    ("[VIH] à prélever", H),
    ("[VIH] (négatif)", N),
    ("contrôle [VIH] négatif", N),
    ("Ne souhaite pas de test [VIH]", H),
    ("Inquiète pour le [VIH]", H),
    ("[VIH] contrôlé, [CD4] 620", A),
    ("Bilan : NFS, iono, [VIH], TPHA", H),
    ("[VIH] N / VHB N", N),
    ("[VIH] positive : NON", N),
    ("[VIH] jamais testé", H),
    ("[VIH] prélevé ce jour", H),
    ("séroneg pour le [VIH] et le VHC", N),
    ("Séro source [HIV] en attente", H),
    ("Piqûre par aiguille d'un patient [VIH]", F),
    ("[VIH]-, VHC+", N),
    ("suivi clos, patient source [VIH]-, pas de TPE", F),
    ("AES, source [VIH] neg, suivi clos", F),
    ("AES, source [VIH]+, [sérologie] négative de l'agent", F),
    ("Frère malade du sida, [VIH] fait ts les ans tjs négatif", N),
    ("[VIH] contrôlé 2 fois, négatif", N),
    ("[VIH] 1 et 2 : absence d'anticorps", N),
    ("[sérologie VIH] réalisée avec son accord est revenue négative", N),
    ("TROD [VIH] et [VHC] ce jour = nég / pos", N),
    ("[sérologie VIH] du 3/5 rendue négative", N),
    ("séropo à la toxo, pas au [VIH]", N),
    ("conjointe [VIH]+, [lui négatif] en mai", F),
    ("conjointe séropositive, [lui négatif] en mai", N),
    ("bébé d'une mère [VIH]", F),
    ("né de mère VIH+, [PCR négative]", N),
    ("épouse non informée du [VIH]", A),
    ("évoque spontanément sa [séropositivité]", A),
    ("craint une [séropositivité]", H),
    ("mon ex vient de m'annoncer qu'il a le [VIH]", F),
    ("refus garantie, motif [VIH]", A),
    ("[VIH] exigé pour visa", H),
    ("n'a jamais accepté d'être dépisté pour le [VIH]", H),
    ("bilan toxo rub [VIH]", H),
    ("bilan toxo rub [VIH] négatif", N),
    ("à redépister : [VIH]", H),
    ("sérologie [VIH] : profil de séroconversion", A),
    ("perdu de vue, [VIH] stade C", A),
    ("AES, source [VIH]+ connue", F),
    ("rapport non protégé avec partenaire [VIH]+", F),
    ("Ne souhaite pas que sa [séropositivité] figure au dossier", A),
    ("Pas de mention du [VIH] devant la famille", A),
    ("[VIH] : non renseigné", H),
    ("A répondu non à la question relative au [VIH]", N),
    ("Patient connu pour un [VIH] traité.", A),
    ("[VIH] positif.", A),
    ("Sérologie [VIH] positive ce jour.", A),
    ("Patiente [enceinte] de 12 SA.", A),
    ("ATCD : [diabète] de type 2, HTA.", A),
    ("Suivie pour [cancer du sein] droit.", A),
    ("[Toxicomanie] ancienne, sevrée.", A),
    ("Sous [Truvada] depuis 2019.", A),
    ("Sans doute une [hépatite B] chronique.", A),
    ("On n'exclut pas un [cancer].", H),
    ("[VIH] connu, charge virale indétectable", A),
    ("Pas de fièvre. [Grossesse] évolutive.", A),
    ("Absence de signe clinique ; [hépatite C] traitée", A),
    ("Aucun doute sur le [cancer] primitif.", A),
    ("[VIH] négatif.", N),
    ("Sérologie [VIH] : négative", N),
    ("[VIH] : neg", N),
    ("[VIH] 1 et 2 négatifs", N),
    ("Pas de [diabète].", N),
    ("Pas d'antécédent de [cancer].", N),
    ("Absence d'[hépatite B].", N),
    ("Aucun signe de [tuberculose].", N),
    ("Sans notion de [toxicomanie].", N),
    ("Ni [diabète] ni HTA.", N),
    ("La patiente n'est pas [enceinte].", N),
    ("Nie toute [consommation d'alcool].", N),
    ("Jamais de [dépression].", N),
    ("[Grossesse] exclue.", N),
    ("[VIH] non détecté", N),
    ("[Grossesse] : non", N),
    ("Indemne d'[hépatite C].", N),
    ("Recherche de [syphilis] négative", N),
    ("Mère diabétique et [cancer du sein].", F),
    ("Père décédé d'un [cancer du poumon].", F),
    ("Antécédents familiaux de [cancer].", F),
    ("Sa sœur a une [mucoviscidose].", F),
    ("Son frère est [séropositif].", F),
    ("[Schizophrénie] chez son père.", F),
    ("Cancer du sein chez la mère, [dépression] chez sa tante.", F),
    ("Suspicion de [cancer].", H),
    # An arrow leads away from a relative, a title does not.
    ("Conjoint positif -> [Truvada] dès ce soir", A),
    ("B12 basse, en rapport avec la [metformine] prise au long cours", A),
    ("Mère -> [cancer du sein] connu", F),
    ("Son compagnon M. Jean Exemple est [séropositif].", F),
    # Tests that are to be done or awaited, states that are wished for.
    ("Sérologies à faire dont [VIH]", H),
    ("Vient chercher ses résultats de [VIH].", H),
    ("Je crois que je suis [enceinte].", H),
    ("Patient source négatif [VIH], déclaré.", F),
    ("Je suis négatif au [VIH].", N),
    ("BU négative, [VIH] positif", A),
    ("[Grossesse] à éliminer.", H),
    ("[VIH] ?", H),
    ("Probable [hépatite].", H),
    # Boxes, in signs and in brackets, before the term and after it.
    ("☑ HTA ☐ [diabète] ☐ asthme", N),
    ("☐ HTA ☑ [diabète] ☐ asthme", A),
    ("[diabète] ☐ oui ☒ non", N),
    ("[diabète] ☑ oui ☐ non", A),
    ("[Grossesse] : oui ☐ non ☒", N),
    ("[Grossesse] : non ☐ oui ☒", A),
    # A minus glued to a serology is its result; between blanks it parts terms.
    ("[VIH]- VHC+", N),
    ("[hépatite B]- VIH- VHC-", N),
    ("diabète - [hépatite C] - asthme", A),
    # Dots up to the answer end no sentence; three are a pause.
    ("[VIH] ........ négatif", N),
    ("À éliminer : [lymphome]", H),
    ("[VIH] = 0, VHC = 0", N),
    ("vaccin contre-indiqué car [enceinte]", A),
    ("not [enceinte]", N),
    ("Je m'interroge sur un [cancer]", H),
    ("Dépistage [VIH] prescrit.", H),
    ("Demande de sérologie [VIH].", H),
    ("Risque de [dépression].", H),
    ("[Cancer] suspecté au scanner.", H),
    ("[Tuberculose] possible.", H),
    # Dictated with its punctuation, arrows, and what stands between.
    ("dépression majeure point [idées noires] sans projet point seroplex", A),
    ("sans projet point [séropositif] virgule suivi", A),
    ("point de [diabète] connu", N),
    ("pas de point d'appel ni de [VIH]", N),
    ("[VIH] -> négatif", N),
    ("[VIH] => positif", A),
    ("aucun traitement hormis une [trithérapie]", A),
    ("BDA probable sous [cannabis]", A),
    ("éliminer une grossesse avant [VIH]", A),
    ("aucun traitement avant la [grossesse]", A),
    # Results in letters, questions with their answer.
    ("Dépistage du don : [VIH] NR", N),
    ("[hépatite B] ou C : NON", N),
    ("Test [VIH positif] ? non", N),
    ("Affection [psychiatrique] ? non", N),
    ("[cannabis] : jamais", N),
    ("[idées suicidaires] niées", N),
    ("[cannabis] urin. : négatif", N),
    ("[VIH] : VDRL neg", A),
    ("porteur [Ag HBs]", A),
    ("patient sero positif [VIH]", A),
    ("[VIH] svp", H),
    ("[trouble bipolaire] à réévaluer", H),
    ("Elle pense pouvoir être [enceinte]", H),
    ("prévention de l'[hépatite B]", H),
    ("elle cherche sa mère, [démence]", A),
    ("mother [ovarian cancer]", F),
    ("Pas de : [diabète], HTA, VIH", N),
    ("Pas de : diabète, HTA, [VIH]", N),
    ("Absence de : [VIH] / VHB", N),
    ("Motif d'absence : [grossesse]", A),
    ("[VIH] demandé par le patient", H),
    ("bilan : [VIH], VHC, NFS", H),
    ("[IVG] envisagée", H),
    ("[BRCA1] non muté", N),
    ("nourrisson né de mère [séropositive]", F),
    ("[VIH] sous contrôle", A),
    # Results that are told at some distance, and tests that are still to be done.
    ("[VIH] : résultat à suivre", H),
    ("[VIH] acceptée, résultat négatif le 03/02", N),
    ("Bilan IST revenu normal ([VIH] compris)", N),
    ("[VIH] normal", N),
    ("une [sérologie VIH] est réalisée et revient positive", A),
    ("une [sérologie VIH] est réalisée et revient négative", N),
    ("Test indéterminé en [VIH]", H),
    ("[VIH] prévu", H),
    ("[VIH] fait à sa demande", H),
    ("ajout de [VIH] sur le tube d'hier", H),
    ("viendra chercher son [VIH] vendredi", H),
    ("Bilan annuel : [VIH] stable", A),
    ("Suivi du [VIH] : sérologie à 6 semaines à faire", H),
    ("a appris son statut [VIH]", A),
    ("veut connaître son statut [VIH]", H),
    ("[Sérologie VIH] du patient source : négative", F),
    ("Mère : groupe O, sérologies [VIH] négatives", F),
    ("Mère : groupe O, bébé [VIH] négatif", N),
    ("[Charge virale VIH] non détectée", A),
    ("[PCR VIH] non détectée", N),
]
"""Sentences as they are written; a status lowers severity and never hides."""


READER_WORDS = WordList(cue_phrases())
READER = AssertionReader(READER_WORDS)


def status_of(marked: str, kind: Kind = Kind.SEROLOGY) -> Assertion:
    before, rest = marked.split("[", 1)
    term, after = rest.split("]", 1)
    data = np.frombuffer((before + term + after).encode(), np.uint8)
    start = len(before.encode())
    end = start + len(term.encode())
    tokens = READER_WORDS.tokens(data)
    sentences = READER.sentences(data, tokens, Positions(tokens))
    first = np.searchsorted(tokens.ends, [start], side="right")
    last = np.searchsorted(tokens.starts, [end])
    return Assertion(int(READER.statuses(sentences, first, last, np.array([kind], np.uint8))[0]))


@pytest.mark.parametrize(("marked", "status"), SENTENCES)
def test_sentence(marked: str, status: Assertion) -> None:
    assert status_of(marked) is status


@pytest.mark.parametrize(("marked", "status"), SENTENCES[::3])
def test_case_and_accents_do_not_matter(marked: str, status: Assertion) -> None:
    assert status_of(marked.upper()) is status
    assert status_of(unicodedata.normalize("NFD", marked)) is status


@pytest.mark.parametrize(("marked", "status"), SENTENCES)
def test_neighbour_sentences_do_not_matter(marked: str, status: Assertion) -> None:
    end = "" if marked.endswith((".", "?")) else "."
    assert status_of(f"Bilan du jour. {marked}{end} Bon état général.") is status
    assert status_of(f"Pas de fièvre.\n\n{marked}{end}\n\nSa mère va bien.") is status


def test_one_letter_answers_at_the_end_of_a_field() -> None:
    assert status_of("à jeun : O, [enceinte] : N", Kind.TEST) is N
    assert status_of("[enceinte] : N, allergies : N", Kind.TEST) is N
    assert status_of("[grossesse] : n'a pas consulté", Kind.TEST) is A


def test_what_is_given_to_prevent_is_given() -> None:
    assert status_of("prévention [Valium] 10x4", Kind.DRUG) is A
    assert status_of("à surveiller sous [isoniazide]", Kind.DRUG) is A
    assert status_of("[sourde], écrire SVP", Kind.OTHER) is A
    assert status_of("[Kardégic] NR", Kind.DRUG) is A
    assert status_of("Elle prend du [Xanax] de sa mère.", Kind.DRUG) is A
    assert status_of("Je propose [Ventoline] matin et soir.", Kind.DRUG) is A


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("Arrêt de l'[Apixaban] devant le saignement", N),
        ("stop [Gliclazide]", N),
        ("a arrêté le [Seresta] seul", N),
        ("[Valium] arrêté à J7", N),
        ("[Eliquis] 6 mois arrêté", N),
        ("[Aricept] 10 mg suspendu", N),
        ("Traitements arrêtés : Cordarone (dysthyroïdie), [Previscan]", N),
        ("Retour de [Dépakine] : arrêt neurologue", N),
        ("Confusion liée au [Tramadol], résolutive à l'arrêt.", N),
        ("le [tramadol] je le supporte pas du tout j'ai arrêté", N),
        ("[Epclusa] terminé en 2021", N),
        ("[Eviplera] remplacé par Odefsey", N),
        ("Lamictal en remplacement de [Dépakine]", N),
        ("a arrêté de prendre son [Abilify]", N),
        ("arrêt de travail [Doliprane]", A),
        ("majoré l'[Euthyral] en le remplaçant par Lévothyrox", N),
        ("[Rhophylac] 200 refusé par patiente", N),
        ("[Lantus] non faite vu avec interne", N),
        ("non pris : [Ramipril]", N),
        # Not to be given, or not again.
        ("[Atarax] supprimé, chutes", N),
        ("[Haldol] proscrit", N),
        ("Éviter [éfavirenz] et névirapine", N),
        ("[ramipril] à ne plus reprendre", N),
        ("[Kardegic] à arrêter 5 j avant le bloc", N),
        ("[Eliquis] non repris", N),
        ("[carbétocine] non utilisée", N),
        ("ne supporte pas la [metformine]", A),
        ("ne veut plus prendre [Truvada]", N),
        ("retrait [Nexplanon] ce jour", N),
        ("on saute le [carboplatine] ce cycle", N),
        ("[Fludex] -> arrêt", N),
        ("[Amoxicilline] : urticaire, stop, Zyrtec", N),
        ("[budésonide] inhalé, remplacé par Qvar", N),
        ("[Xarelto] non pris en charge", A),
        # Not stopped, not yet, or something else.
        ("Eviplera remplacé par [Odefsey]", A),
        ("pas d'arrêt du [Xarelto]", A),
        ("[hydrocortisone] non arrêtée la veille", A),
        ("ne pas arrêter le [Kardégic]", A),
        ("Faut-il arrêter le [Plavix] ?", A),
        ("demande s'il arrête le [Plavix] avant", A),
        ("si Mme TESTEUR peut arrêter [Eliquis] avant l'extraction", A),
        ("sous [Champix], arrêt du tabac", A),
        ("[Lyrica] arrêt conduite", A),
        ("stop Plavix J-5, garder [Kardégic]", A),
        ("stop Tahor (myalgies), essai [Crestor]", A),
        ("Traitements arrêtés : Previscan (relais [apixaban])", A),
        ("refuse son [Seresta] ce soir", A),
        ("[Saxenda] refusé par la mutuelle", A),
        ("[Doliprane] suspension buvable", A),
        ("relais par [Eliquis]", A),
        ("relais [Eliquis] ce soir", A),
        ("[Cytotec] retrait par la sage-femme", A),
        ("ne supporte pas la metformine, prend du [Trulicity]", A),
        ("[Doliprane], tabac stop", A),
        ("faut-il éviter le [Doliprane] ?", A),
        ("IEC ([Triatec]) à stopper la veille", N),
        ("[Ixprim] cessé en mai", N),
        ("le médecin annule le [Zeclar]", N),
        ("[Stablon] jamais pris", N),
        ("[Seresta] 10 mg sans cesse augmenté", A),
        ("famille demande arrêt [Zopiclone] car somnolente", A),
        ("Rhésus mère nég / bb nég : pas de [Rhophylac]", N),
        ("Mal aux genoux sous [Tahor], j'ai arrêté depuis 8 jours", N),
        ("sous [Seresta], j'ai arrêté le tabac", A),
        ("Hormonothérapie par [Tamoxifène] jusqu'en 2031", A),
        ("Prend du [Voltarène] pour son dos : à arrêter", N),
        ("précédemment sous [Coumadine], Eliquis 5 x2", N),
        ("échec du [Mopral], passage à l'Inexium", N),
        ("[Neurontin] non toléré en 2020", N),
        ("[Kardegic] à suspendre 5 jours", A),
        ("[Bisoprolol] non pris ce matin, TA 17/9", A),
        ("sans Coumadine (relais [Lovenox])", A),
        ("Groupe AB nég → [Rhophylac] fait", A),
        ("[Rhophylac] car O négatif", A),
        ("ordonnance suspecte [Lyrica] 300", A),
        ("La pharmacie n'a pas le [Concerta] 36", A),
    ],
)
def test_what_is_not_taken_any_more_is_denied(marked: str, status: Assertion) -> None:
    assert status_of(marked, Kind.DRUG) is status


def test_an_exchanged_drug_is_denied_and_its_successor_is_not() -> None:
    for text in ("Substitution Inexium → ésoméprazole", "switch Stribild pour Genvoya"):
        counts = state_of(text).tallies["health.drug"].counts.sum(axis=0)
        assert (counts[N], counts[A]) == (1, 1)


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("[test VIH] rassurant", N),
        ("bilan fait ce jour, dont [VIH] et hépatites", H),
        ("dépistages proposés et acceptés : [VIH], VHB", H),
        ("[VIH] et HBS du 6e mois : négatifs tous les deux", N),
        ("[VIH] depuis 2010, VHC : négatif", A),
        ("bilan complet [VIH] VHB VHC chlamydia : tout négatif", N),
        ("fait un [autotest VIH] il y a 1 mois, négatif", N),
        ("La [sérologie VIH] réalisée dans le cadre du bilan est négative", N),
        ("[sérologie VIH] : à jeun pas nécessaire", H),
        ("conjoint VIH+, [test VIH] négatif", N),
        ("Son mari, [décédé du sida] en 1996", F),
        ("mon ex m'a appelé pour me dire qu'il avait le [sida]", F),
        ("exposition in utero au [VIH]", F),
        ("pas de nouvelles depuis le rendu [VIH] du 03/02", A),
        ("perdue de vue, [séro+] en grossesse", A),
        ("[VIH] avec accord du patient", H),
        ("[VIH] avec accord du patient : négatif", N),
        ("demande ses comprimés, se dit [séropositif]", A),
        ("[Ac anti-VIH] 0,12 S/CO (< 1,00) non réactif", N),
        ("Contrôle [VIH] à 3 mois après rapport : négatif", N),
        ("[test VIH] demandé pour un capital > 300 KE : revenu négatif", N),
        ("[test du SIDA] ? Réponse : oui, négatif en 2021", N),
        ("prise de sang [VIH] (résultat pas reçu)", H),
        ("Patient source connu [séropositif]", F),
        ("Petite fille [porteuse du VIH]", A),
        ("sa petite-fille est [séropositive]", F),
        ("[test VIH] demandé pour un capital > 300 KE : revenu positif", A),
        ("[VIH] Mme = NEG", N),
        ("[VIH] non proposé", H),
        ("dépistage [VIH] ? Oui, résultat : négatif", N),
        ("dépistage [VIH] ? Oui, résultat : positif", A),
        ("Conjoint incarcéré, [séropositif], elle a peur", F),
    ],
)
def test_how_a_result_is_told(marked: str, status: Assertion) -> None:
    assert status_of(marked) is status


def test_drugs_are_stopped_in_lists() -> None:
    for text, denied, affirmed in (
        ("statines (Crestor et Tahor arrêtés, myalgies)", 2, 0),
        ("Je propose d'arrêter Tanakan, Praxinor et d'adapter Lasilix.", 2, 1),
        ("stop Kardégic et Lovenox 0,4", 1, 1),
        ("Humira jusqu'en 2020 puis Stelara", 1, 1),
        ("prise de méthotrexate (Imeth) arrêtée en mars", 2, 0),
        ("Xarelto à la place du Previscan", 1, 1),
        ("passé de Previscan à Xarelto", 1, 1),
        ("allégé de Triumeq vers Dovato", 1, 1),
        ("déprescription du Xanax proposée", 1, 0),
        ("a stoppé d'elle-même son Previscan", 1, 0),
        ("pas de fièvre donc Doliprane seul", 0, 1),
        ("pas d'interaction entre Xarelto et Doliprane", 0, 2),
        ("sans attendre, début de Lovenox", 0, 1),
        ("Éviter Kardégic et Lovenox.", 2, 0),
        ("relais Lovenox par Previscan", 1, 1),
        ("exposition ancienne à la stavudine et à la didanosine", 2, 0),
    ):
        counts = state_of(text).tallies["health.drug"].counts.sum(axis=0)
        assert (counts[N], counts[A]) == (denied, affirmed)


def test_a_stopped_remedy_tells_of_what_it_is_given_against() -> None:
    assert status_of("a arrêté [Symtuza]", Kind.REMEDY) is A
    tallies = state_of("a arrêté Symtuza").tallies
    assert tallies["health.hiv"].counts.sum(axis=0)[A] == 1
    assert tallies["health.drug"].counts.sum(axis=0)[N] == 1


@pytest.mark.parametrize(
    ("marked", "kind", "status"),
    [
        ("Maman demande du [Doliprane]", Kind.DRUG, A),
        ("Maman sous [Doliprane]", Kind.DRUG, F),
        ("ma fille de 4 ans a 39 depuis hier soir malgré l'[advil]", Kind.DRUG, F),
        ("le pharmacien n'a plus d'[Ozempic]", Kind.DRUG, A),
        ("n'a plus d'[Ozempic]", Kind.DRUG, N),
        ("contre-indication aux [AINS]", Kind.DRUG, N),
        ("Pas de traitement en dehors du [Coversyl]", Kind.DRUG, A),
        ("hors ALD [Gaviscon]", Kind.DRUG, A),
        ("Pas de contre-indication à une nouvelle [grossesse]", Kind.STATE, H),
        ("[grossesse] souhaitée", Kind.STATE, H),
        ("[9 SA], Rhophylac non fait", Kind.STATE, A),
        ("compatible avec une [grossesse] de 5 à 6 SA", Kind.STATE, A),
        ("compatible avec une [grossesse]", Kind.STATE, H),
        ("[Test de grossesse] (urines) = POSITIF", Kind.TEST, A),
        ("[Test de grossesse] délivré", Kind.TEST, H),
        ("[test de grossesse] dans 3 sem", Kind.TEST, H),
        ("[HCG] en progression, 845 UI/l ce jour, à recontrôler", Kind.TEST, A),
        ("certificat d'[asthme] délivré", Kind.OTHER, A),
        ("un [test de grossesse] fait aux urgences avant le scanner était négatif", Kind.TEST, N),
        ("un [test de grossesse] fait aux urgences avant le scanner était positif", Kind.TEST, A),
        ("[bHCG] J14 post-transfert : 187 UI/L", Kind.TEST, A),
        ("RAI du [8e mois] négative", Kind.STATE, A),
        ("[Enceinte] ou pas, à savoir avant la radio", Kind.STATE, H),
        ("lamotrigine en vue d'une [grossesse]", Kind.STATE, H),
        ("ma mère a 82 ans, elle est sous [Aricept]", Kind.DRUG, F),
        ("ma mère m'accompagne, je suis sous [Aricept]", Kind.DRUG, A),
        ("sa sœur, suivie ailleurs, est sous [Humira]", Kind.DRUG, F),
        ("patient source VIH connu sous [Genvoya]", Kind.DRUG, F),
        ("pensait être [enceinte], résultat négatif", Kind.STATE, N),
        ("Assistante dentaire [22 SA] séronégative toxo", Kind.STATE, A),
        ("je suis O négatif et [enceinte]", Kind.STATE, A),
        ("[Enceinte] ou susceptible de l'être ? Non", Kind.STATE, N),
        ("c'est quoi [27 SA] en mois ?", Kind.STATE, A),
        ("[grossesse] non obtenue, pause", Kind.STATE, N),
        ("[hCG] contrôle J+4 : 9 820", Kind.TEST, A),
        ("[bHCG] reçu : positif", Kind.TEST, A),
    ],
)
def test_kinds_of_terms_are_told_otherwise(marked: str, kind: Kind, status: Assertion) -> None:
    assert status_of(marked, kind) is status


def test_an_arrow_leads_on_as_its_spelling_does() -> None:
    assert status_of("Conjoint positif → [Truvada] dès ce soir") is A
    assert status_of("[VIH] → négatif") is N


def test_states_are_wished_for_not_ordered() -> None:
    assert status_of("Souhaite une nouvelle [grossesse].", Kind.STATE) is H
    assert status_of("Sérologies de début de [grossesse] à faire", Kind.STATE) is A
    assert status_of("Valeur compatible avec [9 SA]", Kind.STATE) is A
    assert status_of("Signes compatibles avec une [grossesse]", Kind.STATE) is H
    assert status_of("compatible avec 9 à 11 [semaines d'aménorrhée]", Kind.STATE) is A


def test_a_state_is_not_denied_by_what_is_looked_for_beside_it() -> None:
    assert status_of("[Enceinte], toxo négative", Kind.STATE) is A
    assert status_of("[gestante] Rh neg", Kind.STATE) is A
    assert status_of("[Grossesse] négative", Kind.STATE) is N
    assert status_of("[VIH] toxo négatif", Kind.SEROLOGY) is N


def test_the_men_of_women_bear_no_children() -> None:
    assert status_of("[enceinte] de son mari", Kind.STATE) is A
    assert status_of("[VIH] du mari", Kind.SEROLOGY) is F
    assert status_of("Sa femme est [enceinte]", Kind.STATE) is F
    assert status_of("Sa sœur Mariam, compatible HLA, [est enceinte]", Kind.STATE) is F
    assert status_of("Jeune mère [enceinte]", Kind.STATE) is A


def test_a_risk_that_was_computed_is_a_result() -> None:
    assert status_of("Risque de [trisomie 21] : 1/8900", Kind.TEST) is A
    assert status_of("Risque de [trisomie 21]", Kind.TEST) is H
    assert status_of("[HCG] > 200 000", Kind.TEST) is A


@pytest.mark.parametrize(
    ("text", "hypotheses", "others"),
    [
        ("sérologie VIH + VHC + BW avant mariage", 3, 0),
        ("sérologies VIH VHB VHC demain", 3, 0),
        ("VIH + VHC + syphilis demandés", 3, 0),
        ("Demande bilan après rapport à risque : VIH, VHB, syphilis", 3, 0),
        ("IRM + PL (syphilis, HIV, biomarqueurs) demandées", 2, 0),
        ("sérologie VIH +, VHC +", 0, 2),
        ("nouveau partenaire, on fait VIH + VHC + syphilis", 3, 0),
        ("coinfection VIH + VHC", 0, 2),
    ],
)
def test_lists_of_tests_share_what_is_asked(text: str, hypotheses: int, others: int) -> None:
    tallies = state_of(text).tallies
    rules = ("health.hiv", "health.hepatitis", "health.sti")
    counts = sum(tallies[rule].counts.sum(axis=0) for rule in rules if rule in tallies)
    assert (counts[H], counts.sum() - counts[H]) == (hypotheses, others)


def test_the_load_of_whom_somebody_met_is_not_their_own() -> None:
    counts = state_of("AES, source VIH+, CV indétectable").tallies["health.hiv"].counts.sum(axis=0)
    assert (counts[A], counts[F]) == (0, 2)


def test_it_stops_at_the_field() -> None:
    table = "nom;motif;avis\nTESTEUR;Pas de;x\nFICTIF;VIH;négatif\nEXEMPLE;;\n"
    assert state_of(table, "x.csv").tallies["health.hiv"].counts.sum(axis=0)[A] == 1


def test_a_wrapped_line_goes_on() -> None:
    line = "Au terme de cet examen nous ne retrouvons absolument pas de"
    assert status_of(f"{line}\n[cancer] ce jour.") is N
    assert status_of("Pas de fièvre\n[Cancer] du sein.") is A


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Sérologie VIH négative.", N),
        ("Sérologie VIH positive.", A),
        ("Mère séropositive au VIH.", F),
        ("Dépistage VIH à prévoir.", H),
        ("Suivi sérologique VIH chez l'infirmière", H),
        ("propose VIH + syphilis", H),
        ("VDRL, VIH, VHC RAS", N),
        ("trithérapie en cours", A),
    ],
)
def test_the_status_reaches_the_evidence(text: str, status: Assertion) -> None:
    counts = state_of(text).tallies["health.hiv"].counts.sum(axis=0)
    assert counts.argmax() == status
    assert counts.sum() == counts[status]


def test_a_status_never_hides() -> None:
    for text in ("VIH négatif", "pas de VIH", "VIH ?", "mère VIH+"):
        assert state_of(text).tallies["health.hiv"].count >= 1


@pytest.mark.parametrize(
    ("text", "rule", "status"),
    [
        ("VIH ☐", "health.hiv", N),
        ("VIH [ ] VHB [x]", "health.hiv", N),
        ("VIH [ ] VHB [x]", "health.hepatitis", A),
        ("Cocher [x] VIH [ ] VHB", "health.hiv", A),
        ("Cocher [ ] VIH [x] VHB", "health.hepatitis", A),
        ("ø grossesse, ø tabac", "health.pregnancy", N),
        ("G0P0, frottis à jour", "health.pregnancy", N),
        ("BHCG < 2 UI/L", "health.pregnancy", N),
        ("BHCG 1250 UI/L", "health.pregnancy", A),
        ("AES infirmière ce matin", "health.hiv", H),
        ("pas d'AES infirmière cette année", "health.hiv", N),
        ("sous Eliquis, VIH négatif", "health.drug", A),
        ("Keppra à discuter", "health.drug", H),
        ("Pas d'ATCD. Prend Xarelto", "health.drug", A),
        ("Rhésus négatif : Xarelto", "health.drug", A),
        ("pas d'arrêt du Xarelto", "health.drug", A),
        ("..., anti-D ? saignements", "health.drug", H),
        ("0 grossesse, 0 enfant", "health.pregnancy", N),
        ("VIH et VHC faits ce jour, négatifs tous les deux", "health.hiv", N),
    ],
)
def test_boxes_and_signs_deny(text: str, rule: str, status: Assertion) -> None:
    assert state_of(text).tallies[rule].counts.sum(axis=0)[status] == 1


@pytest.mark.parametrize(
    ("text", "rule", "status"),
    [
        ("Grossesse : RAS", "health.pregnancy", A),
        ("Patiente enceinte, demande un certificat", "health.pregnancy", A),
        ("bHCG demandés", "health.pregnancy", H),
        ("Humira envisagé en cas d'échec", "health.drug", H),
        ("Lovenox à faire à 20 h", "health.drug", A),
        ("Lovenox non indiqué", "health.drug", N),
        ("non traité par insuline", "health.drug", N),
        ("évoquer un VIH devant la lymphopénie", "health.hiv", H),
    ],
)
def test_states_and_drugs_are_not_ordered_as_tests_are(
    text: str, rule: str, status: Assertion
) -> None:
    assert state_of(text).tallies[rule].counts.sum(axis=0)[status] == 1

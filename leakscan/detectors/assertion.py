"""Whether a clinical statement is affirmed, negated, about the family, or only supposed.

ConText (Harkema et al., J Biomed Inform 2009) for French notes: the sentence around a term is
told as a string of signs, one for each word (`assertion_cues`), and patterns over that string
decide. So "pas d'antécédent de VIH" and "pas de notion de grippe" are one question, asked once.
A status lowers severity, it never hides: "VIH négatif" is still an HIV test result (RGPD,
recital 35). A test that is asked for counts as a hypothesis.
"""

import os

import numpy as np
import numpy.typing as npt

from leakscan.detectors.assertion_cues import (
    ABBREVIATIONS,
    ANY,
    ELSEWHERE,
    LATER,
    LEADS,
    LOAD,
    MINE,
    MY_MAN,
    NORMAL,
    NOT_DONE,
    NOTHING,
    NUMBER,
    PLUS,
    REASSURING,
    RELAYED,
    SIGNS,
    STOP,
    YES,
    cues,
)
from leakscan.detectors.characters import Bytes, Mask, Offsets
from leakscan.detectors.passages import SEPARATOR
from leakscan.detectors.statement_kinds import Kind
from leakscan.detectors.tokens import PhraseFinder, Positions, Tokens, WordList
from leakscan.detectors.untaken_drugs import is_untaken
from leakscan.frozen import slotted
from leakscan.model.taxonomy import Assertion
from leakscan.patterns import deferred

_BEFORE, _AFTER = 18, 14
"""Words that are looked at on either side, inside the sentence."""
_WITHIN = 16
"""Words of the term itself that are looked at."""
_PLACES_BEFORE, _PLACES_AFTER = np.arange(-_BEFORE, 0), np.arange(_AFTER)
_PLACES_IN = np.arange(_WITHIN)
_WRAPPED_LINE = 48
"""A line at least this long is taken to go on in the next: letters are wrapped."""
_MAX_KNOWN = 50_000
_PART = "3"
"""A number below one, which only of a serology says more than any number."""
_NEGATIVE = "M"
_TERM, _TEST, _RESULT, _MINUS, _EXPOSURE, _VERB = "t", "B", "P", "m", "x", "v"
_AWAITED = "Z"
_NAMED = f"{_TEST}T"
_DRUGS = (Kind.DRUG, Kind.REMEDY)
_NOTHING = np.uint8(ord(NOTHING))
_NEWLINE = ord("\n")

_LIST = r"(?:[0)]|[,/eo(-]*[dl]*[tB][0)]*|e0|[/o]w(?=:))*"
"""Further terms that share what follows: "VIH, VHB et VHC"."""
_COMPANY = r"(?<!A)(?<!A[lpdwc])(?<!A[lpdwc][lpdw])"
_DENIAL = (
    r"(?:[KC](?!\()[^.,:yp?]{0,7}|[NJ](?:[wv]{0,4}d[^.,:yp?]{0,6}|[wv]?)|Q[wdlutoep0]{0,4}"
    r"|X[dl]?|n[dl]{0,2}w?)"
)
_TICKED = r"T[?:]{0,2}(?:u[^uk.]{1,4})*k"
_WITH_TICK = r"T[?:]{0,2}(?:[^uk.?:]{1,4}u)*"
"""Boxes left empty, then the one that is ticked: before what it says, or behind it."""
_FAMILY = deferred(
    rf"{_COMPANY}F(?:[dl]{{1,2}}S)?:?[^.,S]{{0,8}}T"
    rf"|{_COMPANY}F[^.S]{{0,2}}(?:[^.,S]{{0,6}}t[^.,S]{{0,4}}[,e])+[dle(]{{0,3}}T"
    r"|F,Sw{1,3},?[^.,S]{0,6}T"
    rf"|{_COMPANY}F0w,?yd?[lp]?T|F[wl]{{1,3}},T(?=P?,S)"
    r"|G[^.S]{0,14}T|^F:[^.SA]{0,14}T|Fd0w[^.,S]{0,10}T"
    r"|(?!TpFS)T[w0)]{0,2}(?:c[dlpw]{0,2}|[dp]{1,2}l?|lp|\()[lp]?F"
    r"|TFF|FwdwpSv{0,2}[lw]{0,2}T"
    r"|T[w0)]{0,1}G"
    r"|T:?(?:dl?)?F(?=[:(]?v?[MPX-])"
)
_DENIED_AFTER = deferred(
    rf"T{_LIST}(?:\([^)]{{0,8}}\))?[:(-]?R?[wl0]{{0,3}}v{{0,3}}w?v{{0,2}}M"
    rf"|T{_LIST}:(?:[KJr]|X(?!uPk)|N(?=[.,]|$)|z(?!,[0z]|[:/w0])|-(?=[.,()/]|$))"
    r"|T(?:o[^.,?:]{1,5})?P?[?:]{1,2}X(?=[.,)0z]|$|[wtB]{1,3}\?)"
    r"|T(?:[,/eo]{1,2}[twgB]){0,4}\)v{0,2}w?M"
    r"|T,?-(?:t[-P])*(?=[.,()/]|$)|T-(?:t[-P])+(?=l)|Tz(?=[.)]|,(?![0z])|$)"
    rf"|{_TICKED}[XM]|{_WITH_TICK}[XM]k|T[?:]{{0,2}}(?:kXuP|XkPu)"
    r"|T:?u(?:t:?[uk])*(?=[.,)]|$)"
    rf"|T{_LIST}(?:D[vwl]{{0,2}}:?M|(?:X|-)(?=[.,)]|$))|T[e/]t[lw0]{{0,3}}:M/|TR[w0]{{0,3}},M(?=[.,)]|$)|T\(?d?0(?:/0)*\)?w?v{{0,2}}M|Tw0-(?=[.,)]|$)"
    r"|T(?:[,/e]{1,2}[dl]?[tw])*d[0wlt/]{1,6}:[vwl]{0,2}M"
    r"|[bB][wdl:]{0,3}(?:[tB][,/e]{0,2}){0,4}T(?:[,/e]{0,2}[twB]){1,8}:[wv]{0,2}M"
    r"|Tv{0,2}K(?=[.,)Al]|$)"
    r"|T[wB]?\):[wt]?v?M|TS:v?M|T(?:[,/eo]{1,2}t)+[wl0D]{0,4},M(?=[.,()]|$)|Ty[lw]{1,3}v{0,2}M|T\?P[,-]?B:?v?M"
    r"|T:?t?:?0[vw/]{0,4}[(]?<0[)]?M|TH[?:]{1,2}X(?=[.,)]|$)|Tl?0w?y[tw]:v{0,2}M|T[^.,:?(Mt]{1,8}:v{1,2}M|T\?w{0,2}:P,?M"
    rf"|T{_LIST}[^.,:?(PMt]{{1,8}}:[vwl]{{0,2}}M"
    r"|T,?e?S?v{1,2}M|T[vw]{1,3}e[Sv]{1,2}M|T\([^.)]{1,10}\):v?M|T:?(?:v{1,2}w?|[wD][l0/]{0,6})?,M(?=[.,()]|$)|T[wP?:]{0,4}P,B?v?M(?=[.,()]|$)|Tw?,?eM(?=[.,)]|$)"
)
_AFFIRMED_AFTER = deferred(
    r"T(?:[0)]|[,/e]?t)*[:(]?v{0,3}w?P(?!0)|T[vw]{1,3}e[Sv]{1,2}P|T\(w{1,3}\):?P|Tw{1,2}:P(?!0)|Tw?,P(?=[.,()]|$)|T\?w{0,2}:?P|T,?eS?v{1,2}P|T-P"
    r"|T[^.,:?(Mt]{1,8}:v{1,2}P|TS:P"
    rf"|{_TICKED}P|{_WITH_TICK}Pk|T[?:]{{0,2}}Xu|kT"
)
_DENIED_BEFORE = deferred(
    rf"{_DENIAL}T"
    r"|(?:[KN]d|C):[^.:yp?PMS]{0,24}T"
    r"|uT(?![?:]?[ku](?:[PX]|(?:t[uk])*(?:[.,)]|$)))|(?:^|[,(])zT"
    rf"|(?:[KC][^.,:yp?]{{0,6}}|N[wv]{{0,3}}d[^.,:yp?]{{0,5}})(?:,d[^.,:yp?]{{0,3}})*,dl?w?T"
    r"|(?:[KC][^.,:yp?]{0,6}|N[wv]{0,3}d[^.,:yp?]{0,5})(?:,[dl]?t)*,[dl]?T(?:,[dl]?t)*,?[on]"
    r"|n[dl]{0,2}tn?[dl]{0,2}T"
    r"|Me[dl]*[Bh]?[dl]*T(?![^.,]{0,3}P)"
    r"|(?:M[:(]|r\()(?:t[,/eo]{1,2}[dl]?)*T"
)
_SUPPOSED_BEFORE = deferred(
    r"[hHi][^.,:y?]{0,5}T|[hi][^.,:ycpS?]{0,8}T|s[dl]?w?T|[hHi][^.:y]{0,3}t[,e/o][dl]{0,2}T|(?:^|[,:(])\?[dl]?T|(?:^|,)I:T"
)
_SUPPOSED_AFTER = deferred(
    rf"T{_LIST}[:(]?[v]{{0,2}}w?[HI](?!P)|Tv{{1,2}}h|T[^.,]{{0,3}}\?(?!P)"
    r"|T[^.,tMP]{0,5},?H(?=[.,)]|$)"
)
_CONSIDERED = deferred(r"Tv{0,2}H|(?:^|,)T\?(?![XP])")
"""A drug that is not given yet; "à faire" and "à contrôler" are said of one that is."""
_ASKED_AFTER = deferred(
    rf"T{_LIST}(?:[:(]?[vw]{{0,2}}[DI]|XD|(?:d[tw0]{{1,2}})?:R)|T(?:[,/eo]{{1,2}}[tw]){{0,4}}\)[vw]{{0,2}}[DI]"
    r"|T[:(]?B[vw]?I|T:B[l0w]{1,4}I"
    rf"|{_TICKED}[DI]|{_WITH_TICK}[DI]k"
)
_ASKED_BEFORE = deferred(
    r"B(?:w?[dl]{0,2})(?:U[dl]{0,2})?(?:t[,/eoP]{1,2}[dl]?)*T|b(?:B?w?A)?(?:t[,/eoP])*T|b[^.:;MPy]{0,8}e[dl]?T|I(?:[wel]|A[dl]?)?[:(]?(?:t[,/e])*T"
)
_LISTED = deferred(
    rf"[BDHR][dlw:]{{0,2}}(?:[tT][,/eo{PLUS}][dl]{{0,2}})*[tT]{PLUS}[dl]{{0,2}}[tT]"
    rf"(?:[,/eo{PLUS}][dl]{{0,2}}[tTw])*+(?![mMPX:?({PLUS}-])"
    rf"|[tT](?:{PLUS}[dl]{{0,2}}[tT])+(?:w?[DIjO]|:M)|T{PLUS}wj"
)
"""Tests that are asked for, joined by plus signs, without a result after them."""
_TO_ITS_RESULT = r"(?:[vwld0/(DO]|:P){0,8}[,/:(]?"
_NAMED_RESULT = deferred(rf"T(?:(?:[,e/]{{1,2}}t)*:B?t:?|{_TO_ITS_RESULT}Z[:v]{{0,2}})M")
"""The test, then what of it was looked at or told: "BW : VDRL négatif", "VIH, résultat négatif"."""
_LISTED_BEFORE = deferred(
    r"Bw?[dl]{0,2}(?:t[,/e]?)+T|B[wdlv]{1,4}:?(?:t[,/e]{0,2})*T|B[wdlvHDI/e]{1,6}:(?:t[,/e]{0,2})*T|b[w-]{0,4}:(?:[twB]0?[,/e]{1,2}){0,6}T"
    r"|BD[^.:MPt]{0,12},(?:t[,/e]{0,2})*T|B[^.:MPX-]{0,6}\((?:t[,/e]{1,2})*T|D[^.:SPM]{0,8}:(?:t[,/e]{0,2})*T"
)
"""Names of viruses need nothing between them: "sérologies VIH VHB VHC", "bilan : VIH"."""
_ANSWERED = deferred(r"(?::|(?<=T))Y(?=[.,)/]|$)")
_CARRIED = deferred(r"W[dl]{0,2}T")
_DOUBTED = deferred(r"[hHIs]")
"""Whoever is said to carry something does, unless it is supposed."""
_ORDERED_BEFORE = deferred(r"(?:D|(?<!t)R|R(?!,))[^.SPMyA]{0,14}T")
_LED_ON = deferred(rf"(?<=[tPMI0)]){LEADS}")
_OF_MINE = deferred(
    rf"[{MINE}{MY_MAN}][^.?{MINE}{MY_MAN}]{{0,20}}[,e](?:wS[vw]{{0,2}}d?|S[vw]{{0,2}}y)[dlp]{{0,2}}(?=T)"
)
"""Of a relative whoever writes speaks of: "mon père est fatigué, il est sous Previscan"."""
_OF_NAMED = deferred(r"(?<!A)F,[wdlpe0]{1,8},v{1,2}y[dl]?(?=T)")
"""The same, told on the way: "sa mère, suivie ici aussi, est sous Imurel"."""
_RELAYED_TO = deferred(rf"\({RELAYED}")
_FOLLOWED = deferred(rf"M(?=[:{LEADS}])")
"""What is given to whom is negative for something: "rhésus négatif -> Rhophylac"."""
_REASONED = deferred(r"(Ty[^.,T]{0,6})M")
"""The same, behind it: "Rhophylac car O négatif"."""
_SHARED = deferred(r"(y[dlp]{0,2}T[dlp]{1,2})F")
"""Somebody takes what is prescribed to a relative: "prend du Xanax de sa mère"."""
_OF_SOURCE = deferred(r"U[^.,IMP]{0,3}T|U[^.,:I]{1,5}yT")
"""Of whom somebody was exposed to."""
_MET = deferred(r"UP?[^.,IMP]{0,3}T|A[dp]?FT|TdU|(?:^|\.)p?[Ff],T")
"""The same, or of a relative who is named right before: "rapport avec conjoint VIH+"."""
_SOURCE_CLEAR = deferred(r"U[:w]?(?:M[dl]{0,2})?T|TdU")
"""That whom somebody was exposed to has nothing is told of that person, too."""
_CLEAR = deferred(rf"T{_LIST}r(?=[.,)]|$)")
_OWN = deferred(r"pT")
"""What is somebody's is there, whatever is wished or asked of it: "sa séropositivité"."""
_WISHED = deferred(r"D(?=dw?T)")
_DATED = deferred(r"h(?=[Ad]{0,2}(?:0[l]?)*T)")
_CONFIRMED = deferred(
    rf"T{_TO_ITS_RESULT}B[:v]{{0,2}}P(?!0)|"
    r"PA[dl]?(?:Bt?|t)?T(?![^.,]{0,3}[MI])|(?:^|[.,:(])Bt?P[dl]{0,2}T(?![^.,]{0,3}[MIDHXj])"
)
"""A result that another test of it bears out, or that stands before its name: "WB positif VIH"."""
_AGREED = deferred(rf"[DHR][dl]{{0,2}}B?T[?:]{{1,2}}{YES}")
"""To be tested: "consentement au dépistage VIH : oui"."""
_SUMMED = deferred(
    rf"(?:(?:[tB]{PLUS}[dl]?){{2}}T|[tB]{PLUS}[dl]?T{PLUS}[dl]?[tB]|T(?:{PLUS}[dl]?[tB]){{2}})"
    rf"(?:{PLUS}[dl]?[tB])*+(?![^.]*[{PLUS}MPX:-])"
)
"""Three tests or more, joined by plus signs: they are asked for."""
_AMONG_NEGATIVE = deferred(r"[tB][^.P]{0,3}[Mq][^.P]*$")
"""Where a test that found none stands before its load, which is none, too."""
_LOAD_OF_SOURCE = deferred(r"U[^.S]{0,6}t[^.,S]{0,6}[,e(]{1,2}[dle]{0,2}T")
"""How much of it somebody carries whom one met: "source VIH+, CV indétectable"."""
_SAYS_OF_HIMSELF = deferred(r"f[^.,S:]{0,6}pSv{0,2}[lw]{0,2}T")
"""Told by a man whom somebody lives with: "le conjoint annonce qu'il est séropositif"."""
_BEARER = deferred(r"(?:^|[,:(wSvBU])M[dl]{0,2}T(?![^.,]{0,3}[PIjD0])")
"""Whoever is negative for what follows: "patient source négatif VIH"."""
_ASKED_ABOUT_IT = deferred(r"(@[^.?]*(?:[pyt][dl]{0,2}|(?<!l)wv|Al)T[^.?]*)\?")
"""A question of somebody whose state is told on the way: "est-ce normal pendant la grossesse ?"."""
_AT_A_STAGE = deferred(r"(l0?T[^.?]*)\?")
"""The same by how far it is: "normal de perdre du bouchon à 38 SA ?"."""
_TESTED_THEN = deferred(r"(dT[wl]?:[vw]{0,2})M")
"""A result of what was looked for in it: "VIH du 6e mois : négatif"."""
_ASKED_NUMBER = deferred(r"(@T[^.?]+)\?")
"""What a stage comes to: "c'est quoi 25 SA en mois ?"."""
_BESIDE_AT = deferred(r"^.*t(?=lT)")
"""Nothing told of what is done at a stage: "pas de Rhophylac à 28 SA"."""
_BESIDE_LISTED = deferred(r"(T[0)]*),t.*")
"""Nor of what is named behind it: "12 SA, DPNI proposé"."""
_FEARED_IN_VAIN = deferred(r"hT,[dlp]?Zv?M")
"""What was feared, and the result: "pensait être enceinte, résultat négatif"."""
_BESIDE_IMMUNITY = deferred(r"(?<=T)M(?=[lpd]{0,2}[gtB])|M(?=e[dl]*T)")
"""Of another germ or a group: "19 SA séronégative CMV", "B négatif et enceinte"."""
_WITH_RELATIVE = deferred(r"A([dlp]{0,2}Fw?v?T)")
"""Who comes along bears herself: "vu avec sa femme qui est enceinte"."""
_OF_A_SAMPLE = deferred(r"[gt][:(]?v{0,2}M")
"""A result of what is named beside a state: "enceinte, toxo négative"."""
_RELATIVE_TOLD = deferred(r"(F[^.,S]{0,4}),[^.,ST]{1,6},(?=vT)")
"""What is said of a relative on the way: "sa sœur Mariam, donneuse, est enceinte"."""
_SAMPLED_AT = deferred(r"(g[dl]{0,2}T)M")
"""A result of what was drawn at a time of it: "RAI du 8e mois négative"."""
_OF_THE_DAY = deferred(r"Td[wl0]{1,2}v?M")
_TOLD_AT_LAST = deferred(r"T[wdly0A]{1,9}[:(]?v{0,2}M")
"""Of a test, behind where and when it was done: "fait aux urgences avant le scanner, était nég"."""
_FOUND_AT_LAST = deferred(r"T[wdly0A]{1,9}[:(]?v{0,2}P(?!0)")
_DENIED_RIGHT_BEFORE = deferred(r"(?:[KC]|N)[dl]{0,2}T")
_RATIO = deferred(r"T[:l]?0/0")
"""A risk that was computed, "trisomie 21 : 1/8900", is a result."""
_POSITIVE = deferred(r"P(?!0)")
_ONLY_VALUE = deferred(r"T:?0(?=[.,]|$)")
_MINUS_AFTER = deferred(rf"T{_MINUS}")
"""Glued to the name, "VIH- VHC+"; between blanks it divides: "VIH - VHC"."""
_VACCINATED = deferred(r"V[dlw]{0,3}(?:t[,/eo]{1,2}[dl]{0,2})*T")
_IMMUNE = deferred(rf"T{_LIST}[:(]?v{{0,2}}V")
_OF_ANOTHER = deferred(r"(t[^.,tT]{0,5})M")
"""A result of what is named between a drug and it: "sous Eliquis, VIH négatif"."""
_NEXT_FIELD = deferred(r"/w{1,2}(?=:)")
"""Of a line of fields: "Allergies : pénicilline / Traitement : aucun"."""
_BELOW = deferred(r"Tw?:?<0")
"""Of a hormone that is only there in a pregnancy: "bHCG < 2"."""
_TOLD_LATER = deferred(
    r"T[wdl0]{1,6}[,:][wlv]{0,3}[Mr](?=[.,)]|$)|T[^.,;:?(MPtXNK]{1,12}v{1,3}[wP]?M(?=[.,);e]|$)|Ty[dl]?tM"
)
"""Of a test, when and where it was done: "sérologie VIH faite en janvier, négative"."""
_NEXT_TEST = deferred(r"(?<=[tPa]),(?=[wl]{0,2}BT)")
"""The same beside a relative who is infected: "conjoint VIH+, test VIH négatif"."""
_NEXT_OWN_TEST = deferred(r"(?<=[tPa]),(?=[wl]{0,2}B?T)")
"""The same of a term that names its test: "né de mère VIH, sérologie VIH négative"."""
_OF_ITS_OWN = deferred(r",[0w]{0,3}T")
"""A test that brings its result is of whom the note is: "né de mère VIH, PCR nég"."""
_AMONG_TESTS = deferred(r"b[wt]{0,2}(?:[gt]+(?=T)|(?=T[tBg]))")
"""Ordered without anything between: "bilan toxo rub vih"."""
_OF_ANOTHER_GERM = deferred(r"(?:^|[,(])Nl?T")
"""What is put right: "séropositif à la toxo, pas au VIH"."""
_TREATED_CHILD = deferred(r"((?<=G)[^.,:]{1,4}|(?<=F)tP?):")
"""What follows is of whoever was born: "né de mère VIH+ : névirapine"."""
_MESSENGER = deferred(r"F(?=D)")
"""Who asks for a drug is not said to take it: "maman demande du Doliprane"."""
_TREATED_FOR = deferred(r"H(?=[^.:yT]{0,3}t,)")
"""What is supposed is treated: "suspicion de méningite, Claforan"."""
_BELOW_ONE = deferred(rf"T{_LIST}[:(]?<?{_PART}(?=[.,()Ml]|$)")
"""The index of a serology, which is positive from one on: "VIH : 0,12"."""
_COUNTED = deferred(r"w/?w")
"""Cells, loads and their ratios are named by two words, and may be below one."""
_THERE = (_CONFIRMED, _ONLY_VALUE, _CARRIED)
"""What is not asked for: it has a result, or somebody who carries it."""
_RUNNING = deferred(rf"T{_LIST}[:(]?v?E")
_VALUE_AFTER = deferred(
    r"T[^.,;:?(MPtXNK]{1,12}v{1,3}w?P(?=[.,);e]|$)|T[:lwv]?0|T[:l]?(?:<|P0)|T[lwy0RtmeP-]{1,7}:[<P]?0"
)


@slotted
class Contexts:
    """The signs before, in and after terms: a row each, beyond the sentence `NOTHING`."""

    before: Bytes
    own: Bytes
    after: Bytes

    def take(self, which: Offsets) -> "Contexts":
        """Those of some terms."""
        return Contexts(self.before[which], self.own[which], self.after[which])

    def texts(self) -> list[tuple[str, str, str]]:
        """The same as text."""
        parts = (self.before, self.own, self.after)
        columns = [[row.tobytes().decode("ascii") for row in part] for part in parts]
        return list(zip(*columns, strict=True))


@slotted
class Sentences:
    """The sentences of a text as signs; what stands around terms in them."""

    _signs: Bytes
    _stops: Offsets

    def of(self, first: Offsets, last: Offsets) -> Contexts:
        """What stands around terms given as token ranges, and in them."""
        # A plus sign at the end may join two tests, whatever keyword holds it.
        last = last - ((last - first > 1) & (self._signs[last - 1] == ord(PLUS)))
        low, high = self._bounds(first, last)
        marked = self._marked(first, last)
        before = first[:, None] + _PLACES_BEFORE
        after = last[:, None] + _PLACES_AFTER
        own = first[:, None] + _PLACES_IN
        size = marked.size
        return Contexts(
            np.where(before >= low[:, None], marked[np.maximum(before, 0)], _NOTHING),
            np.where(own < last[:, None], self._signs[np.minimum(own, size - 1)], _NOTHING),
            np.where(after < high[:, None], marked[np.minimum(after, size - 1)], _NOTHING),
        )

    def _marked(self, first: Offsets, last: Offsets) -> Bytes:
        """All signs, in which the words of terms, given as token ranges, are one sign."""
        steps = np.zeros(self._signs.size + 1, np.int32)
        np.add.at(steps, first, 1)
        np.add.at(steps, last, -1)
        inside = np.cumsum(steps[:-1]) > 0
        head = inside.copy()
        head[1:] &= ~inside[:-1]
        signs = np.where(inside, ord(NOTHING), self._signs)
        # "test VIH" asks for what follows it as well, "séro positif" does not.
        tests = head[:-1] & inside[1:] & (self._signs[:-1] == ord(_TEST))
        tests = np.flatnonzero(tests & (self._signs[1:] != ord(_RESULT)))
        signs[head] = ord(_TERM)
        signs[tests], signs[tests + 1] = ord(_TEST), ord(_TERM)
        return signs.astype(np.uint8)

    def _bounds(self, first: Offsets, last: Offsets) -> tuple[Offsets, Offsets]:
        """For terms given as token ranges, the range of tokens that matter to them."""
        # A sentence ends with the text, whatever its last sign.
        stops = np.append(self._stops, self._signs.size)
        before = np.searchsorted(stops, first)
        low = np.where(before > 0, stops[np.maximum(before - 1, 0)] + 1, 0)
        high = stops[np.minimum(np.searchsorted(stops, last), stops.size - 1)]
        return np.maximum(low, first - _BEFORE), np.minimum(high, last + _AFTER)


class AssertionReader:
    """Tells the status of terms; remembers what it was asked."""

    def __init__(self, words: WordList) -> None:
        """`words` must hold `cue_phrases()`."""
        sequences = words.sequences
        self._sign_of = np.full(words.size, ord(ANY), np.uint8)
        phrases: list[tuple[int, ...]] = []
        self._class: list[int] = []
        for sign, phrase in cues():
            ids = sequences[phrase]
            if len(ids) == 1:
                self._sign_of[ids[0]] = ord(sign)
            else:
                phrases.append(ids)
                self._class.append(ord(sign))
        self._sizes = [len(phrase) for phrase in phrases]
        self._finder = PhraseFinder(phrases)
        self._short = np.zeros(words.size, np.bool_)
        self._short[[sequences[word][0] for word in ABBREVIATIONS]] = True
        width = _BEFORE + _WITHIN + _AFTER + 1
        self._factors = np.frombuffer(os.urandom(8 * width), np.uint64) | np.uint64(1)
        self._known = np.zeros(1, np.uint64)
        self._answers = np.zeros(1, np.int8)

    def sentences(self, data: Bytes, tokens: Tokens, positions: Positions) -> Sentences:
        """The sentences of a text, given its tokens."""
        signs = np.where(
            tokens.signs > 1, _SIGN_OF[tokens.signs], self._sign_of[tokens.ids]
        ).astype(np.uint8)
        number = (tokens.signs == 1) & (signs == ord(ANY))
        signs[number] = ord(NUMBER)
        signs[np.flatnonzero(number)[_below_one(data, tokens.starts[number])]] = ord(_PART)
        glued = np.flatnonzero(tokens.signs == ord("-"))
        glued = glued[(glued > 0) & (tokens.starts[glued] == tokens.ends[glued - 1])]
        signs[glued] = ord(_MINUS)
        signs[_glued_plus(tokens)] = ord(_RESULT)
        stop = self._stops(data, tokens, signs)
        found = self._finder.find(tokens, positions)
        # Those that are as long, in one order: that in which they are found is of all the text.
        for phrase, at in sorted(found, key=lambda pair: (self._sizes[pair[0]], pair[0])):
            signs[at] = self._class[phrase]
            for step in range(1, self._sizes[phrase]):
                signs[at + step] = ord(NOTHING)
        # What ends a passage leads to nothing: the result behind it is of another text.
        stop &= ~_leads_to_result(signs) | (tokens.signs == SEPARATOR)
        signs[np.flatnonzero(~stop & (signs == ord(STOP)))] = ord(":")
        signs[stop] = ord(STOP)
        return Sentences(signs, np.flatnonzero(stop))

    def _stops(self, data: Bytes, tokens: Tokens, signs: Bytes) -> Mask:
        """Which tokens end a sentence."""
        stop = signs == ord(STOP)
        dots = np.flatnonzero(tokens.signs == ord("."))
        dots = dots[dots > 0]
        one_letter = tokens.ends[dots - 1] - tokens.starts[dots - 1] == 1
        kept = (one_letter & (tokens.signs[dots - 1] == 0)) | self._short[tokens.ids[dots - 1]]
        kept |= _end_leaders(data, tokens.starts[dots])
        stop[dots[kept]] = False
        signs[dots[kept]] = ord(NOTHING)
        lines = np.flatnonzero(tokens.signs == _NEWLINE)
        stop[lines] = _ends_sentence(data, tokens, lines)
        return stop

    def statuses(
        self, sentences: Sentences, first: Offsets, last: Offsets, kind: Bytes
    ) -> npt.NDArray[np.int8]:
        """The status of terms, given as token ranges, that are each of a kind."""
        contexts = sentences.of(first, last)
        keys = self._keys(contexts, kind)
        at = np.minimum(np.searchsorted(self._known, keys), self._known.size - 1)
        unknown = np.flatnonzero(self._known[at] != keys)
        if unknown.size:
            if self._known.size > _MAX_KNOWN:
                self._known, self._answers = self._known[:1], self._answers[:1]
                unknown = np.arange(keys.size)
            self._learn(contexts, kind, keys, unknown)
            at = np.searchsorted(self._known, keys)
        return self._answers[at]

    def _keys(self, contexts: Contexts, kind: Bytes) -> npt.NDArray[np.uint64]:
        """A number for each context, by a universal hash: the same context, the same number."""
        signs = np.concatenate(
            [contexts.before, contexts.own, contexts.after, kind[:, None]], axis=1
        )
        # The upper bits of such a sum are the good ones, and searching needs no more.
        keys = signs.astype(np.uint64) @ self._factors
        return keys | np.uint64(1)

    def _learn(
        self, contexts: Contexts, kind: Bytes, keys: npt.NDArray[np.uint64], which: Offsets
    ) -> None:
        fresh, first = np.unique(keys[which], return_index=True)
        rows = which[first]
        texts = zip(contexts.take(rows).texts(), kind[rows].tolist(), strict=True)
        answers = [_status_in(*context, Kind(number)) for context, number in texts]
        known = np.concatenate([self._known, fresh])
        order = np.argsort(known, kind="stable")
        self._known = known[order]
        self._answers = np.concatenate([self._answers, np.array(answers, np.int8)])[order]


_IN_TURN = (
    (_DENIED_AFTER, Assertion.NEGATED),
    (_DENIED_BEFORE, Assertion.NEGATED),
    (_AFFIRMED_AFTER, Assertion.AFFIRMED),
    (_SUPPOSED_AFTER, Assertion.HYPOTHESIS),
    (_SUPPOSED_BEFORE, Assertion.HYPOTHESIS),
)


def _status_in(before: str, own: str, after: str, kind: Kind) -> Assertion:
    """The status of a term, given the signs before it, its own, and those after it."""
    # A term may hold its result ("VIH positif") or name its test ("sérologie VIH").
    # A plus sign before a number belongs to a name ("VIH 1+2").
    own = own.replace(PLUS, "P").replace(YES, "P").replace(_PART, NUMBER).translate(ELSEWHERE)
    if kind is Kind.STATE:
        own = _OF_A_SAMPLE.sub(ANY, own)
    result = _result_in(own, kind)
    if LOAD in own and not _AMONG_NEGATIVE.search(before):
        result, after = result.replace("M", ""), after.replace("M", ANY)
    verb = _VERB if kind is Kind.STATE and own.lstrip(NOTHING).startswith(_VERB) else ""
    text = _told(f"{before}{verb}T{result}{after}", kind)
    if kind is Kind.SEROLOGY:
        return _serology_status(text, own, result)
    text = text.replace(YES, _RESULT)
    if kind is Kind.STATE and _is_beside_number(before, own, after):
        text = _of_a_stage(text)
    if _COUNTED.search(own):
        text = text.replace(_PART, NUMBER)
    status = _status(text, kind, test="B" in own and "W" not in own and not result)
    if _is_exposure(text, own, status):
        return Assertion.HYPOTHESIS
    if kind is Kind.DRUG and _is_not_given(text, status):
        return Assertion.NEGATED
    if kind in _DRUGS and status is Assertion.AFFIRMED and _OF_SOURCE.search(text):
        return Assertion.FAMILY
    return status


def _result_in(own: str, kind: Kind) -> str:
    """The result that a term holds itself: "VIH positif"."""
    dated = kind in (Kind.STATE, Kind.TEST) and "0/0" in own
    return "P" if dated or _POSITIVE.search(own) else "M" if "M" in own else ""


def _is_exposure(text: str, own: str, status: Assertion) -> bool:
    """Whether a term names an accident that may have infected somebody, and did happen."""
    happened = status is Assertion.AFFIRMED or not _DENIED_BEFORE.search(text)
    return _EXPOSURE in own and happened


def _serology_status(text: str, own: str, result: str) -> Assertion:
    """The status of a serology, given all signs of its sentence."""
    if _SAYS_OF_HIMSELF.search(text) or (LOAD in own and _LOAD_OF_SOURCE.search(text)):
        return Assertion.FAMILY
    if _AGREED.search(text) or _SUMMED.search(text):
        return Assertion.HYPOTHESIS
    text = _of_its_bearer(text.replace("PH", "H").replace(YES, _RESULT), own, result)
    if _COUNTED.search(own):
        text = text.replace(_PART, NUMBER)
    carried = "W" in own
    # A term may begin with who asks for it: "accepte une sérologie".
    asked = "B" in own or "D" in own
    status = _status(text, Kind.SEROLOGY, test=asked and not carried and not result)
    if _is_exposure(text, own, status):
        return Assertion.HYPOTHESIS
    return _of_whom(text, status, carried=carried or LOAD in own, test="B" in own)


def _told(text: str, kind: Kind) -> str:
    """The signs that say something of a term of this kind."""
    text = text.replace(NOTHING, "").replace("()", "").replace(_EXPOSURE, ANY)
    if kind in _DRUGS:
        text = _OF_NAMED.sub("F", _OF_MINE.sub("F", text))
    text = text.replace(MINE, "pF").replace(MY_MAN, "pf")
    if kind is not Kind.SEROLOGY:
        text = text.replace(_PART, NUMBER)
    if kind is Kind.STATE:
        text = text.replace(NOT_DONE, ANY)
    return text if kind is Kind.DRUG else text.translate(ELSEWHERE)


def _is_beside_number(before: str, own: str, after: str) -> bool:
    """Whether a term begins with a number or stands beside one."""
    behind = after.replace(NOTHING, "").removeprefix("d")
    return NUMBER in (before.rstrip(NOTHING)[-1:], own.lstrip(NOTHING)[:1], behind[:1])


def _of_its_bearer(text: str, own: str, result: str) -> str:
    """The same without what is told of others, for a result that names its test or its bearer."""
    test = "B" in own
    if result == "M":
        if "S" in own:
            text = text[text.index("T") :]
        elif test or own.strip(NOTHING) == _NEGATIVE:
            text = _OF_ITS_OWN.sub(f"{STOP}T", text)
    return (_NEXT_OWN_TEST if test else _NEXT_TEST).sub(STOP, text)


def _of_a_stage(text: str) -> str:
    """The same of a state told by how far it is: neither asked about nor a test's result."""
    text = _BESIDE_LISTED.sub(r"\1", _BESIDE_AT.sub("", _ASKED_NUMBER.sub(r"\1", text)))
    return _TESTED_THEN.sub(rf"\1{ANY}", _AT_A_STAGE.sub(r"\1", _DATED.sub(ANY, text)))


def _is_not_given(text: str, status: Assertion) -> bool:
    """Whether a drug is denied: right before it whoever is named, else of whom the note is."""
    if status is Assertion.FAMILY:
        return _DENIED_RIGHT_BEFORE.search(text) is not None
    return is_untaken(text)


def _of_whom(text: str, status: Assertion, *, carried: bool, test: bool) -> Assertion:
    """The status of a serology, once who has it is told from whom one met."""
    if status is Assertion.AFFIRMED and _MET.search(text):
        return Assertion.FAMILY
    if status is Assertion.NEGATED and _SOURCE_CLEAR.search(text):
        return Assertion.FAMILY
    if status is Assertion.HYPOTHESIS and not _DOUBTED.search(text):
        if carried and "?" not in text:
            return Assertion.AFFIRMED
        if not test and _OWN.search(text):
            return Assertion.AFFIRMED
    return status


def _status(text: str, kind: Kind, *, test: bool) -> Assertion:
    if kind is Kind.SEROLOGY and _is_told_negative(text, test=test):
        return Assertion.NEGATED
    text = _settled(text.replace(_MINUS, "-").replace(_PART, NUMBER), kind, test=test)
    if _FAMILY.search(_LED_ON.sub(STOP, text).replace(LEADS, ":")):
        return Assertion.FAMILY
    text = text.replace(LEADS, ":").translate(ELSEWHERE)
    for pattern, status in _IN_TURN:
        considered = kind in _DRUGS and pattern is _SUPPOSED_AFTER
        if (_CONSIDERED if considered else pattern).search(text):
            return status
    if _is_of_no_disease(text, kind, test=test):
        return Assertion.NEGATED
    if kind in (Kind.TEST, Kind.SEROLOGY) and _is_asked_for(text, kind, test=test):
        return Assertion.HYPOTHESIS
    return Assertion.AFFIRMED


def _is_told_negative(text: str, *, test: bool) -> bool:
    """Whether a sign, another name of the test or what follows its date says so."""
    told = (_MINUS_AFTER, _NAMED_RESULT, _OF_ANOTHER_GERM, _BELOW_ONE)
    if any(pattern.search(text) for pattern in told):
        return True
    return test and _TOLD_LATER.search(text) is not None


def _is_of_no_disease(text: str, kind: Kind, *, test: bool) -> bool:
    """Whether a vaccine, immunity or a hormone below what shows says that there is none."""
    if kind is Kind.TEST and _OF_THE_DAY.search(text):
        return True
    if kind is Kind.TEST and test and (_BELOW.search(text) or _TOLD_LATER.search(text)):
        return True
    if (test or _NAMED in text) and _TOLD_AT_LAST.search(text):
        return True
    if kind not in _DRUGS and _VACCINATED.search(text):
        return True
    if kind is not Kind.SEROLOGY:
        return False
    return any(pattern.search(text) for pattern in (_CLEAR, _IMMUNE, _BEARER))


def _settled(text: str, kind: Kind, *, test: bool) -> str:
    """The same with the signs told that mean one thing or another."""
    text = text.replace("f", ANY if kind is Kind.STATE else "F")
    text = text.replace(NORMAL, "r" if kind is Kind.SEROLOGY else ANY)
    text = text.replace(REASSURING, "r" if kind is Kind.SEROLOGY else "P")
    if kind is Kind.SEROLOGY:
        text = _AMONG_TESTS.sub("b", text)
    if PLUS in text:
        listed = _LISTED.search(text.replace("T", "BT") if test else text)
        text = text.replace(f"{PLUS}B", "eB").replace(PLUS, "e" if listed else "P")
    text = _ANSWERED.sub(":X", text).replace("Y", ANY)
    if kind in _DRUGS:
        text = _OF_ANOTHER.sub(rf"\1{ANY}", _NEXT_FIELD.sub(STOP, text.replace("i", ANY)))
        text = _REASONED.sub(rf"\1{ANY}", _RELAYED_TO.sub(STOP, text))
        text = _SHARED.sub(rf"\1{ANY}", _FOLLOWED.sub(ANY, text))
        text = _TREATED_CHILD.sub(rf"\1{STOP}", _MESSENGER.sub(ANY, _TREATED_FOR.sub(ANY, text)))
    if kind is Kind.TEST and _RATIO.search(text):
        text = text.replace("h", ANY)
    if kind is Kind.STATE:
        text = _BESIDE_IMMUNITY.sub(ANY, _FEARED_IN_VAIN.sub("KT", text))
        text = _ASKED_ABOUT_IT.sub(r"\1", _WITH_RELATIVE.sub(rf"{ANY}\1", text))
        text = _RELATIVE_TOLD.sub(r"\1", _OF_A_SAMPLE.sub(ANY, _SAMPLED_AT.sub(r"\1", text)))
        text = _WISHED.sub("h", text.replace("r", ANY).replace("j", ANY))
    awaited, drawn = ("B", "D") if kind is Kind.SEROLOGY else (ANY, ANY)
    text = (
        text.replace("g", ANY)
        .replace("@", ANY)
        .replace("j", "I")
        .replace("Z", awaited)
        .replace("O", drawn)
    )
    tested = kind in (Kind.TEST, Kind.SEROLOGY)
    return text.replace("q", "M" if tested else ANY).replace(LATER, "I" if tested else ANY)


def _is_asked_for(text: str, kind: Kind, *, test: bool) -> bool:
    there = _THERE if test else (*_THERE, _OWN)
    if any(pattern.search(text) for pattern in there):
        return False
    if _ORDERED_BEFORE.search(text):
        return True
    if _VALUE_AFTER.search(text) or ((test or _NAMED in text) and _FOUND_AT_LAST.search(text)):
        return False
    if _ASKED_AFTER.search(text) or _ASKED_BEFORE.search(text):
        return True
    if kind is not Kind.SEROLOGY:
        return test
    return test or _RUNNING.search(text) is not None or _LISTED_BEFORE.search(text) is not None


def _leads_to_result(signs: Bytes) -> Mask:
    """Which signs stand between a name and a result: "VIH ; négatif", "VIH. Résultat : positif"."""
    result = (signs == ord(_NEGATIVE)) | (signs == ord(_RESULT))
    leads = np.zeros(signs.size, np.bool_)
    leads[1:-1] = result[2:] & ~result[:-2] & (signs[:-2] != ord(STOP))
    told = result[2:-1] | ((signs[2:-1] == ord(":")) & result[3:])
    leads[:-3] |= (signs[1:-2] == ord(_AWAITED)) & told
    return leads


def _below_one(data: Bytes, starts: Offsets) -> Mask:
    """Which numbers are a part of one: "0,12"."""
    after = data[np.minimum(starts + 1, data.size - 1)]
    below: Mask = (data[starts] == ord("0")) & ((after == ord(",")) | (after == ord(".")))
    return below


def _glued_plus(tokens: Tokens) -> Offsets:
    """Which plus signs end a word, "séro+ connue": a result; between blanks they join tests."""
    at = np.flatnonzero(tokens.signs[1:-1] == ord("+")) + 1
    before, behind = tokens.ends[at - 1], tokens.starts[at + 1]
    ends: Offsets = at[(tokens.starts[at] == before) & (behind > tokens.ends[at])]
    return ends


def _end_leaders(data: Bytes, dots: Offsets) -> Mask:
    """Which full stops are the last of four or more: "VIH ........ négatif"."""
    before = np.maximum(dots[:, None] + np.arange(-3, 0), 0)
    ends: Mask = (data[before] == ord(".")).all(axis=1)
    return ends


def _ends_sentence(data: Bytes, tokens: Tokens, lines: Offsets) -> Mask:
    """Which line ends end a sentence: not those of wrapped lines, nor after a colon."""
    if not lines.size:
        return np.zeros(0, np.bool_)
    # A line also begins where a passage does: what stands before is another text.
    breaks = np.flatnonzero((tokens.signs == _NEWLINE) | (tokens.signs == SEPARATOR))
    length = np.diff(tokens.starts[breaks], prepend=-1)[tokens.signs[breaks] == _NEWLINE]
    after = np.minimum(lines + 1, tokens.ids.size - 1)
    first = data[tokens.starts[after]]
    second = data[np.minimum(tokens.starts[after] + 1, data.size - 1)]
    lower = ((first >= 97) & (first <= 122)) | ((first == 0xC3) & (second >= 0xA0))
    goes_on = (length > _WRAPPED_LINE) | lower
    goes_on |= tokens.signs[np.maximum(lines - 1, 0)] == ord(":")
    blank = tokens.signs[after] == _NEWLINE
    item = (tokens.signs[after] == ord("-")) | (tokens.signs[after] == ord("*"))
    second_on = np.minimum(after + 1, tokens.ids.size - 1)
    label = tokens.signs[second_on] == ord(":")
    return ~goes_on | blank | item | label


def _sign_table() -> npt.NDArray[np.uint8]:
    table = np.full(256, ord(NOTHING), np.uint8)
    for sign, cue in SIGNS.items():
        table[ord(sign)] = ord(cue)
    return table


_SIGN_OF = _sign_table()

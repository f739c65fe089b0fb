"""Whether a drug is said to be given no longer, or not to be given.

Read from the signs that `assertion_cues` tells of the words of a sentence, the drug being ``T`` and
others ``t``. "Arrêt du Plavix", "Plavix suspendu", "switch Plavix pour Eliquis", "Plavix refusé"
and "Plavix non fait" deny it; "pas d'arrêt du Plavix" and "faut-il arrêter le Plavix ?" do not.
Must not know any text.
"""

from leakscan.detectors.assertion_cues import (
    CEASED,
    CEASING,
    EXCHANGED,
    HALTED,
    INSTEAD,
    LEADS,
    NOT_DONE,
    REFUSED,
    RELAYED,
    STOPPED,
)
from leakscan.patterns import deferred

_DOSE = r"(?:0w{0,2}|/0?w?){0,3}"
_WAS = rf"w?(?:l?v{{1,3}}|:|-|\(|{LEADS})?"
_ENDED = f"[{STOPPED}{CEASED}{HALTED}]"
_ENDING = f"[{STOPPED}{CEASED}{CEASING}{HALTED}]"
_SHORT = r"[dlp]{0,3}"
_END = r"(?=[.,)]|$)"
_BEFORE = (
    rf"{_ENDING}(?:w?[dlp]{{1,3}}|d[wS][dlp]{{1,2}})?T"
    rf"|{_ENDING}{_SHORT}(?:t,{_SHORT})*T(?=(?:,{_SHORT}t)*e)"
    rf"|{_ENDING}{_SHORT}(?:t,?{_SHORT})*te{_SHORT}T(?!w?0)"
    rf"|[{STOPPED}{CEASED}{CEASING}{NOT_DONE}]:(?:\([^)]{{0,5}}\)|[^.:yP(]){{0,12}}T"
    rf"|{NOT_DONE}{_SHORT}T|{INSTEAD}[lp]?T"
)
_AFTER = (
    rf"T{_DOSE}\)?{_WAS}{_ENDED}|T{_DOSE}Jw{_END}"
    rf"|T{_DOSE}\(?{CEASING}(?=[.,)0y]|$|lw?0|ll?w[.,)]|wl?0)|T{_DOSE}[:{LEADS}]{CEASING}(?!d)"
    rf"|Te{_SHORT}t{_DOSE}v{{0,2}}{_ENDED}"
    rf"|T[^.,?:tXJNPe0(]{{0,4}}[NwdlS]{{0,5}}[wl]{CEASED}{_END}"
    rf"|T,w{{0,2}}l{{1,2}}{CEASING}{_END}"
    rf"|T{_DOSE}l?(?:w{{0,4}}|w?:[tw]{{1,3}}),{_ENDED}{_END}"
    rf"|T{_DOSE}l?v{{0,2}}{REFUSED}|T{_DOSE}w?{NOT_DONE}"
    rf"|T{_DOSE}\(t{_DOSE}\)v{{0,2}}{_ENDED}|T[^.,?:tXJNPe(]{{0,9}}:{_ENDED}{_END}"
    rf"|T[^.?:X]{{0,8}},D{STOPPED}{_END}|T{_DOSE}wl0e{_SHORT}t|T{_DOSE}w{{0,2}}l0{CEASING}w"
    rf"|T[^.?TtF]{{0,14}}{HALTED}(?=[.,)0wy]|$|l0)"
)
_EXCHANGED = (
    rf"T{_DOSE}[lwv0/]{{0,8}},?{EXCHANGED}A|{EXCHANGED}dl?T"
    rf"|{EXCHANGED}{_SHORT}w?{_SHORT}T{_DOSE}(?:A|w|l|:|{LEADS})[dl]{{0,2}}t"
    rf"|{RELAYED}{_SHORT}T{_DOSE}A[dl]{{0,2}}t"
)
_NOT_TAKEN = deferred(f"{_BEFORE}|{_AFTER}|{_EXCHANGED}")
_ASKED = deferred(
    rf"[NXJCKR{REFUSED}][^.,T]{{0,4}}[{STOPPED}{CEASED}{CEASING}{EXCHANGED}][^.T]{{0,5}}T"
    rf"|[s@][^.,T]{{0,16}}{_ENDING}[^.T]{{0,5}}T|{_ENDING}[^.T]{{0,5}}T[^.]{{0,12}}\?"
    rf"|D[dl]{{0,2}}[{CEASING}][^.,T]{{0,5}}T"
    rf"|T[^.?]{{0,6}}{_ENDING}[^.]{{0,6}}\?"
)
"""Not stopped, or not yet: "sans arrêt de", "si elle arrête", "faut-il arrêter ... ?"."""


def is_untaken(text: str) -> bool:
    """Whether the signs around a drug say so."""
    return _NOT_TAKEN.search(text) is not None and _ASKED.search(text) is None

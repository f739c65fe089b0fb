"""Which columns of a table say whose data it is: the laboratory or establishment, the insurer.

No finding comes of it, since an organisation is nobody; records are counted by what stands
there. Told by header alone.
"""

from collections.abc import Sequence
from functools import lru_cache

from leakscan.detectors.headers import normalised
from leakscan.raw.chunk import NO_COLUMN

_MAX_HEADER = 64
_DECORATION = frozenset("code nom name lib libelle id de du d l le la".split())
_NUMBERING = frozenset("num numero no n nr number".split())
_NUMBERED = frozenset(
    "etablissement etab organisme structure finess finessgeo finessgeographique finessej finesset "
    "finessjuridique finessetablissement finesslabo".split()
)
"""What is numbered itself: ``num_labo`` and ``ref_labo`` are a laboratory's numbers of its
requests, one a row, and so are those of a hospital or a sender."""
_ESTABLISHMENTS = frozenset(
    "labo laboratoire laboratoires lab laboratory etablissement etab hopital hospital clinique "
    "organisme etablissementsante facility organization organisation custodian emetteur "
    "laboratoireemetteur laboemetteur labexecutant laboexecutant laboratoireexecutant "
    "sendingfacility sendingapplication sender expediteur structure raisonsociale "
    "finess finessgeo finessgeographique finessej finesset finessjuridique "
    "finessetablissement finesslabo".split()
)
_INSURERS = frozenset(
    "mutuelle amc complementaire complementairesante organismecomplementaire mutuelleamc "
    "amcmutuelle organismeamc organismemutuelle assureur insurer insurance insurancecompany "
    "payeur payor payer organismepayeur organismeassureur".split()
)


def organisation_columns(columns: Sequence[str]) -> tuple[int, int]:
    """The numbers of the establishment's and the insurer's column, `NO_COLUMN` for none.

    Args:
        columns: Raw names, from a header or from the format itself.
    """
    kinds = [_kind(name) for name in columns]
    establishment, insurer = (
        kinds.index(kind) if kind in kinds else NO_COLUMN for kind in ("E", "I")
    )
    return establishment, insurer


@lru_cache(maxsize=4096)
def _kind(header: str) -> str:
    """``E``, ``I`` or nothing."""
    if len(header) > _MAX_HEADER:
        return ""
    words = normalised(header.rpartition(".")[2]).split()
    numbered = not _NUMBERING.isdisjoint(words)
    name = "".join(word for word in words if word not in _DECORATION | _NUMBERING)
    if numbered and name in _ESTABLISHMENTS - _NUMBERED:
        return ""
    return "E" if name in _ESTABLISHMENTS else "I" if name in _INSURERS else ""

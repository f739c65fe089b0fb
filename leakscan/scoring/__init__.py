"""The RGPD assessment: a pure function of `FileState`, of coverage and of declared facts.

It follows ENISA 2013 (severity = context x ease of identification + circumstances) as laid
down, number by number, in `policy`. It must never know a raw value, a format or an output.
"""

from leakscan.scoring.assess import Circumstances, assess, assess_scan
from leakscan.scoring.policy import POLICY_DIGEST, POLICY_ID
from leakscan.scoring.worst import Worst

__all__ = ["POLICY_DIGEST", "POLICY_ID", "Circumstances", "Worst", "assess", "assess_scan"]

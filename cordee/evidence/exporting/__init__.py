"""The file of evidence: pieces, their chain, what they refer to, and two verifiers that run offline."""

from cordee.evidence.exporting.made import Made
from cordee.evidence.exporting.package import write_evidence

__all__ = ["Made", "write_evidence"]

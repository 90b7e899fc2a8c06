"""The resources of xAPI, below /xapi/."""

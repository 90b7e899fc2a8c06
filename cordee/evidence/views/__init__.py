"""The ledger's pages: for who keeps it, for a learner, for an auditor with a link."""

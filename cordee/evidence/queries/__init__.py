"""Every read of the ledger's pages and of the API."""

"""What starts, checks and stops a Cordée: set-up, embedded PostgreSQL, processes, operator's commands.

The package runs in two stages. The first (``__main__``, ``environment``, ``assets``, ``place``) runs with the
machine's own Python and the standard library only, because nothing is installed yet. The second
(``serve``, ``cli``, ``checks``) runs with the project's environment and imports Django late.
"""

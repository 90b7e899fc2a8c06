"""A path as a folder of Markdown that people read and write by hand, and that importing makes the same path of.

``gathering`` makes a course of a version, ``places`` says where its parts stand, ``addresses`` and ``pages`` write them,
``targets`` keep them as a folder, a zip or a tar.gz. The importer reads it in ``importers/markdown/ours.py``; what both
must know stands in ``form``.
"""

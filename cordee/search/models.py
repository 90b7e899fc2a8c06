"""The index: nobody writes it but the reader, and all of it can be made again from the journal."""

from django.db import models


class Document(models.Model):
    """A thread as the index knows it: a contribution with all replies to it.

    ``words`` are its words in their order, folded (not stemmed): the last ranking reads them. ``length`` counts them, the
    title's with their weight.
    """

    post_id = models.UUIDField(unique=True)
    space_id = models.UUIDField()
    kind = models.CharField(max_length=12)
    solved = models.BooleanField(default=False)
    at = models.DateTimeField()
    language = models.CharField(max_length=2)
    length = models.IntegerField()
    words = models.TextField()

    def __str__(self) -> str:
        return str(self.post_id)


class Term(models.Model):
    """A stem, and in how many documents it stands."""

    stem = models.CharField(max_length=60, unique=True)
    documents = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.stem


class Posting(models.Model):
    """A stem stands ``weight`` times in a document of ``length`` words."""

    pk = models.CompositePrimaryKey("term_id", "document_id")
    term_id = models.IntegerField()
    document_id = models.IntegerField(db_index=True)
    weight = models.SmallIntegerField()
    length = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["term_id", "document_id"],
                include=["weight", "length"],
                name="search_posting_newest_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term_id} in {self.document_id}"


class Word(models.Model):
    """A word as it is written (folded), and its stem: for words not typed to their end, and for those mistyped."""

    pk = models.CompositePrimaryKey("word", "term_id")
    word = models.CharField(max_length=60)
    term_id = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["word"], opclasses=["varchar_pattern_ops"], name="search_word_beginning")
        ]

    def __str__(self) -> str:
        return self.word


class Tally(models.Model):
    """How many documents there are, and how many words in all: one row."""

    documents = models.IntegerField(default=0)
    words = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.documents} documents"

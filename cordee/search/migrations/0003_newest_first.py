"""The postings of a word are read newest first: the document joins the index's order. Other work goes on meanwhile."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("search", "0002_covering_indexes"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="posting",
            index=models.Index(
                fields=["term_id", "document_id"],
                include=("weight", "length"),
                name="search_posting_newest_first",
            ),
        ),
        RemoveIndexConcurrently(model_name="posting", name="search_posting_of_term"),
    ]

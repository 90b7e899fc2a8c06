"""Which views of recommendations are made of what people did (``people.views_of_data``)."""

from django.utils.translation import gettext_lazy as _

from cordee.people.views_of_data import DataView

WHO_KNOWS = DataView(
    "recommendations.who-knows",
    _("Who can help with a skill"),
    _("Name; answers that were accepted or thanked, by skill, each with a link to the conversation."),
    _("Everyone here, for the skills to which the person agreed; only the person for the others."),
    mine="my-expertise",
    named=True,
    noted=False,
)
VIEWS = (WHO_KNOWS,)

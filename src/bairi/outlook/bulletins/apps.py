from django.apps import AppConfig
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Actor, visible_to
from bairi.ground.files.permissions import register_visible
from bairi.ground.ui import shell
from bairi.outlook.bulletins.permissions import VIEW_BULLETINS


class BulletinsConfig(AppConfig):
    name = "bairi.outlook.bulletins"
    label = "bulletins"

    def ready(self) -> None:
        register_visible("bulletins", self.shows)
        shell.register(
            shell.Entry(
                "bulletins",
                _("Bulletins"),
                "bulletins",
                order=40,
                scope="campaign",
                icon="newspaper",
                may=VIEW_BULLETINS,
            )
        )

    def shows(self, actor: Actor, sha256: str) -> bool:
        """Whether the file is a paper of a bulletin that the actor may read."""
        papers = Q(word_id=sha256) | Q(pdf_id=sha256) | Q(picture_id=sha256)
        return visible_to(actor, QuerySet(self.get_model("Bulletin"))).filter(papers).exists()

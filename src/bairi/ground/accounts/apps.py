from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from bairi.ground.ui.shell import Entry, register


class AccountsConfig(AppConfig):
    name = "bairi.ground.accounts"
    label = "accounts"

    def ready(self) -> None:
        autodiscover_modules("duties")  # every room above says in its duties.py what moves with a person
        register(Entry("profile", _("My account"), "profile", order=10, slot="account", icon="circle-user"))
        people = Entry(
            "people", _("People and roles"), "people", order=20, slot="account", icon="users", may="accounts.see_people"
        )
        register(people)
        register(
            Entry(
                "who_may_do_what", _("Who may do what"), "who_may_do_what", order=30, slot="help", icon="shield-check"
            )
        )
        register(Entry("sign_out", _("Sign out"), "sign_out", order=90, slot="account", icon="log-out", method="post"))

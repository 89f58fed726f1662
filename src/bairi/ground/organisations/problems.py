"""Refusals of looking after units."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Problem


class OrganisationCodeTaken(Problem):
    code, status = "organisations.code_taken", 409
    message = _("The code %(value)s belongs to the unit %(name)s already. Choose another code.")


class OrganisationIsDissolved(Problem):
    code, status = "organisations.dissolved", 409
    message = _("%(name)s was dissolved on %(on)s. Choose the unit that took over from it.")


class MemberAlready(Problem):
    code, status = "organisations.member_already", 409
    message = _("%(name)s belongs to %(organisation)s already. Nothing needs to be done.")


class PairedAlready(Problem):
    code, status = "organisations.paired_already", 409
    message = _("%(organisation)s is paired with %(place)s already. Nothing needs to be done.")


class AlreadyOver(Problem):
    code, status = "organisations.already_over", 409
    message = _("This ended on %(until_on)s already. Enter it anew if it begins again.")


class UnknownPerson(Problem):
    code, status = "organisations.unknown_person", 422
    message = _("No open account has the user name %(username)s. Add the person first.")

"""Refusals that only programs meet."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Problem


class TokenNeeded(Problem):
    """No bearer token, or one that is unknown, revoked or past its day."""

    code, status = "api.token_needed", 401
    message = _("Send a valid access token in the header “Authorization: Bearer …”. Make one under My account.")


class MethodNotOffered(Problem):
    """The address exists, the method does not."""

    code, status = "api.method_not_offered", 405
    message = _("%(method)s is not offered here, only: %(offered)s.")


class TooManyRequests(Problem):
    """The token has used up its rate."""

    code, status = "api.too_many_requests", 429
    message = _("Too many requests with this token. Wait %(seconds)s s and go on more slowly.")


class UnknownParameter(Problem):
    """A parameter in the address that the operation does not have."""

    code, status = "api.unknown_parameter", 422
    message = _("There is no parameter “%(name)s” here. There are: %(offered)s.")


class BodyUnreadable(Problem):
    """The body is not the JSON that the operation takes."""

    code, status = "api.body_unreadable", 400
    message = _("The body cannot be read as JSON. Send it as UTF-8 with the type application/json.")


class Refused(Problem):
    """Any other refusal of the framework, in its own words."""

    code, status = "api.refused", 400
    message = _("The request was refused: %(reason)s")

"""Refusals of signing in and of looking after accounts."""

from django.utils.translation import gettext_lazy as _

from bairi.ground.access import Problem


class SignInRefused(Problem):
    """Wrong name or wrong password: which of the two is not said."""

    code, status = "accounts.sign_in_refused", 422
    message = _("The name and the password do not fit together. Check both, or ask the data officer.")


class TooManyAttempts(Problem):
    """Too many failures from one name or address."""

    code, status = "accounts.too_many_attempts", 429
    message = _("Too many failed attempts. Please wait %(seconds)s seconds and try again.")


class CodeRefused(Problem):
    """The one-time code is wrong, too old or used already."""

    code, status = "accounts.code_refused", 422
    message = _("This code is not valid now. Type the six digits that your app shows now, or a recovery code.")


class SecondStepExpired(Problem):
    """The password was right, but too long ago."""

    code, status = "accounts.second_step_expired", 409
    message = _("The code came too late. Please sign in once more from the start.")


class PasswordRefused(Problem):
    """The current password is wrong or the new one is weak: `reasons` says why."""

    code, status = "accounts.password_refused", 422
    message = _("The password was not changed: %(reasons)s")


class SecondFactorNotPrepared(Problem):
    """Confirming without having begun."""

    code, status = "accounts.second_factor_not_prepared", 409
    message = _("No second factor is being set up. Open “Second factor” and scan the code first.")


class SecondFactorActive(Problem):
    """Setting up where one is set up already."""

    code, status = "accounts.second_factor_active", 409
    message = _("A second factor is active already. Switch it off before you set up another device.")


class UsernameTaken(Problem):
    """Another account has this user name."""

    code, status = "accounts.username_taken", 409
    message = _("The user name “%(username)s” is taken. Choose another one.")


class PhoneTaken(Problem):
    """Another account has this phone number."""

    code, status = "accounts.phone_taken", 409
    message = _("The phone number %(phone)s belongs to another account. Check it, or hand that account over.")


class UsernameLooksLikePhone(Problem):
    """A user name that could be someone else's phone number."""

    code, status = "accounts.username_looks_like_phone", 422
    message = _("The user name “%(username)s” looks like a phone number. Put letters into it, or use their own.")


class PlaceNeeded(Problem):
    """A role without a place, given by someone who is not responsible for everywhere."""

    code, status = "accounts.place_needed", 422
    message = _("Name the place that the role “%(role)s” is for.")


class PlaceUnknown(Problem):
    """No place of that code within reach."""

    code, status = "accounts.place_unknown", 422
    message = _("No place with the code %(place)s lies within your places. Compare it with the list of places.")


class GrantExists(Problem):
    """The same role in the same place is held already."""

    code, status = "accounts.grant_exists", 409
    message = _("%(name)s holds the role “%(role)s” there already. Nothing needs to be done.")


class GrantEnded(Problem):
    """The role was ended before."""

    code, status = "accounts.grant_ended", 409
    message = _("This role was ended on %(ended_on)s. Give it anew if it is needed again.")


class UserClosed(Problem):
    """The account was closed before."""

    code, status = "accounts.user_closed", 409
    message = _("The account of %(name)s is closed. Add the person anew, or choose someone else.")


class LastOfficer(Problem):
    """Nobody would be left who can look after accounts."""

    code, status = "accounts.last_officer", 409
    message = _("%(name)s is the last data officer. Give the role to another person first.")


class SameUser(Problem):
    """Handing over to oneself."""

    code, status = "accounts.same_user", 422
    message = _("The successor must be another person than %(name)s.")


class TokenRevoked(Problem):
    """The token was revoked before."""

    code, status = "accounts.token_revoked", 409
    message = _("The token %(prefix)s was revoked already. Nothing needs to be done.")


class NotADemo(Problem):
    """Signing in without a password where this is no demo, or as someone who is not of its cast."""

    code, status = "accounts.not_a_demo", 404
    message = _("Only the people of a demo can be tried out without a password. Please sign in with yours.")

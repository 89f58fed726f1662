"""Refusals: one base, one shape. A middleware turns a Problem into a page, a fragment, JSON or a last line."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_CATALOGUE: dict[str, type[Problem]] = {}


class Problem(Exception):  # noqa: N818 - the field's word
    """What was refused, why, and the mend.

    A subclass has a stable `code` (`room.reason`), an HTTP `status`, and one translatable sentence with named
    places that `data` fills.
    """

    code: ClassVar[str]
    status: ClassVar[int] = 422
    message: ClassVar[str | Promise]

    def __init__(self, **data: Any) -> None:
        super().__init__(data)
        self.data = data

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        code = cls.__dict__.get("code")
        if code is None:
            return
        other = _CATALOGUE.setdefault(code, cls)
        if other.__qualname__ != cls.__qualname__ or other.__module__ != cls.__module__:
            raise TypeError(f"problem code {code} is used by {other.__qualname__} already")

    def __str__(self) -> str:
        return str(self.message) % self.data

    def as_dict(self) -> dict[str, Any]:
        """The shape of every error in JSON: `{"code", "message", "data"}`."""
        return {"code": self.code, "message": str(self), "data": self.data}


def problem_catalogue() -> dict[str, type[Problem]]:
    """Every problem known, by code."""
    return dict(sorted(_CATALOGUE.items()))


class NotVisible(Problem):
    """Nothing of that name within the actor's places. Says no more, so that nothing leaks."""

    code, status = "access.not_visible", 404
    message = _("Nothing is here under that address, or it lies outside your places.")


class NotAllowed(Problem):
    """The actor sees the object but may not do this to it."""

    code, status = "access.not_allowed", 403
    message = _("Your role does not include this: %(permission)s. Ask the data officer of the campaign for it.")


class SignInNeeded(Problem):
    """No one is signed in."""

    code, status = "access.sign_in_needed", 401
    message = _("Please sign in first. What you typed is kept on this page.")


class BadInput(Problem):
    """A form or a document with several faults at once: `faults` is a list of {"field", "message"}."""

    code, status = "access.bad_input", 422
    message = _("Some fields need mending: %(summary)s")

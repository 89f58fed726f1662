"""The base of every typed past fact, the registry that finds a fact's class by its kind, and this room's own fact."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, ClassVar, NamedTuple, Self, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_REGISTRY: dict[str, type[Event]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One past fact about one object. `kind`, field names and their types never change once one is stored.

    A subclass is a frozen dataclass (`frozen=True, slots=True, kw_only=True`) with fields of str, int, float, bool,
    None, date, aware datetime, UUID, and tuples of these. It declares:

    - `kind`: `room.what_happened`, past tense;
    - `label`: a translatable name for lists and filters ("Report received");
    - `line`: a translatable sentence with the fields as named places, for the page; the label when left out;
    - `personal`: the fields that hold personal data, `frozenset()` for none. They are kept apart, masked for those who
      may not see them, and can be erased;
    - `subject`: the field that names the changed object, by which its history and its proofs are found.
    """

    kind: ClassVar[str]
    label: ClassVar[str | Promise]
    line: ClassVar[str | Promise | None] = None
    personal: ClassVar[frozenset[str]]
    subject: ClassVar[str | None] = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        # Not super(): with slots=True the dataclass decorator makes the class a second time, and a zero-argument
        # super() would still hold the first one.
        kind = cls.__dict__.get("kind")
        if kind is not None:
            _check_declaration(cls)
            other = _REGISTRY.get(kind)
            if other is not None and (other.__module__, other.__qualname__) != (cls.__module__, cls.__qualname__):
                raise TypeError(f"event kind {kind} is taken by {other.__module__}.{other.__qualname__}")
            _REGISTRY[kind] = cls

    def payload(self) -> str:
        """The public fields as canonical JSON: keys sorted, no spaces, UTF-8 kept, moments in UTC. Raises on NaN."""
        return _ENCODER.encode({name: getattr(self, name) for name in field_names(type(self)).public})

    def personal_payload(self) -> str:
        """The personal fields in the same form."""
        names = field_names(type(self)).personal
        return _ENCODER.encode({name: getattr(self, name) for name in names}) if names else "{}"

    def subject_key(self) -> str:
        """The changed object's key as text, "" where the event names none."""
        return "" if self.subject is None else str(getattr(self, self.subject))

    def describe(self, *, masked: bool = False) -> str:
        """One line for the page in the active language; `masked` hides the personal fields."""
        values = {name: getattr(self, name) for name in field_types(type(self))}
        return self._say(values | dict.fromkeys(self.personal, gettext("(withheld)")) if masked else values)

    @classmethod
    def from_payload(cls, payload: str, personal: str) -> Self:
        """The event of `payload()` and `personal_payload()`. Raises ValueError when they do not fit the class."""
        return cls(**cls._values(payload, personal))

    @classmethod
    def describe_erased(cls, payload: str) -> str:
        """The line of an event whose personal fields are gone."""
        values = cls._values(payload, "{}")
        return cls._say(values | dict.fromkeys(cls.personal, gettext("(erased)")))

    @classmethod
    def _say(cls, values: dict[str, Any]) -> str:
        return str(cls.label if cls.line is None else cls.line) % values

    @classmethod
    def _values(cls, payload: str, personal: str) -> dict[str, Any]:
        types, raw = field_types(cls), json.loads(payload) | json.loads(personal)
        if not raw.keys() <= types.keys() or (types.keys() - raw.keys()) - cls.personal:
            raise ValueError(f"payload does not fit {cls.kind}")
        return {name: _read(types[name], value) for name, value in raw.items()}


def event_class(kind: str) -> type[Event]:
    """The class of a kind. Raises KeyError when no installed room declares it."""
    return _REGISTRY[kind]


def event_classes() -> dict[str, type[Event]]:
    """Every event class, by kind."""
    return dict(sorted(_REGISTRY.items()))


class FieldNames(NamedTuple):
    """Names of an event's fields, sorted, by which part of the record holds them."""

    public: tuple[str, ...]
    personal: tuple[str, ...]


_NAMES: dict[type[Event], FieldNames] = {}
_TYPES: dict[type[Event], dict[str, Any]] = {}


def field_names(cls: type[Event]) -> FieldNames:
    """Names of the fields of an event class."""
    if cls not in _NAMES:
        names = sorted(f.name for f in fields(cls))
        public = tuple(name for name in names if name not in cls.personal)
        _NAMES[cls] = FieldNames(public, tuple(name for name in names if name in cls.personal))
    return _NAMES[cls]


def field_types(cls: type[Event]) -> dict[str, Any]:
    """Type of each field. Raises NameError when a type is imported only for type checking."""
    if cls not in _TYPES:
        hints = get_type_hints(cls)
        _TYPES[cls] = {f.name: hints[f.name] for f in fields(cls)}
    return _TYPES[cls]


def _check_declaration(cls: type[Event]) -> None:
    names = {name for c in cls.__mro__ for name in getattr(c, "__annotations__", {})}
    if not hasattr(cls, "label") or not hasattr(cls, "personal"):
        raise TypeError(f"event {cls.kind} needs a label and a rule for personal data")
    unknown = (set(cls.personal) | ({cls.subject} if cls.subject else set())) - names
    if unknown:
        raise TypeError(f"event {cls.kind} has no field {', '.join(sorted(unknown))}")


def _write(value: object) -> str:
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise TypeError("a moment in an event needs a time zone")
        return (value - value.utcoffset()).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"  # type: ignore[operator]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"an event cannot hold a {type(value).__name__}")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_write)


def _read(hint: Any, value: Any) -> Any:
    """The Python value of a JSON value under a field's type."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        options = [option for option in get_args(hint) if option is not NoneType]
        return None if value is None else _read(options[0] if len(options) == 1 else type(value), value)
    if origin is tuple:
        item, *rest = get_args(hint)
        if rest == [...]:
            return tuple(_read(item, v) for v in value)
        return tuple(_read(t, v) for t, v in zip((item, *rest), value, strict=True))
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    if hint is UUID:
        return UUID(value)
    return float(value) if hint is float else value


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalDataErased(Event):
    """The personal part of another event, known by its digest (hex), was erased."""

    kind: ClassVar[str] = "transparency.personal_data_erased"
    label = _("Personal data erased")
    line = _("Personal data of an event of the kind %(event_kind)s erased: %(reason)s")
    personal: ClassVar[frozenset[str]] = frozenset()
    subject: ClassVar[str | None] = "digest"
    digest: str
    event_kind: str
    reason: str

"""Digest sign-in (RFC 7616) without state: nonces are signed moments, so any process can check them."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

ALGORITHMS: Final = {"SHA-256": "sha256", "MD5": "md5"}
"""In the order of preference. MD5 is for older phones; a token is random, so that nobody can guess it either way."""
NONCE_SECONDS: Final = 600
_PARAMETER: Final = re.compile(r"""([A-Za-z]+\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))""")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the header “Authorization: Digest …” says."""

    username: str
    realm: str
    nonce: str
    uri: str
    response: str
    algorithm: str
    qop: str
    nc: str
    cnonce: str


def read_credentials(header: str) -> Credentials | None:
    """The parameters after the word Digest; None when one that RFC 7616 demands is missing or unknown.

    >>> read_credentials('username="wang", realm="Bairi"') is None
    True
    """
    found = {name.lower(): _unquoted(quoted, bare) for name, quoted, bare in _PARAMETER.findall(header)}
    if "username*" in found:
        found["username"] = _extended(found["username*"])
    found.setdefault("algorithm", "MD5")
    wanted = Credentials.__dataclass_fields__
    if not wanted.keys() <= found.keys():
        return None
    given = Credentials(**{name: found[name] for name in wanted})
    return given if given.qop == "auth" and given.algorithm.upper() in ALGORITHMS else None


def _unquoted(quoted: str, bare: str) -> str:
    text = re.sub(r"\\(.)", r"\1", quoted) if quoted else bare
    try:
        return text.encode("latin-1").decode("utf-8")  # a server hands headers over as latin-1
    except UnicodeError:
        return text


def _extended(text: str) -> str:
    """A value of RFC 8187: `UTF-8''` and per cent signs."""
    return unquote(text.rpartition("'")[2])


def half_key(username: str, realm: str, secret: str, algorithm: str) -> str:
    """H(username:realm:secret), which the RFC calls H(A1): as good as the secret itself, for this realm.

    >>> half_key("Mufasa", "http-auth@example.org", "Circle of Life", "SHA-256")
    '7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232'
    """
    return _hash(f"{username}:{realm}:{secret}", algorithm)


def half_keys(username: str, realm: str, secret: str) -> dict[str, str]:
    """The half key for each algorithm that is offered."""
    return {algorithm: half_key(username, realm, secret, algorithm) for algorithm in ALGORITHMS}


def is_right(given: Credentials, half: str, method: str) -> bool:
    """Whether the response was made by someone who knows the secret behind the half key. Takes the same time always.

    >>> given = Credentials("Mufasa", "http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
    ...     "/dir/index.html", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1", "SHA-256", "auth",
    ...     "00000001", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
    >>> is_right(given, half_key("Mufasa", "http-auth@example.org", "Circle of Life", "SHA-256"), "GET")
    True
    """
    what = _hash(f"{method}:{given.uri}", given.algorithm)
    whole = f"{half}:{given.nonce}:{given.nc}:{given.cnonce}:{given.qop}:{what}"
    return hmac.compare_digest(_hash(whole, given.algorithm).encode(), given.response.lower().encode())


def names_path(uri: str, path: str) -> bool:
    """Whether the address that was signed is the one that is asked for.

    >>> names_path("https://bairi.example/openrosa/b/formList?x=1", "/openrosa/b/formList?x=1")
    True
    >>> names_path("/openrosa/b/formList", "/openrosa/b/submission")
    False
    """
    parts = urlsplit(uri)
    asked = urlsplit(path)
    return (unquote(parts.path), parts.query) == (unquote(asked.path), asked.query)


def new_nonce(seconds: int, key: bytes) -> str:
    """A nonce of this moment (seconds since the epoch), which only the holder of the key can make."""
    return f"{seconds:x}-{_seal(seconds, key)}"


def nonce_age(nonce: str, key: bytes, seconds: int) -> int | None:
    """Seconds since the nonce was given out; None for one that was not given out here.

    >>> nonce_age(new_nonce(1_000, b"k"), b"k", 1_010), nonce_age("3e8-00", b"k", 1_010)
    (10, None)
    """
    moment, _, seal = nonce.partition("-")
    try:
        given = int(moment, 16)
    except ValueError:
        return None
    right = hmac.compare_digest(_seal(given, key).encode(), seal.encode())
    return seconds - given if right and given <= seconds + NONCE_SECONDS else None


def challenges(realm: str, nonce: str, *, stale: bool) -> str:
    """The challenges of one answer in one header, SHA-256 before MD5.

    All share a nonce: a client that keeps only the last parameters it reads then still answers rightly.
    """
    shared = f'realm="{realm}", qop="auth", nonce="{nonce}", charset=UTF-8' + (", stale=true" if stale else "")
    return ", ".join(f"Digest {shared}, algorithm={algorithm}" for algorithm in ALGORITHMS)


def chosen_half(halves: Mapping[str, str], given: Credentials) -> str:
    """The half key for the algorithm that the client chose; "" for none."""
    return halves.get(given.algorithm.upper(), "")


def _seal(seconds: int, key: bytes) -> str:
    return hmac.new(key, f"bairi-openrosa-nonce {seconds}".encode(), hashlib.sha256).hexdigest()[:32]


def _hash(text: str, algorithm: str) -> str:
    return hashlib.new(ALGORITHMS[algorithm.upper()], text.encode(), usedforsecurity=False).hexdigest()

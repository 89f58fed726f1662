"""Every address of the product, walked from the URL map."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

PUBLIC = {
    # addresses open to everyone, each with its reason
    "sign_in": "the door itself",
    "sign_in_code": "its second step",
    "demo_sign_in": "the demo's door; refuses where no demo is",
    "set_language": "kept on the device",
    "settings": "type, colours and keys are kept on the device",
    "keys_help": "says which keys there are",
    "api_operations": "says what the API offers",
    "api-v1:openapi-json": "the same for machines",
    "field_app": "the field app's shell, without anybody's data",
    "field_worker": "keeps the shell on the phone",
    "field_manifest": "the app's name and icons for the home screen",
    "check_proof": "anyone may check a proof; the browser does it alone",
    "save_checker": "the same as one file",
    "log_key": "the log's public key",
    "log_checkpoint": "the signed head of the log, for witnesses",
    "log_tile": "salted digests of the log, for witnesses",
}


@dataclass(frozen=True)
class Address:
    """One pattern of the URL map: its name with namespaces, its route, the names of its parameters."""

    name: str
    route: str
    parameters: tuple[str, ...]

    def url(self, values: dict[str, object]) -> str:
        """The address with these values; KeyError names a parameter without one."""
        return reverse(self.name, kwargs={name: values[name] for name in self.parameters})


@cache
def addresses() -> tuple[Address, ...]:
    """All of them, except the bare root of the API."""
    return tuple(address for address in _walk(get_resolver(), "", "") if not address.name.endswith(":api-root"))


def _walk(resolver: URLResolver, route: str, namespace: str, outer: tuple[str, ...] = ()) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        parameters = (*outer, *(tuple(entry.pattern.converters) or tuple(entry.pattern.regex.groupindex)))
        if isinstance(entry, URLResolver):
            yield from _walk(entry, here, namespace + (f"{entry.namespace}:" if entry.namespace else ""), parameters)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{here} has no name"
            yield Address(namespace + entry.name, here, parameters)


def ask(client: Client, url: str) -> HttpResponseBase:
    """What an address answers: read it, or where it only takes changes, send it an empty one."""
    answer = client.get(url)
    return client.post(url) if answer.status_code == 405 else answer

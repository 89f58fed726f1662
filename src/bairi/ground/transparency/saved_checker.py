"""The page that checks proofs as one file, to be kept on a stick and opened without a network."""

from __future__ import annotations

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from bairi.ground.transparency.queries import FAULTS

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./verify\.js";$', re.MULTILINE)


def saved_checker(*, published_key: str, language: str) -> str:
    """The page with its script and style inside, in the active language."""
    context = {"published_key": published_key, "faults": list(FAULTS.items()), "language": language}
    page = str(render_to_string("transparency/saved_checker.html", context))
    verifier = _static("transparency/verify.js").replace("export ", "")
    script = verifier + _IMPORT.sub("", _static("transparency/check_proof.js"))
    page = page.replace("<!-- style -->", f"<style>{_static('built/ui.css')}</style>")
    return page.replace("<!-- script -->", f'<script type="module">{script}</script>')


def _static(name: str) -> str:
    found = finders.find(name)
    return Path(found).read_text(encoding="utf-8") if isinstance(found, str) else ""

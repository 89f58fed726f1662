"""The three papers of a bulletin."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

import noto_cjk_sans_otc
import typst
from django.utils import translation

from bairi.outlook.bulletins.models import Bulletin
from bairi.outlook.bulletins.paper.content import Content, content_of
from bairi.outlook.bulletins.paper.word import word

FONTS = Path(str(noto_cjk_sans_otc.__file__)).parent
PICTURE_PPI = 144


@dataclass(frozen=True, slots=True)
class Papers:
    """The bytes of each form."""

    word: bytes
    pdf: bytes
    picture: bytes


def papers(bulletin: Bulletin) -> Papers:
    """All three, in the language of the bulletin."""
    with translation.override(bulletin.language):
        content = content_of(bulletin)
        return Papers(word(content), typeset(content, "pdf"), typeset(content, "png"))


def typeset(content: Content, form: Literal["pdf", "png"]) -> bytes:
    """The PDF on A4, or one long picture (PNG) for a chat group."""
    with as_file(files("bairi.outlook.bulletins.paper") / "bulletin.typ") as source:
        return typst.compile(
            str(source),
            format=form,
            sys_inputs={"content": json.dumps(content, ensure_ascii=False), "form": form},
            font_paths=[str(FONTS)],
            ppi=PICTURE_PPI,
        )

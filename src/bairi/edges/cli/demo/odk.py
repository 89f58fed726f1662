"""白地村 reports with ODK Collect: a form published, phones prepared, what became a report, what waits. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from bairi.edges.cli.demo.acts import Act, Say, number
from bairi.edges.cli.demo.plan import DAY, day_of, moment

BAIDI: Final = "533401202203"
TASK: Final = "water"
TEAM: Final = f"v{BAIDI}"
MORE: Final = 2
NOTE: Final = "管道已接到户（生成）"
OWN_FORM: Final = "baidi_water_2015"
"""A form that the village had before; Bairi does not know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishForm(Act):
    """The data officer publishes the form that is made from the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparePhone(Act):
    """Someone prepares a phone."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendForm(Act):
    """A phone sends a filled-in form; `form` is the name of somebody else's, "" for the campaign's own."""

    instance: str
    answers: Mapping[str, object]
    form: str = ""
    photo: str = ""

    def xml(self, own: str) -> bytes:
        """As ODK Collect sends it, `own` being the name of the campaign's form."""
        leaves = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in self.answers.items())
        meta = f"<meta><instanceID>{self.instance}</instanceID></meta>"
        return f'<data id="{self.form or own}" version="1">{leaves}{meta}</data>'.encode()


def odk(acts: Sequence[Act]) -> list[Act]:
    """What happens with ODK besides these acts: the village's report follows the last one on its water."""
    before = [act for act in acts if isinstance(act, Say) and (act.series.place, act.series.task) == (BAIDI, TASK)]
    last = max(before, key=lambda say: say.on)
    place = {"place": BAIDI, "effective_on": day_of(DAY).isoformat()}
    photo = "1459405000000.jpg"
    report = place | {
        "task": TASK, "measure": last.series.measure, "value": min(last.series.must, last.value + MORE),
        "base": last.uuid, "photo_1": photo, "note": NOTE,
    }  # fmt: skip
    own = {"cun": "白地村", "hu": 4, "beizhu": "四户通水，水压不足（生成）"}
    return [
        PublishForm(at=moment(2, 9), who="shujuyuan"),
        PreparePhone(at=moment(2, 10), who="annan", name="安南村工作队备用手机"),
        PreparePhone(at=moment(2, 11), who=TEAM, name="白地村红色手机"),
        SendForm(at=moment(46, 17), who=TEAM, instance=f"uuid:{number('odk', 1)}", answers=own, form=OWN_FORM),
        SendForm(at=moment(DAY, 14), who=TEAM, instance=f"uuid:{number('odk', 2)}", answers=report, photo=photo),
    ]

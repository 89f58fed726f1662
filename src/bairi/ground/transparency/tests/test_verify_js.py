"""The browser's verifier against the plain one, under node: the same proofs hold, the same faults are named."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from bairi.ground.transparency.rules.checkpoint import TreeHead, sign_checkpoint
from bairi.ground.transparency.rules.merkle import inclusion_proof, leaf_hash, node_hash, tree_root
from bairi.ground.transparency.rules.tlogproof import Content, LogProof
from bairi.ground.transparency.rules.verify import ProofRejected, check_proof
from bairi.ground.transparency.tests.test_check_proof import DIGEST, FULL, KEY, ORIGIN, PRIVATE, a_proof

SCRIPT = Path(__file__).parents[1] / "static/transparency/verify.js"
RUN = """
import { readFileSync } from "node:fs";
const { checkProof, isAble } = await import(process.argv[1]);
const answers = [await isAble()];
for (const [proof, key] of JSON.parse(readFileSync(0, "utf8"))) {
  try { answers.push(await checkProof(proof, key)); } catch (fault) { answers.push(fault.fault ?? String(fault)); }
}
console.log(JSON.stringify(answers));
"""

needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="node is not on this machine")


def in_node(pairs: list[tuple[str, str]]) -> list[object]:
    data = base64.b64encode(SCRIPT.read_bytes()).decode()
    command = ["node", "--no-warnings", "--input-type=module", "-e", RUN, f"data:text/javascript;base64,{data}"]
    done = subprocess.run(command, input=json.dumps(pairs), capture_output=True, text=True, check=True)
    able, *answers = json.loads(done.stdout)
    assert able
    return answers


def in_python(text: str, key: str) -> object:
    try:
        proven = check_proof(text, key)
    except ProofRejected as rejected:
        return rejected.fault
    return {
        "origin": proven.head.origin, "size": proven.head.size, "index": proven.index, "digest": proven.digest.hex(),
        "envelope": proven.envelope, "personal": proven.personal,
    }  # fmt: skip


def a_tree(size: int) -> list[tuple[str, str]]:
    """A proof of every leaf of a tree."""
    leaves = [leaf_hash(bytes([n]) * 32) for n in range(size)]

    def nodes(level, index):
        return leaves[index] if level == 0 else node_hash(nodes(level - 1, 2 * index), nodes(level - 1, 2 * index + 1))

    note = sign_checkpoint(TreeHead(ORIGIN, size, tree_root(size, nodes)), PRIVATE)
    proofs = (
        LogProof(n, tuple(inclusion_proof(n, size, nodes)), note, Content(bytes([n]) * 32).encode()).text()
        for n in range(size)
    )
    return [(proof, str(KEY)) for proof in proofs]


@needs_node
def test_the_browser_and_the_plain_verifier_agree():
    good = a_proof()
    lie = FULL.envelope.replace("12.5", "99.5")
    spoilt = [
        good, a_proof(Content(DIGEST)), a_proof(Content(DIGEST, b"s" * 16, FULL.envelope)), a_proof(None),
        a_proof(Content(DIGEST, b"s" * 16, lie)), a_proof(index=4), a_proof(index=70), a_proof(origin="other.example"),
        good.replace("\n7\n", "\n8\n"), good.replace("index 5", "index 05"), good.replace("extra ", "extra"),
        good.replace("\n\n", "\n"), good.replace("index 5\n", "index 5\nAAAA\n"), "", good[:-1], good + "x",
        a_proof(Content(DIGEST, b"s" * 16, FULL.envelope, b"q" * 16, FULL.personal.replace("阿布", "阿卜"))),
        good.replace("—", "-"), good.replace("v1", "v2"),
    ]  # fmt: skip
    pairs = [(text, str(KEY)) for text in spoilt]
    pairs += [(good, key) for key in ["", "a+b", str(KEY)[:-4], "x" + str(KEY), f"  {KEY}\n"]]
    pairs += [pair for size in range(1, 18) for pair in a_tree(size)]

    assert in_node(pairs) == [in_python(*pair) for pair in pairs]
    assert isinstance(in_python(*pairs[0]), dict)

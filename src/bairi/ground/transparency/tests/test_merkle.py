"""The tree against the naive definition of RFC 9162 §2.1, written from its text."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairi.ground.transparency.rules import merkle
from bairi.ground.transparency.rules.tiles import Tile, parse_tile_path, right_edge, tile_of

SIZES = [0, 1, 2, 3, 4, 5, 7, 8, 9, 255, 256, 257, 1000]


def naive_root(entries):
    if len(entries) < 2:
        return hashlib.sha256(b"\x00" + entries[0]).digest() if entries else hashlib.sha256().digest()
    k = split(len(entries))
    return hashlib.sha256(b"\x01" + naive_root(entries[:k]) + naive_root(entries[k:])).digest()


def naive_path(m, entries):
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return [*naive_path(m, entries[:k]), naive_root(entries[k:])]
    return [*naive_path(m - k, entries[k:]), naive_root(entries[:k])]


def naive_consistency(m, entries, whole=True):
    n = len(entries)
    if m == n:
        return [] if whole else [naive_root(entries)]
    k = split(n)
    if m <= k:
        return [*naive_consistency(m, entries[:k], whole), naive_root(entries[k:])]
    return [*naive_consistency(m - k, entries[k:], False), naive_root(entries[:k])]


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def entries_of(size):
    return [hashlib.sha256(str(i).encode()).digest() for i in range(size)]


def nodes_of(entries):
    return lambda level, index: naive_root(entries[index << level : (index + 1) << level])


def frontier_of(entries):
    frontier = merkle.Frontier()
    for entry in entries:
        frontier.push(merkle.leaf_hash(entry))
    return frontier


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_that_of_the_naive_tree(size):
    entries = entries_of(size)
    assert frontier_of(entries).root() == naive_root(entries) == merkle.tree_root(size, nodes_of(entries))


def test_roots_of_the_known_test_vectors_of_certificate_transparency():
    entries = [bytes.fromhex(text) for text in [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]]  # fmt: skip
    roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    assert [frontier_of(entries[: n + 1]).root().hex() for n in range(8)] == roots


@given(st.data(), st.integers(1, 70))
def test_an_inclusion_proof_is_the_naive_one_and_leads_to_the_root(data, size):
    entries = entries_of(size)
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, nodes_of(entries))

    assert proof == naive_path(index, entries)
    leaf = merkle.leaf_hash(entries[index])
    assert merkle.root_from_inclusion(index, size, leaf, proof) == naive_root(entries)


@given(st.data(), st.integers(1, 70))
def test_a_proof_of_another_leaf_place_or_length_does_not_hold(data, size):
    entries, other = entries_of(size), hashlib.sha256(b"other").digest()
    index, elsewhere = data.draw(st.integers(0, size - 1)), data.draw(st.integers(-1, size))
    proof, root = naive_path(index, entries), naive_root(entries)

    assert merkle.root_from_inclusion(index, size, merkle.leaf_hash(other), proof) != root
    assert merkle.root_from_inclusion(index, size, merkle.leaf_hash(entries[index]), [*proof, other]) != root
    if proof:
        assert merkle.root_from_inclusion(index, size, merkle.leaf_hash(entries[index]), proof[:-1]) != root
    if elsewhere != index:
        assert merkle.root_from_inclusion(elsewhere, size, merkle.leaf_hash(entries[index]), proof) != root


@given(st.data(), st.integers(0, 70))
def test_a_consistency_proof_is_the_naive_one_and_holds(data, new):
    entries = entries_of(new)
    old = data.draw(st.integers(0, new))
    proof = merkle.consistency_proof(old, new, nodes_of(entries))

    assert proof == (naive_consistency(old, entries) if 0 < old < new else [])
    roots = naive_root(entries[:old]), naive_root(entries)
    assert merkle.is_consistent(old, new, *roots, proof)


@given(st.data(), st.integers(2, 70))
def test_a_rewritten_past_is_not_consistent(data, new):
    old = data.draw(st.integers(1, new - 1))
    changed = data.draw(st.integers(0, old - 1))
    before, after = entries_of(new), entries_of(new)
    after[changed] = b"rewritten"
    roots = naive_root(before[:old]), naive_root(after)

    assert not merkle.is_consistent(old, new, *roots, naive_consistency(old, after))
    assert not merkle.is_consistent(old, new, *roots, naive_consistency(old, before))
    assert not merkle.is_consistent(new, new, *roots, [])


def test_proofs_outside_the_tree_are_refused():
    nodes = nodes_of(entries_of(4))
    for index, size in [(4, 4), (-1, 4), (0, 0)]:
        with pytest.raises(ValueError, match="not in a tree"):
            merkle.inclusion_proof(index, size, nodes)
    with pytest.raises(ValueError, match="no earlier tree"):
        merkle.consistency_proof(5, 4, nodes)


def test_a_tree_of_70_000_has_the_tiles_that_the_specification_names():
    assert [tile.path() for tile in right_edge(70_000)] == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]
    assert [tile.path() for tile in right_edge(256)] == ["tile/1/000.p/1"]


@given(st.integers(0, 63) | st.none(), st.integers(0, 10**9), st.integers(1, 256))
def test_a_tile_path_reads_back(level, index, width):
    assert parse_tile_path(Tile(level, index, width).path()) == Tile(level, index, width)


@pytest.mark.parametrize(
    "path",
    ["tile/0/0", "tile/00/000", "tile/64/000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/07",
     "tile/0/x000/001", "tile/0/../000", "checkpoint", "tile/entries/1", "tile/0/000\n", "tile/0/٠٠٠"],
)  # fmt: skip
def test_a_path_that_is_not_canonical_is_no_tile(path):
    assert parse_tile_path(path) is None


def test_a_node_is_found_in_its_tile():
    assert tile_of(0, 300, 1000) == (Tile(0, 1, 256), 44, 45)
    assert tile_of(3, 124, 1000) == (Tile(0, 3, 232), 224, 232)
    assert tile_of(8, 2, 1000) == (Tile(1, 0, 3), 2, 3)
    assert tile_of(9, 0, 1000) == (Tile(1, 0, 3), 0, 2)

from __future__ import annotations

import gzip
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.client.decoding import STEP_BYTES, CannotDecode, Decoder

TEXT = b"scim " * 100


def decoded(encoding: str, *chunks: bytes) -> tuple[Decoder, bytes]:
    decoder = Decoder(encoding)
    return decoder, b"".join(piece for chunk in chunks for piece in decoder.feed(chunk))


def raw_deflate(data: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(data) + engine.flush()


def zipped(data: bytes) -> bytes:
    """Compress without the time: each worker has to give a test the same name."""
    return gzip.compress(data, mtime=0)


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", zipped(TEXT)),
        ("X-GZIP", zipped(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)),
        ("gzip, gzip", zipped(zipped(TEXT))),
        ("deflate, gzip", zipped(zlib.compress(TEXT))),
        ("gzip", zipped(TEXT[:7]) + zipped(TEXT[7:])),
    ],
)
def test_that_known_encodings_are_undone(encoding: str, data: bytes) -> None:
    decoder, result = decoded(encoding, data)

    assert result == TEXT
    assert decoder.complete


@given(data=st.binary(max_size=3000), cuts=st.lists(st.integers(0, 3100), max_size=5))
def test_that_chunk_borders_do_not_matter(data: bytes, cuts: list[int]) -> None:
    packed = gzip.compress(data)
    edges = [0, *sorted(cuts), len(packed)]
    chunks = [packed[start:end] for start, end in pairwise(edges)]

    decoder, result = decoded("gzip", *chunks)

    assert result == data
    assert decoder.complete


def test_that_one_chunk_gives_many_bounded_pieces() -> None:
    pieces = list(Decoder("gzip").feed(gzip.compress(bytes(10 * STEP_BYTES + 1))))

    assert max(map(len, pieces)) <= STEP_BYTES
    assert sum(map(len, pieces)) == 10 * STEP_BYTES + 1


def test_that_data_that_ends_early_is_not_complete() -> None:
    decoder, _ = decoded("gzip", gzip.compress(TEXT)[:-5])

    assert not decoder.complete


def test_that_no_body_at_all_is_complete() -> None:
    assert Decoder("gzip").complete


def test_that_bytes_after_the_end_are_counted() -> None:
    decoder, result = decoded("gzip", gzip.compress(TEXT) + b"more", b"!")

    assert result == TEXT
    assert decoder.surplus_bytes == 5


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_that_damage_is_told(encoding: str) -> None:
    with pytest.raises(CannotDecode):
        decoded(encoding, b"\xff not packed")


@pytest.mark.parametrize(
    ("encoding", "why"),
    [
        ("br", 'Content-Encoding "br" is not known'),
        ("gzip, zstd", 'Content-Encoding "zstd" is not known'),
        ("gzip,gzip,gzip", "3 content encodings in a row, more than 2"),
    ],
)
def test_that_what_cannot_be_undone_is_named(encoding: str, why: str) -> None:
    assert Decoder(encoding).unknown == why

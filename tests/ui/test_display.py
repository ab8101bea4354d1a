import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.ui.display import (
    clock_text,
    count_text,
    date_text,
    distance_text,
    duration_text,
    file_name,
    hidden_spans,
    menu_text,
    size_text,
    url_path_text,
    utc_text,
    visible,
)

MOMENT = 1_795_442_551.204


@pytest.fixture
def berlin(set_time_zone: Callable[[str], None]) -> None:
    set_time_zone("CET-1")


def test_counts() -> None:
    assert count_text(10**400) == "over 1,000,000,000,000,000"
    assert [count_text(count) for count in (0, 999, 1104, -1234567)] == [
        "0",
        "999",
        "1,104",
        "-1,234,567",
    ]


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (312, "312 B"),
        (1023, "1023 B"),
        (1945, "1.9 KB"),
        (168_000, "164 KB"),
        (1_048_575, "1.0 MB"),
        (4_404_019, "4.2 MB"),
        (5 * 1024**4, "5.0 TB"),
    ],
)
def test_sizes(size: int, text: str) -> None:
    assert size_text(size) == text


@pytest.mark.parametrize(
    ("took", "text"),
    [
        (None, "\u2013"),
        (0.2, "0 ms"),
        (143.4, "143 ms"),
        (999.6, "1.0 s"),
        (2400, "2.4 s"),
        (59_960, "1 min 0 s"),
        (65_000, "1 min 5 s"),
    ],
)
def test_durations(took: float | None, text: str) -> None:
    assert duration_text(took) == text


@pytest.mark.usefixtures("berlin")
def test_that_times_are_local_and_the_tool_tip_is_utc() -> None:
    assert clock_text(MOMENT) == "15:02:31.204"
    assert clock_text(MOMENT, milliseconds=False) == "15:02:31"
    assert date_text(MOMENT) == "2026-11-23 15:02"
    assert utc_text(MOMENT) == "2026-11-23 14:02:31 UTC"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "now"),
        (5, "5 s ago"),
        (7300, "2 h ago"),
        (-300, "in 5 min"),
        (200_000, "2 d ago"),
    ],
)
def test_distances(seconds: int, text: str) -> None:
    assert distance_text(MOMENT, MOMENT + seconds) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a\\u202Eb"),
        ("a\x00\x1b", "a\\u0000\\u001B"),
        ("two\nlines\t", "two\\nlines\\t"),
        ("\ud800", "\\uD800"),
        ("\u200b\ufeff", "\\u200B\\uFEFF"),
        ("\U000e0041", "\\u{E0041}"),
        ("Bj\u00f6rn \U0001f600 \u5317\u4eac", "Bj\u00f6rn \U0001f600 \u5317\u4eac"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_that_a_kept_character_stays() -> None:
    assert visible("a\nb\u200b", keep="\n") == "a\nb\\u200B"


def test_fault_87_no_control_or_format_character_is_left() -> None:
    hidden = [
        char
        for char in map(chr, range(0x110000))
        if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        # Signs of Arabic, Syriac and Kaithi numbers: format characters with a shape.
        and not re.match("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]", char)
    ]

    assert not [hex(ord(char)) for char in hidden if visible(char) == char]


@given(st.text(st.characters(exclude_categories=())))
def test_that_what_is_visible_has_nothing_left_to_show(text: str) -> None:
    shown = visible(text)

    assert not hidden_spans(shown)
    shown.encode("utf-8")


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://h/v2/Users?filter=userName%20eq%20%22a%22", '/v2/Users?filter=userName eq "a"'),
        ("https://h/Users/a%2Fb%3Fc%23", "/Users/a%2Fb%3Fc%23"),
        ("https://h/Users?a=1%262&b=50%25", "/Users?a=1%262&b=50%25"),
        ("https://h/Users/J%FFrgen", "/Users/J%FFrgen"),
        ("https://h/Users/J%C3%BCrgen", "/Users/J\u00fcrgen"),
        ("https://h/Users/%E2%80%AE", "/Users/\\u202E"),
        ("https://h", ""),
        ("https://[x/Users?", "/Users?"),
        ("/Users", "/Users"),
    ],
)
def test_url_paths(url: str, text: str) -> None:
    assert url_path_text(url) == text


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("2819c223-7f76-453a-919d-413861904646", "2819c223-7f76-453a-919d-413861904646.json"),
        ("../../.ssh/authorized_keys", "ssh_authorized_keys.json"),
        ("C:\\Windows\\x", "C_Windows_x.json"),
        ("a\u202egnp.exe\x00", "a_gnp.exe.json"),
        ("..", "resource.json"),
        ("NUL", "resource.json"),
        ("com1.txt", "resource.json"),
        ("x" * 500, "x" * 80 + ".json"),
    ],
)
def test_fault_91_a_file_name_from_the_server_is_made_harmless(sent: str, name: str) -> None:
    assert file_name(sent, ".json") == name


@given(st.text())
def test_fault_91_no_text_leads_to_another_folder(sent: str) -> None:
    name = file_name(sent, ".json")

    assert not set(name) & set('/\\:*?"<>|\0')
    assert not name.startswith(".")
    assert ".." not in name


@pytest.mark.parametrize("text", ["a" * 9, "\u202e" * 9, "\u202e" * 100_000])
def test_that_a_text_in_a_menu_is_cut_to_what_is_shown_of_it(text: str) -> None:
    shown = menu_text(text, 8)

    assert len(shown) == 9
    assert shown.endswith("\u2026")
    assert "\u202e" not in shown


def test_that_a_short_text_in_a_menu_stays_whole_and_marks_no_key() -> None:
    assert menu_text("R&D", 3) == "R&&D"

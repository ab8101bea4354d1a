import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

from scim_explorer.resources_dir import resource_path
from scim_explorer.ui.fonts import MONO_FILES, UI_FILES, has_desktop_font, load_fonts
from scim_explorer.ui.theme import mono_font, ui_font


@pytest.mark.parametrize(
    ("family", "platform", "kept"),
    [
        ("Sans Serif", "linux", False),
        ("DejaVu Sans", "linux", False),
        ("", "linux", False),
        ("Cantarell", "linux", True),
        ("Noto Sans", "linux", True),
        ("Segoe UI", "win32", True),
        (".AppleSystemUIFont", "darwin", True),
    ],
)
def test_desktop_fonts(family: str, platform: str, *, kept: bool) -> None:
    assert has_desktop_font(family, platform) is kept


def test_that_both_weights_of_the_bundled_families_are_there(qapp: QApplication) -> None:
    load_fonts(qapp)

    assert {"Regular", "Bold"} <= set(QFontDatabase.styles("JetBrains Mono"))
    assert QFontInfo(mono_font()).family() == "JetBrains Mono"


def test_that_a_semibold_text_is_wider_than_a_regular_one(qapp: QApplication) -> None:
    load_fonts(qapp)
    word = "Send to Acme staging"

    regular = QFontMetrics(ui_font()).horizontalAdvance(word)
    bold = QFontMetrics(ui_font(bold=True)).horizontalAdvance(word)

    assert bold > regular


def test_that_every_ascii_character_is_equally_wide_in_the_mono_font(qapp: QApplication) -> None:
    load_fonts(qapp)
    metrics = QFontMetrics(mono_font())

    widths = {metrics.horizontalAdvance(chr(code)) for code in range(33, 127)}

    assert len(widths) == 1


def test_that_arrows_are_not_joined_to_ligatures(qapp: QApplication) -> None:
    load_fonts(qapp)
    plain = mono_font()
    joined = QFont(plain)
    joined.unsetFeature(QFont.Tag("calt"))

    assert plain.featureValue(QFont.Tag("calt")) == 0
    assert not joined.isFeatureSet(QFont.Tag("calt"))


def test_that_the_fonts_carry_their_licence_and_stay_small() -> None:
    files = [resource_path(f"fonts/{name}") for name in (*MONO_FILES, *UI_FILES)]

    assert sum(path.stat().st_size for path in files) < 1_000_000
    for licence in ("OFL-Inter.txt", "OFL-JetBrainsMono.txt"):
        assert "SIL OPEN FONT LICENSE" in resource_path(f"fonts/{licence}").read_text("utf-8")

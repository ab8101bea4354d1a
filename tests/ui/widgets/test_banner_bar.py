from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from scim_explorer.ui.widgets.banner_bar import Banner, BannerBar

TLS = Banner("tls", "TLS certificates are not checked.", "error", "Edit profile")
READ_ONLY = Banner("config", "Settings cannot be saved.")
DRAFT = Banner("drafts", "1 draft recovered.", "info")


def banner_bar(qtbot: QtBot, *banners: Banner) -> BannerBar:
    bar = BannerBar()
    qtbot.addWidget(bar)
    for banner in banners:
        bar.show_banner(banner)
    return bar


def text_of(bar: BannerBar) -> str:
    found = bar.findChild(QLabel, "bannerText")
    assert isinstance(found, QLabel)
    return found.text()


def close(bar: BannerBar) -> None:
    found = bar.findChild(QToolButton, "bannerCloseButton")
    assert isinstance(found, QToolButton)
    found.click()


def test_that_it_is_hidden_without_a_banner(qtbot: QtBot) -> None:
    assert banner_bar(qtbot).isHidden()


def test_that_the_newest_banner_wins(qtbot: QtBot) -> None:
    bar = banner_bar(qtbot, DRAFT, READ_ONLY)

    assert text_of(bar) == READ_ONLY.text


def test_that_nothing_newer_covers_an_error(qtbot: QtBot) -> None:
    bar = banner_bar(qtbot, TLS, READ_ONLY)

    assert text_of(bar) == TLS.text
    assert bar.keys == ("tls", "config")


def test_that_closing_brings_the_former_one_back(qtbot: QtBot) -> None:
    bar = banner_bar(qtbot, DRAFT, READ_ONLY)

    with qtbot.waitSignal(bar.closed) as told:
        close(bar)

    assert told.args == ["config"]
    assert text_of(bar) == DRAFT.text


def test_that_a_withdrawn_banner_is_gone(qtbot: QtBot) -> None:
    bar = banner_bar(qtbot, TLS)

    bar.withdraw("tls")
    bar.withdraw("unknown")

    assert bar.isHidden()
    assert bar.banner is None


def test_that_one_key_has_one_banner(qtbot: QtBot) -> None:
    bar = banner_bar(qtbot, TLS, TLS._replace(text="Again."))

    close(bar)

    assert bar.isHidden()


def test_that_the_action_is_told_with_its_key(qtbot: QtBot) -> None:
    bar = banner_bar(qtbot, TLS)
    button = bar.findChild(QPushButton, "bannerButton")
    assert isinstance(button, QPushButton)

    with qtbot.waitSignal(bar.action_chosen) as told:
        button.click()

    assert told.args == ["tls"]
    assert button.text() == "Edit profile"

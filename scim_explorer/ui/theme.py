"""Colours, spacing and type, by role, for light and dark.

Fusion with our own palette on every system, so what the screenshots show is what ships. No rule
touches ``::item``: a border there drops the background brush of every cell.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from scim_explorer.profiles.profile import Environment
from scim_explorer.resources_dir import resource_path


class ThemeChoice(StrEnum):
    """What the user picked in View > Theme."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by role, each "#rrggbb"."""

    base: str
    chrome: str
    alternate: str
    text: str
    muted: str
    hairline: str
    border: str
    accent: str
    on_accent: str
    selection: str
    selection_inactive: str
    hover: str
    error: str
    error_tint: str
    warning: str
    warning_tint: str
    ok: str
    ok_tint: str
    info_tint: str
    dev: str
    dev_line: str
    test: str
    test_line: str
    prod: str
    prod_line: str
    demo: str
    demo_line: str
    json_key: str
    json_string: str
    json_number: str
    json_literal: str


LIGHT = Tokens(
    base="#FFFFFF",
    chrome="#F1F3F6",
    alternate="#F8F9FB",
    text="#1B1F24",
    muted="#57606A",
    hairline="#D3D8E0",
    border="#7A8594",
    accent="#0B5FBD",
    on_accent="#FFFFFF",
    selection="#D5E6FB",
    selection_inactive="#E6E9EE",
    hover="#EAEEF3",
    error="#B3261E",
    error_tint="#FCE9E7",
    warning="#855400",
    warning_tint="#FFF2D1",
    ok="#1A6B35",
    ok_tint="#E4F4E9",
    info_tint="#E5F0FC",
    dev="#0F6E67",
    dev_line="#0F6E67",
    test="#6B3FB8",
    test_line="#6B3FB8",
    prod="#B4152B",
    prod_line="#B4152B",
    demo="#4B5768",
    demo_line="#4B5768",
    json_key="#0B4F9E",
    json_string="#0A6237",
    json_number="#8F3A00",
    json_literal="#7A2BA6",
)
DARK = Tokens(
    base="#181B20",
    chrome="#22262C",
    alternate="#1C2026",
    text="#E4E7EC",
    muted="#A3ACB9",
    hairline="#383F49",
    border="#7D8998",
    accent="#74B5FF",
    on_accent="#10151B",
    selection="#213D5E",
    selection_inactive="#2C323B",
    hover="#2A2F37",
    error="#FF938A",
    error_tint="#412324",
    warning="#F0B94F",
    warning_tint="#3B2F14",
    ok="#74D08F",
    ok_tint="#1B3625",
    info_tint="#1B314B",
    dev="#0F7D75",
    dev_line="#2BB3A8",
    test="#7F55D0",
    test_line="#A98BEE",
    prod="#C92A40",
    prod_line="#FF5C70",
    demo="#5B6778",
    demo_line="#94A1B3",
    json_key="#8CC4FF",
    json_string="#8FD6A4",
    json_number="#F5B27A",
    json_literal="#D4A6F2",
)

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL = 2, 4, 8, 12, 16
TABLE_ROW, LOG_ROW, FORM_ROW, TREE_ROW, HEADER_ROW = 24, 22, 28, 24, 26
HEADER_HEIGHT, LINE_HEIGHT = 36, 3


class Theme(QObject):
    """The theme in force; widgets that paint ask it and follow ``changed``.

    Signals:
        changed: The colours or the size of text are other ones now.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice = ThemeChoice.SYSTEM
        self._scale = 1.0
        self.tokens = LIGHT
        # Keep the hints object: PySide drops a temporary together with its signal.
        self._hints = app.styleHints()
        self._hints.colorSchemeChanged.connect(self._follow_system)

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    @property
    def is_dark(self) -> bool:
        return self.tokens is DARK

    def apply(self, choice: ThemeChoice) -> None:
        """Show the program in this theme from now on."""
        self._choice = choice
        scheme = {
            ThemeChoice.LIGHT: Qt.ColorScheme.Light,
            ThemeChoice.DARK: Qt.ColorScheme.Dark,
            ThemeChoice.SYSTEM: Qt.ColorScheme.Unknown,
        }[choice]
        # For the title bar and native dialogs; the palette below is what counts.
        self._hints.setColorScheme(scheme)
        self._show()

    @property
    def scale(self) -> float:
        """The size of text, 1.0 for 100 %."""
        return self._scale

    def set_scale(self, scale: float) -> None:
        """Show all text in this size from now on; kept between 80 and 300 %."""
        self._scale = min(max(scale, 0.8), 3.0)
        font = QFont(self._app.font())
        font.setPixelSize(self.pixels(UI_PX))
        self._app.setFont(font)
        # Widgets that the style sheet has polished take the font over only when polished again.
        self._app.setStyleSheet(self._app.styleSheet())
        self.changed.emit()

    def pixels(self, size: int) -> int:
        """Return a size of text, given for 100 %, at the present scale."""
        return round(size * self._scale)

    def colour(self, role: str) -> QColor:
        """Return the colour of a role of ``Tokens``."""
        return QColor(getattr(self.tokens, role))

    def environment_fill(self, environment: Environment) -> QColor:
        return self.colour(environment.value)

    def environment_line(self, environment: Environment) -> QColor:
        return self.colour(f"{environment.value}_line")

    def _follow_system(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._show()

    def _show(self) -> None:
        dark = self._choice is ThemeChoice.DARK or (
            self._choice is ThemeChoice.SYSTEM and self._hints.colorScheme() == Qt.ColorScheme.Dark
        )
        self.tokens = DARK if dark else LIGHT
        self._app.setPalette(palette_of(self.tokens))
        self._app.setStyleSheet(style_sheet(self.tokens))
        self.changed.emit()


def palette_of(tokens: Tokens) -> QPalette:
    """Return the Qt palette of ``tokens``; selected text stays text."""
    palette = QPalette()
    role = QPalette.ColorRole
    for name, value in (
        (role.Window, tokens.chrome),
        (role.WindowText, tokens.text),
        (role.Base, tokens.base),
        (role.AlternateBase, tokens.alternate),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Button, tokens.chrome),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.error),
        (role.ToolTipBase, tokens.base),
        (role.ToolTipText, tokens.text),
        (role.Highlight, tokens.selection),
        (role.HighlightedText, tokens.text),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Accent, tokens.accent),
        (role.Light, tokens.hover),
        (role.Midlight, tokens.hover),
        (role.Mid, tokens.hairline),
        (role.Dark, tokens.border),
        (role.Shadow, tokens.border),
    ):
        palette.setColor(name, QColor(value))
    inactive = QPalette.ColorGroup.Inactive
    palette.setColor(inactive, role.Highlight, QColor(tokens.selection_inactive))
    palette.setColor(inactive, role.HighlightedText, QColor(tokens.text))
    disabled = QPalette.ColorGroup.Disabled
    for name in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(disabled, name, QColor(tokens.muted))
    return palette


def style_sheet(tokens: Tokens) -> str:
    """Return the one style sheet of the program, drawn from ``tokens``."""
    text = _SHEET
    for picture in ("arrow", "check", "minus"):
        path = resource_path(f"style/{picture}-{'dark' if tokens is DARK else 'light'}.svg")
        text = text.replace(f"@{picture}@", path.as_posix())
    for field in fields(tokens):
        text = text.replace(f"@{field.name}@", getattr(tokens, field.name))
    return text


_SHEET = """
QMainWindow::separator { background: @hairline@; width: 1px; height: 1px; }
QSplitter::handle { background: @hairline@; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QToolTip { color: @text@; background: @base@; border: 1px solid @border@; padding: 4px; }
QMenuBar { background: @chrome@; }
QMenu { background: @base@; border: 1px solid @hairline@; padding: 4px 0; }
QMenu::separator { height: 1px; background: @hairline@; margin: 4px 0; }
QTreeView#filterProposals { background: @base@; border: 1px solid @border@; }
QHeaderView { background: @chrome@; border: none; }
QHeaderView::section {
  background: @chrome@; color: @muted@; border: none;
  border-bottom: 1px solid @hairline@; border-right: 1px solid @hairline@;
  padding: 3px 8px; font-weight: 600;
}
QTabWidget::pane { border: none; border-top: 1px solid @hairline@; }
QTabBar { background: @chrome@; }
QTabBar::tab { background: transparent; color: @muted@; padding: 5px 12px 4px; border: none;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text@; border-bottom: 2px solid @accent@; }
QTabBar::tab:hover { color: @text@; background: @hover@; }
QTabBar::tab:focus { color: @accent@; }
QPushButton { background: @base@; color: @text@; border: 1px solid @border@; border-radius: 4px;
  padding: 5px 12px; min-height: 16px; }
QPushButton:hover { background: @hover@; }
QPushButton:pressed { background: @selection@; }
QPushButton:focus { border: 2px solid @accent@; padding: 4px 11px; }
QPushButton:disabled { color: @muted@; border: 1px dashed @hairline@; background: transparent; }
QPushButton[filled="true"] { background: @accent@; color: @on_accent@; border: 1px solid @accent@;
  font-weight: 600; }
QPushButton[filled="true"]:focus { border: 2px solid @text@; }
QPushButton[filled="true"]:disabled { background: transparent; color: @muted@;
  border: 1px dashed @border@; }
QPushButton[filled="true"][environment="dev"] {
  background: @dev@; color: #FFFFFF; border-color: @dev@; }
QPushButton[filled="true"][environment="test"] {
  background: @test@; color: #FFFFFF; border-color: @test@; }
QPushButton[filled="true"][environment="prod"] {
  background: @prod@; color: #FFFFFF; border-color: @prod@; }
QPushButton[filled="true"][environment="demo"] {
  background: @demo@; color: #FFFFFF; border-color: @demo@; }
QPushButton[filled="true"][environment]:disabled { background: transparent; color: @muted@;
  border: 1px dashed @border@; }
QToolButton { background: transparent; color: @text@; border: 1px solid transparent;
  border-radius: 4px; padding: 3px 6px; }
QToolButton:hover { background: @hover@; }
QToolButton:pressed, QToolButton:checked { background: @selection@; }
QToolButton:focus { border: 1px solid @accent@; }
QToolButton:disabled { color: @muted@; }
QToolButton[chip="true"] { background: @info_tint@; color: @accent@; }
QToolButton::menu-indicator { image: none; }
QToolButton[role="link"] { color: @accent@; font-weight: 600; }
QLineEdit, QPlainTextEdit, QComboBox {
  background: @base@; color: @text@; border: 1px solid @border@; border-radius: 4px;
  padding: 3px 6px; selection-background-color: @selection@; selection-color: @text@; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {
  border: 2px solid @accent@; padding: 2px 5px; }
QLineEdit:disabled, QComboBox:disabled { color: @muted@; border: 1px solid @hairline@; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] { background: @chrome@; }
QPlainTextEdit[flat="true"], QPlainTextEdit[flat="true"]:focus {
  border: none; border-radius: 0; padding: 0; }
QToolButton[bare="true"] { padding: 0; border: none; }
QCheckBox::indicator, QTreeView::indicator, QTableView::indicator, QListView::indicator {
  width: 13px; height: 13px; border: 1px solid @border@; border-radius: 3px; background: @base@; }
QCheckBox::indicator:checked, QTreeView::indicator:checked, QTableView::indicator:checked,
QListView::indicator:checked {
  background: @accent@; border-color: @accent@; image: url("@check@"); }
QTreeView::indicator:indeterminate {
  background: @accent@; border-color: @accent@; image: url("@minus@"); }
QTreeView::indicator:checked:disabled, QTreeView::indicator:indeterminate:disabled {
  background: @border@; border-color: @border@; }
QCheckBox::indicator:unchecked:disabled { background: transparent; border-color: @hairline@; }
QCheckBox::indicator:checked:disabled { background: @border@; border-color: @border@; }
QCheckBox:focus { color: @accent@; }
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url("@arrow@"); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: @base@; border: 1px solid @hairline@; }
QTableView, QTreeView, QListView { background: @base@; border: none; outline: 0; }
QTreeView[chrome="true"] { background: @chrome@; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid @border@;
  border-radius: 7px; background: @base@; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid @accent@;
  background: @base@; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @border@; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QStatusBar { background: @chrome@; border-top: 1px solid @hairline@; }
QStatusBar::item { border: none; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; }
QGroupBox { border: none; margin-top: 20px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; }
QLabel[role="muted"] { color: @muted@; }
QLabel[role="error"] { color: @error@; }
QLabel[role="warning"] { color: @warning@; }
QLabel[role="ok"] { color: @ok@; }
QLabel[role="accent"] { color: @accent@; }
QFrame[tint="error"] { background: @error_tint@; }
QFrame[tint="warning"] { background: @warning_tint@; }
QFrame[tint="ok"] { background: @ok_tint@; }
QFrame[tint="info"] { background: @info_tint@; }
QFrame[tint="grey"] { background: @hover@; }
QFrame[tint="base"] { background: @base@; }
"""

UI_PX, SECOND_PX, SMALL_PX, HEAD_PX, MONO_PX = 13, 12, 11, 15, 12


def mono_font(pixels: int = MONO_PX) -> QFont:
    """Return the font of ids, paths, filters, JSON, URLs and headers; ligatures off.

    Args:
        pixels: Size at 100 %; the font follows the scale of the theme when it is made.
    """
    family = "JetBrains Mono"
    font = (
        QFont(family)
        if QFontDatabase.hasFamily(family)
        else QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    )
    font.setPixelSize(theme().pixels(pixels))
    font.setFeature(QFont.Tag("calt"), 0)
    font.setFeature(QFont.Tag("liga"), 0)
    return font


def ui_font(pixels: int = UI_PX, *, bold: bool = False) -> QFont:
    """Return the font of everything else."""
    font = QFont(QApplication.font())
    font.setPixelSize(theme().pixels(pixels))
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def theme() -> Theme:
    """Return the theme of the running application, made on first use."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a theme needs a QApplication")
    found = app.property("scimTheme")
    if not isinstance(found, Theme):
        found = Theme(app)
        app.setProperty("scimTheme", found)
    return found

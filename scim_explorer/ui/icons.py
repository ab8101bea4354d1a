"""Icons by name and role: Lucide outlines drawn in a colour of the theme.

The files lie in ``resources/icons`` and keep Lucide's own names. Selected rows show the same
pixmap as all others; Qt would grey it.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QGuiApplication,
    QIcon,
    QPainter,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel

from scim_explorer.resources_dir import resource_path
from scim_explorer.ui.theme import theme

IconTarget: TypeAlias = QAction | QAbstractButton | QLabel

ICON_PX, TABLE_ICON_PX = 16, 14
_STROKE_PX = 1.5
_VIEW_BOX = 24


def icon(name: str, role: str = "muted", size: int = ICON_PX) -> QIcon:
    """Return the icon of the file ``name`` in the theme's colour for ``role``.

    The icon keeps its colour when the theme changes; ``set_icon`` follows the theme.

    Args:
        name: File name in ``resources/icons`` without ".svg".
        role: A field of ``Tokens``.
        size: Side in logical pixels.

    Raises:
        FileNotFoundError: There is no such icon.
    """
    found = QIcon()
    colour, pale = theme().colour(role).name(), theme().colour("border").name()
    for ratio in _ratios():
        pixmap = _pixmap(name, colour, size, ratio)
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Active, QIcon.Mode.Selected):
            found.addPixmap(pixmap, mode)
        found.addPixmap(_pixmap(name, pale, size, ratio), QIcon.Mode.Disabled)
    return found


def icon_pixmap(
    name: str, role: str = "muted", size: int = ICON_PX, ratio: float | None = None
) -> QPixmap:
    """Return the pixmap of an icon, for delegates and labels.

    Args:
        name: As in ``icon``.
        role: As in ``icon``.
        size: As in ``icon``.
        ratio: Device pixels per logical pixel; the sharpest screen's when None.
    """
    return _pixmap(name, theme().colour(role).name(), size, ratio or _ratios()[-1])


def set_icon(target: IconTarget, name: str, role: str = "muted", size: int = ICON_PX) -> None:
    """Give ``target`` an icon that follows the theme; a second call replaces the first.

    Args:
        target: An action, a button or a label.
        name: As in ``icon``.
        role: As in ``icon``.
        size: Side at 100 %; it grows with the size of text.
    """
    binding = target.findChild(
        _IconBinding, options=Qt.FindChildOption.FindDirectChildrenOnly
    ) or _IconBinding(target)
    binding.show_icon(name, role, size)


class _IconBinding(QObject):
    """Draws its parent's icon again when the theme changes; dies with the parent."""

    def __init__(self, target: IconTarget) -> None:
        super().__init__(target)
        self._name, self._role, self._size = "", "muted", ICON_PX
        theme().changed.connect(self._draw)

    def show_icon(self, name: str, role: str, size: int) -> None:
        self._name, self._role, self._size = name, role, size
        self._draw()

    def _draw(self) -> None:
        target = self.parent()
        size = theme().pixels(self._size)
        if isinstance(target, QLabel):
            target.setPixmap(icon_pixmap(self._name, self._role, size))
        elif isinstance(target, QAbstractButton):
            target.setIconSize(QSize(size, size))
            target.setIcon(icon(self._name, self._role, size))
        elif isinstance(target, QAction):
            target.setIcon(icon(self._name, self._role, size))


def _ratios() -> tuple[float, ...]:
    app = QGuiApplication.instance()
    sharpest = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return (1.0,) if sharpest == 1.0 else (1.0, sharpest)


@cache
def _outline(name: str) -> str:
    return resource_path(f"icons/{name}.svg").read_text("ascii")


def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    key = f"scim-icon {name} {colour} {size} {ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    stroke = max(2.0, _STROKE_PX * _VIEW_BOX / size)
    source = _outline(name).replace("currentColor", colour)
    source = source.replace('stroke-width="2"', f'stroke-width="{stroke}"')
    side = round(size * ratio)
    found = QPixmap(side, side)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    QSvgRenderer(QByteArray(source.encode("ascii"))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    found.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, found)
    return found

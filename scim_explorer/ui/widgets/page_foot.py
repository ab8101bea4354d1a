"""The foot of the table: how much came, how much there is, and what was odd on the way."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from scim_explorer.ui.display import count_text, visible
from scim_explorer.ui.icons import TABLE_ICON_PX, set_icon
from scim_explorer.ui.list_status import Why
from scim_explorer.ui.models.local_rows import LocalState
from scim_explorer.ui.models.page_cache import PageCache
from scim_explorer.ui.models.page_chain import PageChain
from scim_explorer.ui.theme import SPACE_M, SPACE_XS, theme
from scim_explorer.ui.widgets.elided_label import ElidedLabel, plain_tip
from scim_explorer.ui.widgets.page_strip import PageState, PageStrip
from scim_explorer.ui.widgets.plain_label import PlainLabel

_STRIP_PAGES = 5_000
_PAGES_NAMED = 3
_NARROW, _NO_STRIP, _LEAST_WIDTH = 520, 380, 280


class PageFoot(QWidget):
    """Shows the progress of one list.

    Signals:
        load_more_requested: The next page is wanted.
        load_all_requested: All pages are wanted; also "Go on" after a pause.
    """

    load_more_requested = Signal()
    load_all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.status = PlainLabel("", self)
        self.status.setObjectName("pageStatus")
        self.status.setAccessibleName(self.tr("Rows loaded"))
        self.strip = PageStrip(self)
        self._own_icon = PlainLabel("", self)
        self._own_icon.setObjectName("pageOwnOrderIcon")
        set_icon(self._own_icon, "arrow-up-down", "accent", TABLE_ICON_PX)
        self.own_order = ElidedLabel("", self, mode=Qt.TextElideMode.ElideRight, role="muted")
        self.own_order.setObjectName("pageOwnOrder")
        self.own_order.setAccessibleName(self.tr("Order of the rows"))
        self.own_order.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.why = PlainLabel("", self, role="muted")
        self.why.setObjectName("pageWhy")
        self._remark_icon = PlainLabel("", self)
        set_icon(self._remark_icon, "triangle-alert", "error", TABLE_ICON_PX)
        self.remarks = ElidedLabel("", self, mode=Qt.TextElideMode.ElideRight, role="error")
        self.remarks.setObjectName("pageRemarks")
        self.remarks.setAccessibleName(self.tr("Remarks about paging"))
        self.remarks.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.load_more = self._tool("loadMoreButton", "chevron-down", self.tr("Load more"))
        self.load_all = self._tool("loadAllButton", "chevrons-down", self.tr("Load all"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_M, SPACE_XS, SPACE_M, SPACE_XS)
        layout.setSpacing(SPACE_M)
        for widget in (self.status, self.strip, self.why, self._own_icon):
            layout.addWidget(widget)
        layout.addWidget(self.own_order, 1)
        layout.addWidget(self._remark_icon)
        layout.addWidget(self.remarks, 1)
        layout.addWidget(self.load_more)
        layout.addWidget(self.load_all)

        self.load_more.clicked.connect(self.load_more_requested)
        self.load_all.clicked.connect(self.load_all_requested)
        self.show_remarks(())

    def show_progress(
        self, cache: PageCache | None, running: tuple[int, ...], local: LocalState
    ) -> None:
        """Show how far ``cache`` is filled, and what a local search makes of it."""
        self._show_own_order(local if cache is not None else LocalState())
        if cache is None:
            self.status.set_text("")
            self.strip.set_pages(())
            return
        loaded, reported = count_text(cache.loaded), cache.layout.reported
        if local.is_searching:
            words = self.tr("Searching the {0} loaded...").format(loaded)
        elif local.found is not None:
            words = self.tr("{0} of the {1} loaded")
            if local.is_filter:
                words = self.tr("{0} of the {1} loaded match")
            words = words.format(count_text(local.found), count_text(local.searched))
        elif reported is not None:
            words = self.tr("Loaded {0} of {1}").format(loaded, count_text(reported))
        else:
            words = self.tr("Loaded {0}").format(loaded)
        self.status.set_text(words)
        self.strip.set_pages(page_states(cache, running))

    def _show_own_order(self, local: LocalState) -> None:
        path, text, whole = local.sorted_by, "", ""
        if path:
            text = self.tr("sorted here by {0}").format(path)
            whole = self.tr("The {0} loaded are sorted here by {1}. The server was not asked.")
            whole = whole.format(count_text(local.searched), path)
        self.own_order.set_text(text)
        self._own_icon.setToolTip(plain_tip(whole))
        self._own_icon.setAccessibleName(visible(whole))
        self._own_icon.setVisible(bool(path))
        self._make_room()

    def show_why(self, why: Why, *, waiting_s: int = 0, requests: int = 0) -> None:
        """Say beside the numbers why there are not more.

        Args:
            why: The reason, if there is one.
            waiting_s: For how long the server has not answered; 0 while that is no matter.
            requests: How many the walk over all pages has made; 0 without one.
        """
        made = count_text(requests)
        text = self.tr("requests made: {0}").format(made) if requests else ""
        if waiting_s:
            text = self.tr("waiting for the server, {0} s").format(count_text(waiting_s))
        elif why is Why.STOPPED:
            text = self.tr("stopped by you")
        elif why is Why.PAUSED:
            text = self.tr("paused; requests made: {0}").format(made)
        self.why.set_text(text)
        self.why.setVisible(bool(text))
        goes_on = why is not Why.NOTHING
        self.load_all.setText(self.tr("Go on") if goes_on else self.tr("Load all"))

    def show_remarks(self, remarks: tuple[str, ...]) -> None:
        """Show what was odd, in red, with all of it in the tool tip."""
        self.remarks.set_text("; ".join(remarks))
        self._remark_icon.setVisible(bool(remarks))
        self._make_room()

    def show_buttons(self, *, more: bool) -> None:
        """Offer to load more, or take the offer away."""
        self.load_more.setVisible(more)
        self.load_all.setVisible(more)

    def remarks_on(
        self, cache: PageCache, *, out_of_order: str = "", not_matching: int = 0
    ) -> tuple[str, ...]:
        """Return what was odd about the paging of ``cache``, in words.

        Args:
            cache: The list.
            out_of_order: The sort attribute when the rows are not in its order, else "".
            not_matching: How many rows do not match the filter that was asked for.
        """
        remarks = [*self._total_remarks(cache), *self._repeat_remarks(cache)]
        if not_matching:
            remarks.append(self.tr("%n do not match the filter", "", not_matching))
        if cache.without_id:
            remarks.append(self.tr("%n without an id", "", cache.without_id))
        if out_of_order:
            remarks.append(self.tr("not sorted by {0}").format(out_of_order))
        return tuple(remarks)

    def _total_remarks(self, cache: PageCache) -> list[str]:
        layout = cache.layout
        is_over = not layout.has_more
        if not is_over or layout.reported in (None, layout.row_count):
            return []
        words = self.tr("server reported {0}, got {1}")
        got = count_text(layout.row_count)
        return [words.format(count_text(layout.reported or 0), got)]

    def _repeat_remarks(self, cache: PageCache) -> list[str]:
        remarks = [
            self.tr("{0} repeated on page {1}").format(count_text(count), count_text(page + 1))
            for page, count in sorted(cache.repeated.items())[:_PAGES_NAMED]
        ]
        if len(cache.repeated) > _PAGES_NAMED:
            rest = len(cache.repeated) - _PAGES_NAMED
            remarks.append(self.tr("repeats on %n more page(s)", "", rest))
        if isinstance(cache.layout, PageChain) and cache.layout.loop:
            remarks.append(self.tr("the server gave the same cursor twice"))
        elif cache.ignored_page is not None:
            page = count_text(cache.ignored_page + 1)
            remarks.append(self.tr("page {0} held only rows seen before").format(page))
        return remarks

    @override
    def minimumSizeHint(self) -> QSize:
        # Narrower than the words need: they go when the room does.
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        style = Qt.ToolButtonStyle
        wide = self.width() >= theme().pixels(_NARROW)
        roomy = self.width() >= theme().pixels(_NO_STRIP)
        for button, has_words in ((self.load_more, wide), (self.load_all, roomy)):
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if has_words else style.ToolButtonIconOnly
            )
        # Of our own order the icon stays; what is left of the words would tell nothing.
        is_sorted = bool(self.own_order.text())
        self.own_order.setVisible(is_sorted and wide)
        self.remarks.setVisible(bool(self.remarks.text()) or not (is_sorted and wide))
        self.strip.setVisible(wide or (roomy and not is_sorted))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), 1, theme().colour("hairline"))
        painter.end()

    def _tool(self, name: str, picture: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setText(words)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        set_icon(button, picture)
        return button


def page_states(cache: PageCache, running: tuple[int, ...]) -> tuple[PageState, ...]:
    """Return one state a page for the strip; none when empty or above some thousand."""
    count = max(cache.layout.page_count, *(page + 1 for page in running), 0)
    if count > _STRIP_PAGES or not cache.row_count:
        return ()
    return tuple(_page_state(cache, page, running) for page in range(count))


def _page_state(cache: PageCache, page: int, running: tuple[int, ...]) -> PageState:
    if page in cache.repeated:
        return PageState.REPEATED
    if page in running:
        return PageState.RUNNING
    return PageState.LOADED if cache.layout.is_complete(page) else PageState.WAITING

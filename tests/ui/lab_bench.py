"""A browse pane with its filter lab, on a server that filters by ``active``, or should."""

from __future__ import annotations

from scim_explorer.client.pages import Query
from scim_explorer.protocol.paging import Position
from scim_explorer.ui.lab_desk import LabDesk
from scim_explorer.ui.panes.browse_pane import BrowsePane
from scim_explorer.ui.widgets.filter_lab import FilterLab
from scim_explorer.ui.window_state import ViewSettings
from tests.ui.fake_directory import USERS, FakeDirectory, list_body, user
from tests.ui.waiting import until_idle

ACTIVE = "active eq true"
PEOPLE = [user(number) for number in range(9)]
"""Every third one is not active."""


def answering(*wrong: int) -> FakeDirectory:
    """Return a server that filters by ``active``, but for some rows it has the other way round."""

    def body(query: Query, position: Position) -> bytes:
        start = (position.start_index or 1) - 1
        rows = [
            one
            for number, one in enumerate(PEOPLE)
            if not query.filter or one["active"] is (number not in wrong)
        ]
        if query.attributes:
            rows = [{"id": one["id"]} for one in rows]
        return list_body(rows[start : start + query.count], len(rows))

    return FakeDirectory(body=body)


class Bench:
    """A browse pane with its lab."""

    def __init__(self, directory: FakeDirectory, view: ViewSettings | None = None) -> None:
        self.directory = directory
        self.pane = BrowsePane(directory, USERS, view or ViewSettings())
        self.pane.resize(900, 700)
        self.pane.show()
        self.judge = self.pane.judge

    @property
    def lab(self) -> LabDesk:
        return self.pane.lab

    @property
    def panel(self) -> FilterLab:
        self.pane.lab  # noqa: B018  # it is made when it is first asked for
        panel = self.pane.findChild(FilterLab)
        assert panel is not None
        return panel

    async def search(self, text: str = "") -> None:
        await until_idle(self.pane.tasks, lambda: self.pane.search_for(text))
        await self.judged()

    async def judged(self) -> None:
        if self.lab.is_open:
            self.lab.look()
        await until_idle(self.judge.tasks)

    async def type(self, text: str) -> None:
        self.pane.bar.filter_edit.setText(text)
        await self.judged()

    @property
    def said(self) -> str:
        return self.panel.verdict.text()

    @property
    def rows(self) -> list[tuple[object, object]]:
        model = self.panel.rows.model
        return [
            (model.index(place, 0).data(), model.index(place, 1).data())
            for place in range(model.rowCount())
        ]

    @property
    def parts(self) -> list[tuple[object, object]]:
        model = self.panel.clauses.model()
        return [(model.index(0, 0).data(), model.index(0, 1).data())]


class Benches:
    """Makes benches and takes them down."""

    def __init__(self) -> None:
        self.made: list[Bench] = []

    def __call__(self, directory: FakeDirectory, view: ViewSettings | None = None) -> Bench:
        self.made.append(Bench(directory, view))
        return self.made[-1]

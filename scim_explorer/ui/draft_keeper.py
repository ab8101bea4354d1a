"""Puts what is typed in one pane on the shelf of drafts, a second later."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from scim_explorer.ui.draft_shelf import PaneDrafts
from scim_explorer.ui.models.working_copy import Draft, Subject, title_of
from scim_explorer.ui.resource_stage import ResourceStage
from scim_explorer.ui.widgets.resource_editor import POST
from scim_explorer.ui.widgets.resource_foot import ResourceFoot

_AFTER_MS = 1000


class DraftKeeper(QObject):
    """Follows stage and foot of one pane.

    Attributes:
        template: The text a new resource starts with: untouched, it is no work.
    """

    def __init__(
        self, stage: ResourceStage, foot: ResourceFoot, drafts: PaneDrafts, pane: QWidget
    ) -> None:
        super().__init__(pane)
        self._stage, self._foot, self._drafts = stage, foot, drafts
        self.template = ""
        self._due = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._due.timeout.connect(self._keep_on)
        stage.editor.changed.connect(self._note)
        foot.method_chosen.connect(self._note)
        drafts.collect = self.keep
        pane.destroyed.connect(drafts.release)

    def find(self, subject: Subject) -> Draft | None:
        """Return the unsent work on a resource; a row without an id has none."""
        return self._drafts.find(subject)

    def keep(self) -> None:
        """Keep what is there now, or forget what was kept when nothing is unsent any more."""
        self._due.stop()
        subject, method = self._stage.subject, self._foot.method
        if subject is None or not (subject.id or method == POST):
            return
        editor = self._stage.editor
        if editor.is_dirty and not (method == POST and editor.json.text() == self.template):
            self._drafts.keep(subject, editor.draft(method), self._name(subject))
        else:
            self._drafts.drop(subject)

    def forget(self, subject: Subject) -> None:
        """Its work was sent, thrown away, or has no resource any more."""
        self._drafts.drop(subject)

    def _note(self) -> None:
        # Not anew at each change: somebody who types without a pause would lose it all.
        if not self._due.isActive():
            self._due.start()

    def _keep_on(self) -> None:
        self.keep()
        if self._stage.editor.json.is_typing:
            self._due.start()

    def _name(self, subject: Subject) -> str:
        typed = "" if subject.id else title_of(self._stage.editor.last_analysis.value)
        return typed or self._stage.name

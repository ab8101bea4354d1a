"""All unsent work of one window: in memory as typed, on disk without its secrets."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal

from scim_explorer.client.session import Session
from scim_explorer.exchanges.redact import RedactionRules
from scim_explorer.problems import Problem
from scim_explorer.profiles.drafts import DraftStore, SavedDraft, new_draft_id
from scim_explorer.ui.models.saved_drafts import Place, draft_of, saved_draft, without_secrets
from scim_explorer.ui.models.working_copy import Draft, Subject


@dataclass(slots=True)
class _Kept:
    """A draft on the shelf; one without ``owner`` was left behind by a pane or a window."""

    place: Place
    draft: Draft
    owner: PaneDrafts | None


class DraftShelf(QObject):
    """Gives each pane its drafts and writes them on a thread of its own, one after the other.

    Signals:
        recovered: Tuple of the ``SavedDraft`` that windows before left behind.
        taken: Id of a recovered draft that a pane shows now, or that is gone.
        failed: A ``Problem``: drafts are not written; said once until they are again.
    """

    recovered = Signal(object)
    taken = Signal(str)
    failed = Signal(object)
    _adopted = Signal(object)
    _written = Signal(object)

    def __init__(self, store: DraftStore | None = None, parent: QObject | None = None) -> None:
        """Without a ``store`` drafts live as long as the shelf."""
        super().__init__(parent)
        self._store = store
        self._writer = ThreadPoolExecutor(1, "drafts") if store is not None else None
        self._kept: list[_Kept] = []
        self._panes: list[PaneDrafts] = []
        self._is_failing = False
        # Queued: they come from the writer's thread, or from within a call when it was quick.
        queued = Qt.ConnectionType.QueuedConnection
        self._adopted.connect(self._take_adopted, queued)
        self._written.connect(self._note_written, queued)

    def load(self) -> None:
        """Take over what other windows left behind; ``recovered`` tells what that was."""
        if self._writer is not None and self._store is not None:
            found = self._writer.submit(self._store.adopt)
            found.add_done_callback(lambda done: self._adopted.emit(done.result()))

    def for_pane(self, session: Session) -> PaneDrafts:
        """Return the drafts of one pane of an endpoint."""
        pane = PaneDrafts(self, session)
        self._panes.append(pane)
        return pane

    def forget_profile(self, profile_id: str) -> None:
        """Delete every draft of an endpoint."""
        for kept in [one for one in self._kept if one.place.profile == profile_id]:
            self._kept.remove(kept)
            self.taken.emit(kept.place.draft)
        if self._store is not None:
            self._submit(partial(self._store.delete_profile, profile_id))

    def flush(self) -> None:
        """Hand over at once what was typed just now."""
        for pane in list(self._panes):
            pane.collect()

    def close(self) -> None:
        """Wait until all is written, and leave it to the next window."""
        if self._writer is not None and self._store is not None:
            self._writer.shutdown(wait=True)
            self._writer = None
            self._store.close()

    # --- for panes ---------------------------------------------------------------

    def find(self, pane: PaneDrafts, subject: Subject) -> Draft | None:
        """Return the newest draft of ``pane``, else one that was left, which is the pane's then."""
        kept = self._own(pane, subject) or next(
            (
                one
                for one in reversed(self._kept)
                if one.owner is None
                and (one.place.profile, one.place.subject) == (pane.profile, subject)
            ),
            None,
        )
        if kept is None:
            return None
        kept.owner = pane
        self.taken.emit(kept.place.draft)
        return kept.draft

    def keep(self, pane: PaneDrafts, subject: Subject, draft: Draft, name: str) -> None:
        """Put what ``pane`` has on the shelf, in place of what it had of this resource."""
        kept = self._own(pane, subject)
        if kept is None:
            kept = _Kept(Place(new_draft_id(), pane.profile, subject), draft, pane)
            self._kept.append(kept)
        elif _is_same(kept.draft, draft):
            return
        kept.draft = draft
        if self._store is not None:
            saved = saved_draft(kept.place, draft, name)
            self._submit(partial(_write, self._store, saved, pane.rules))

    def drop(self, pane: PaneDrafts, subject: Subject) -> None:
        """Delete the draft that ``pane`` has of a resource, if it has one."""
        kept = self._own(pane, subject)
        if kept is None:
            return
        self._kept.remove(kept)
        if self._store is not None:
            self._submit(partial(self._store.delete, pane.profile, kept.place.draft))

    def release(self, pane: PaneDrafts) -> None:
        """The pane is gone; another one may go on with its drafts."""
        self._panes.remove(pane)
        for kept in self._kept:
            if kept.owner is pane:
                kept.owner = None

    # --- inside ------------------------------------------------------------------

    def _own(self, pane: PaneDrafts, subject: Subject) -> _Kept | None:
        return next(
            (one for one in self._kept if one.owner is pane and one.place.subject == subject), None
        )

    def _submit(self, work: Callable[[], None]) -> None:
        if self._writer is not None:
            self._writer.submit(work).add_done_callback(self._report)

    def _report(self, done: Future[None]) -> None:
        self._written.emit(done.exception())

    def _note_written(self, error: BaseException | None) -> None:
        was_failing, self._is_failing = self._is_failing, error is not None
        if error is None or was_failing:
            return
        reason = error.strerror if isinstance(error, OSError) else None
        self.failed.emit(
            Problem(
                self.tr("Draft not saved"),
                f"{reason or type(error).__name__}.",
                self.tr("It is kept as long as this window is open."),
            )
        )

    def _take_adopted(self, saved: tuple[SavedDraft, ...]) -> None:
        for one in saved:
            place = Place(one.id, one.profile, Subject(one.endpoint, one.resource))
            self._kept.append(_Kept(place, draft_of(one), None))
        if saved:
            self.recovered.emit(saved)


class PaneDrafts:
    """The drafts of one pane; what another pane of the window works on is not among them.

    Attributes:
        collect: Called when the window wants what was typed just now.
    """

    def __init__(self, shelf: DraftShelf, session: Session) -> None:
        self._shelf = shelf
        self._session = session
        self.collect: Callable[[], None] = lambda: None

    @property
    def profile(self) -> str:
        return self._session.profile.id

    @property
    def rules(self) -> RedactionRules:
        return self._session.redaction_rules

    def find(self, subject: Subject) -> Draft | None:
        return self._shelf.find(self, subject)

    def keep(self, subject: Subject, draft: Draft, name: str) -> None:
        self._shelf.keep(self, subject, draft, name)

    def drop(self, subject: Subject) -> None:
        self._shelf.drop(self, subject)

    def release(self) -> None:
        self._shelf.release(self)


def _is_same(one: Draft, other: Draft) -> bool:
    # Originals are long and made anew only when the server was asked.
    return one.original is other.original and (
        (one.text, one.method, one.operations, one.patch_text)
        == (other.text, other.method, other.operations, other.patch_text)
    )


def _write(store: DraftStore, saved: SavedDraft, rules: RedactionRules) -> None:
    store.save(without_secrets(saved, rules))

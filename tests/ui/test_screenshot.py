from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from scim_explorer.ui.theme import theme
from tests.ui.conftest import Desktop, saved
from tests.ui.recording_server import RecordingServer, Reply


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    return tmp_path / "shot.png"


def is_picture(path: Path) -> bool:
    return not QImage(str(path)).isNull()


async def test_that_the_picture_shows_the_first_page_and_a_resource(
    desktop: Desktop, server: RecordingServer, picture: Path
) -> None:
    desktop.keep(saved(server))
    for number in range(3):
        server.bodies[f"/Users/id-{number:07}"] = (
            b'{"id":"id-%07d","userName":"user%07d@example.com"}' % (number, number)
        )

    async with desktop.window(profile="Acme 1", screenshot=picture, size=(1100, 700)) as user:
        await user.until(lambda: desktop.codes)

        image = QImage(str(picture))
        assert desktop.codes == [0]
        assert (image.width(), image.height()) == (1100, 700)
        assert user.find(QLabel, "resourceTitle").text() == "user0000000@example.com"


@pytest.mark.parametrize("name", ["light", "dark"])
async def test_that_the_picture_has_the_theme_asked_for(
    desktop: Desktop, picture: Path, name: str
) -> None:
    async with desktop.window(theme=name, screenshot=picture) as user:
        await user.until(lambda: desktop.codes)

    image = QImage(str(picture))
    seen = {image.pixelColor(x, 450).name() for x in range(300, 1400, 10)}
    assert theme().is_dark == (name == "dark")
    assert theme().colour("chrome").name() in seen


async def test_that_a_list_without_rows_is_a_picture_too(
    desktop: Desktop, server: RecordingServer, picture: Path
) -> None:
    desktop.keep(saved(server))
    server.bodies["/Users"] = b'{"totalResults":0,"Resources":[]}'

    async with desktop.window(profile="Acme 1", screenshot=picture) as user:
        await user.until(lambda: desktop.codes)

    assert desktop.codes == [0]
    assert is_picture(picture)


async def test_that_a_refusal_is_rendered_and_the_code_tells(
    desktop: Desktop, server: RecordingServer, picture: Path
) -> None:
    desktop.keep(saved(server))
    server.replies["GET"] = Reply(401, b'{"status":"401"}')

    async with desktop.window(profile="Acme 1", screenshot=picture) as user:
        await user.until(lambda: desktop.codes)

    assert desktop.codes == [3]
    assert is_picture(picture)


async def test_that_no_answer_is_rendered_and_the_code_tells(
    desktop: Desktop, picture: Path
) -> None:
    desktop.keep(saved("http://127.0.0.1:9/scim"))

    async with desktop.window(profile="Acme 1", screenshot=picture) as user:
        await user.until(lambda: desktop.codes)

    assert desktop.codes == [3]


async def test_that_an_unknown_profile_is_rendered_and_the_code_tells(
    desktop: Desktop, picture: Path
) -> None:
    async with desktop.window(profile="nobody", screenshot=picture) as user:
        await user.until(lambda: desktop.codes)

    assert desktop.codes == [3]
    assert is_picture(picture)


async def test_that_a_picture_that_cannot_be_written_is_a_failure(
    desktop: Desktop, tmp_path: Path
) -> None:
    async with desktop.window(screenshot=tmp_path / "no" / "shot.png") as user:
        await user.until(lambda: desktop.codes)

    assert desktop.codes == [3]


async def test_that_it_waits_for_the_first_page(
    desktop: Desktop, server: RecordingServer, picture: Path, hanging: Callable[[], None]
) -> None:
    desktop.keep(saved(server))
    hanging()

    async with desktop.window(profile="Acme 1", screenshot=picture) as user:
        await user.until(lambda: len(server.requests) >= 4)
        early = is_picture(picture)
        server.replies.clear()
        server.released.set()
        await user.until(lambda: desktop.codes)

    assert not early
    assert len(desktop.codes) == 1
    assert is_picture(picture)

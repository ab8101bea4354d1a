"""What can go wrong with the files of profiles, in words, and putting a damaged one aside."""

from __future__ import annotations

from pathlib import Path

from scim_explorer.problems import Problem

DAMAGED = ".damaged"


def of_newer_version(name: str, path: Path) -> Problem:
    """Return the words for a file that is shown and never written back."""
    return Problem(
        "Profile cannot be changed",
        f'"{name}" ({path}) was written by a newer version of SCIM Explorer.',
        "Update SCIM Explorer, or duplicate the profile.",
    )


def said(error: OSError) -> str:
    """Return what the system says of its refusal."""
    return error.strerror or type(error).__name__


def unreadable(path: Path, error: OSError) -> Problem:
    """Return the words for a file or folder that the system does not give."""
    return Problem("Profile not read", f"{path}: {said(error)}.")


def unwritable(title: str, path: Path, error: OSError) -> Problem:
    """Return the words for a change that the disk refused."""
    return Problem(
        title,
        f"{path}: {said(error)}. What was saved before is unchanged.",
        "Check the free space and that the folder can be written.",
    )


def moved_aside(path: Path, fault: str) -> Problem:
    """Rename a damaged file, under a name that is free, and say so."""
    target, count = path.with_suffix(DAMAGED), 1
    while target.exists():
        count += 1
        target = path.with_suffix(f"{DAMAGED}-{count}")
    try:
        path.replace(target)
    except OSError as error:
        return Problem("Profile not read", f"{path} is damaged ({fault}) and stays: {said(error)}.")
    return Problem(
        "Profile not read",
        f"{path.name} is damaged and is now {target}. {fault}",
        "Repair it and give it its old name, or enter the endpoint again.",
    )

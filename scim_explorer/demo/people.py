"""The people and groups of the demo endpoint: made up, and the same at every start."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from scim_explorer.resources_dir import resource_bytes

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
FIRST_DAY = datetime(2024, 1, 8, 8, 0, tzinfo=UTC)
COMPANY = "Example Travel"

Document = dict[str, Any]


def resource_id(position: int) -> str:
    """Return the id of the resource created as number ``position``; ids sort by creation."""
    return (
        f"{0x2819C223 + position * 0x10F2B:08x}-7f76-453a-919d-"
        f"{position * 0x9E3779B97F4B % (1 << 48):012x}"
    )


def load_names() -> Document:
    names: Document = json.loads(resource_bytes("demo/people.json"))
    return names


def users(count: int, names: Document) -> list[Document]:
    """Return ``count`` users with ids and dates: the chief, the heads of departments, their staff.

    References are relative to the endpoint ("Users/2819c223..."), which makes URLs of them.
    """
    made: list[Document] = []
    for position in range(count):
        made.append(_user(position, names, made))
    return made


def groups(members: list[Document], names: Document) -> list[Document]:
    """Return 24 groups: departments, the teams and divisions around them, offices, special ones."""
    made: list[Document] = []

    def add(name: str, contents: list[Document]) -> Document:
        position = len(members) + len(made)
        made.append(_group(position, name, contents))
        return made[-1]

    by_department = {
        row["name"]: [user for user in members if user[ENTERPRISE].get("department") == row["name"]]
        for row in names["departments"]
    }
    teams: dict[str, list[Document]] = {}
    for number, row in enumerate(names["teams"]):
        staff = by_department[row["department"]][4:]
        team = add(row["name"], staff[number :: len(names["teams"])])
        teams.setdefault(row["department"], []).append(team)
    divisions: dict[str, list[Document]] = {}
    for row in names["departments"]:
        nested = teams.get(row["name"], [])
        staff = by_department[row["name"]]
        department = add(row["name"], nested + (staff[:4] if nested else staff))
        divisions.setdefault(row["division"], []).append(department)
    tops = [add(f"{name} division", inside) for name, inside in divisions.items()]
    add("All employees", members[:1] + tops)
    for row in names["offices"]:
        add(row["name"], [user for user in members if _country(user) == row["country"]])
    contractors = [user for user in members if user["userType"] == "Contractor"]
    add("Contractors", contractors)
    add(
        "VPN access for external partners, suppliers and temporary staff, reviewed each quarter",
        contractors[::2] + members[3:8],
    )
    add("Project Nightingale", [])
    return made


def _user(position: int, names: Document, earlier: list[Document]) -> Document:
    culture = names["cultures"][position % len(names["cultures"])]
    turn = position // len(names["cultures"])
    given, given_slug = culture["given"][turn % len(culture["given"])]
    family, family_slug = culture["family"][turn % len(culture["family"])]
    again = turn // (len(culture["given"]) * len(culture["family"]))
    slug = f"{given_slug}.{family_slug}{again + 1 if again else ''}"
    family_first = culture.get("familyFirst", False)
    space = "" if culture["locale"] in {"zh-CN", "ja-JP"} else " "
    full_name = space.join((family, given) if family_first else (given, family))
    work = f"{slug}@example.com"
    return {
        "schemas": [USER, ENTERPRISE],
        "id": resource_id(position),
        "externalId": f"hr-{position + 1:06d}",
        "userName": work,
        "name": {"formatted": full_name, "familyName": family, "givenName": given},
        "displayName": full_name,
        "profileUrl": f"https://people.example.com/{slug}",
        **_post(position, names),
        "preferredLanguage": culture["locale"],
        "locale": culture["locale"],
        "timezone": culture["timezone"],
        "active": position % 11 != 7,
        "emails": _emails(position, slug, work),
        "phoneNumbers": _phones(position, culture["phone"]),
        "addresses": [_address(position, culture)],
        ENTERPRISE: _enterprise(position, names, earlier),
        "meta": _meta("User", position),
    }


def _place(position: int, names: Document) -> tuple[Document | None, int]:
    """Return the department and the rank in it (0: its head); no department for the chief."""
    departments = names["departments"]
    if position == 0:
        return None, 0
    rank, number = divmod(position - 1, len(departments))
    return departments[number], rank


def _post(position: int, names: Document) -> Document:
    department, rank = _place(position, names)
    if department is None:
        return {"title": "Chief Executive Officer", "userType": "Employee"}
    titles = department["titles"]
    step = 0 if rank == 0 else 1 if rank <= 3 else 2 + rank % (len(titles) - 2)
    contractor = rank > 3 and position % 9 == 5
    return {"title": titles[step], "userType": "Contractor" if contractor else "Employee"}


def _enterprise(position: int, names: Document, earlier: list[Document]) -> Document:
    department, rank = _place(position, names)
    entry: Document = {"employeeNumber": f"{700001 + position}", "organization": COMPANY}
    if department is None:
        return entry
    boss = earlier[_manager(position, rank, len(names["departments"]))]
    return {
        **entry,
        "costCenter": department["costCenter"],
        "division": department["division"],
        "department": department["name"],
        "manager": {
            "value": boss["id"],
            "$ref": f"Users/{boss['id']}",
            "displayName": boss["displayName"],
        },
    }


def _manager(position: int, rank: int, departments: int) -> int:
    """Return the position of the manager: the chief, the head, or one of three leads."""
    if rank == 0:
        return 0
    head = 1 + (position - 1) % departments
    return head if rank <= 3 else head + departments * (1 + rank % 3)


def _emails(position: int, slug: str, work: str) -> list[Document]:
    emails: list[Document] = [{"value": work, "type": "work", "primary": True}]
    if position % 3:
        emails.append({"value": f"{slug}@home.example.org", "type": "home"})
    return emails


def _phones(position: int, prefix: str) -> list[Document]:
    phones: list[Document] = [{"value": f"{prefix}{position % 100:02d}", "type": "work"}]
    if position % 2:
        phones.append({"value": f"{prefix}{(position * 7 + 31) % 100:02d}", "type": "mobile"})
    return phones


def _address(position: int, culture: Document) -> Document:
    street = f"{culture['street']} {position % 140 + 1}"
    return {
        "type": "work",
        "streetAddress": street,
        "locality": culture["city"],
        "postalCode": culture["postalCode"],
        "country": culture["country"],
        "formatted": f"{street}\n{culture['postalCode']} {culture['city']}",
        "primary": True,
    }


def _group(position: int, name: str, contents: list[Document]) -> Document:
    return {
        "schemas": [GROUP],
        "id": resource_id(position),
        "externalId": f"grp-{position + 1:06d}",
        "displayName": name,
        "members": [_member(content) for content in contents],
        "meta": _meta("Group", position),
    }


def _member(content: Document) -> Document:
    kind = content["meta"]["resourceType"]
    return {
        "value": content["id"],
        "$ref": f"{kind}s/{content['id']}",
        "type": kind,
        "display": content["displayName"],
    }


def _meta(kind: str, position: int) -> Document:
    created = FIRST_DAY + timedelta(hours=position * 43 % 13_000, minutes=position * 7 % 60)
    changed = created + timedelta(days=position * 37 % 200, minutes=position * 11 % 600)
    return {
        "resourceType": kind,
        "created": created.isoformat(),
        "lastModified": changed.isoformat(),
        "version": f'W/"{position + 1}"',
    }


def _country(user: Document) -> str:
    country: str = user["addresses"][0]["country"]
    return country

"""Made-up people for filters, as JSON."""

from __future__ import annotations

from scim_explorer.protocol.filters.attributes import attributes_for
from scim_explorer.protocol.json_codec import Json
from scim_explorer.protocol.rfc_schemas import ENTERPRISE_USER, USER, rfc_schema_set

SCHEMAS = rfc_schema_set()
USERS = next(one for one in SCHEMAS.resource_types if one.name == "User")
ATTRIBUTES = attributes_for(SCHEMAS, USERS)

BARBARA: dict[str, Json] = {
    "schemas": [USER, ENTERPRISE_USER],
    "id": "2819c223",
    "externalId": "bjensen",
    "userName": "bjensen@example.com",
    "displayName": "Babs Jensen",
    "name": {"familyName": "Jensen", "givenName": "Barbara"},
    "title": "Tour Guide",
    "userType": "Employee",
    "active": True,
    "emails": [
        {"value": "bjensen@example.com", "type": "work", "primary": True},
        {"value": "babs@jensen.org", "type": "home"},
    ],
    "meta": {
        "resourceType": "User",
        "created": "2010-01-23T04:56:22Z",
        "lastModified": "2011-05-13T04:42:34Z",
        "version": 'W/"a330bc54f0671c9"',
    },
    ENTERPRISE_USER: {
        "employeeNumber": "701984",
        "department": "Tour Operations",
        "manager": {"value": "26118915", "displayName": "John Smith"},
    },
}
JOHN: dict[str, Json] = {
    "schemas": [USER],
    "id": "26118915",
    "userName": "John",
    "displayName": "O'Malley \u00c4rger \U0001f600",
    "name": {"familyName": "O'Malley"},
    "userType": "Intern",
    "active": False,
    "emails": [{"value": "john@other.net", "type": "home"}],
    "phoneNumbers": [{"value": "+47 22 00 11", "type": "mobile"}],
    "meta": {"resourceType": "User", "lastModified": "2026-11-23T14:02:00+01:00"},
}
EMPTY: dict[str, Json] = {
    "schemas": [USER],
    "id": "0",
    "userName": "empty",
    "title": "",
    "emails": [],
    "name": {},
}
PEOPLE = (BARBARA, JOHN, EMPTY)

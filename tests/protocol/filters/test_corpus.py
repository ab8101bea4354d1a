"""A hundred and more filters: they parse, print and match as an independent library says.

The second opinion is scim2-models. Where the two differ, a rule says why.
"""

from __future__ import annotations

import pytest
from scim2_models import EnterpriseUser, User
from scim2_models.path import ScimFilter

from scim_explorer.protocol.filters.evaluate import compile_filter, compile_reasons
from scim_explorer.protocol.filters.parser import parse_filter
from scim_explorer.protocol.filters.printer import canonical
from scim_explorer.protocol.rfc_schemas import ENTERPRISE_USER, USER
from tests.protocol.filters.people import ATTRIBUTES, PEOPLE

OF_THE_RFC = (
    'userName eq "bjensen"',
    '''name.familyName co "O'Malley"''',
    'userName sw "J"',
    f'{USER}:userName sw "J"',
    "title pr",
    'meta.lastModified gt "2011-05-13T04:42:34Z"',
    'meta.lastModified ge "2011-05-13T04:42:34Z"',
    'meta.lastModified lt "2011-05-13T04:42:34Z"',
    'meta.lastModified le "2011-05-13T04:42:34Z"',
    'title pr and userType eq "Employee"',
    'title pr or userType eq "Intern"',
    'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
    'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
    'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
    'userType eq "Employee" and (emails.type eq "work")',
    'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
    (
        'emails[type eq "work" and value co "@example.com"] or '
        'phoneNumbers[type eq "mobile" and value co "+47"]'
    ),
    'userName Eq "john"',
    'Username eq "john"',
    "(userName pr)",
)
STRINGS = ("userName", "displayName", "name.familyName", "title", "userType", "emails.type")
ADDRESSES = ("bjensen@example.com", "JOHN@OTHER.NET", "m@m.org")
OPERATORS = ("eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le")
TEXTS = ("bjensen@example.com", "BJENSEN", "jen", "John", "O'Malley", "work", "")
MADE = tuple(
    f'{path} {operator} "{text}"'
    for number, (path, text) in enumerate((p, t) for p in STRINGS for t in TEXTS)
    for operator in (
        ("eq", "ne", "co"),
        ("sw", "ew", "gt"),
        ("ge", "lt", "le"),
    )[number % 3]
)
MAILS = tuple(f'emails.value {operator} "{text}"' for operator in OPERATORS for text in ADDRESSES)
OTHERS = (
    "active eq true",
    "active eq false",
    "active ne true",
    "active pr",
    "not (active eq true)",
    "emails pr",
    "emails.value pr",
    "name pr",
    "name.familyName pr",
    "nickName pr",
    "not (title pr)",
    'externalId eq "bjensen"',
    'externalId eq "BJENSEN"',
    'id eq "26118915"',
    'id sw "2"',
    f'{ENTERPRISE_USER}:department co "tour"',
    f'{ENTERPRISE_USER}:manager.value eq "26118915"',
    f"{ENTERPRISE_USER}:employeeNumber pr",
    'meta.resourceType eq "User"',
    'meta.created lt "2011-01-01T00:00:00Z"',
    'meta.lastModified gt "2026-11-23T13:01:59Z"',
    'meta.lastModified lt "2026-11-23T13:02:01Z"',
    'emails[type eq "home"]',
    'emails[type eq "home" and value ew ".net"]',
    'emails[not (type eq "work")]',
    'emails[type eq "work" or type eq "home"]',
    "emails[primary eq true]",
    'emails[value pr and (type eq "work" or primary eq true)]',
    'userName eq "john" or userName eq "empty" and active eq true',
    '(userName eq "john" or userName eq "empty") and active eq false',
    'not (userName eq "john") and not (userName eq "empty")',
    'not (not (userName eq "john"))',
    '((((userName eq "john"))))',
    'displayName co "\u00e4rger"',
    'displayName co "\U0001f600"',
    'displayName co "\\u00e4RGER"',
    'displayName eq "Babs Jensen" and title eq "Tour Guide" and userType eq "Employee"',
    'USERNAME EQ "JOHN"',
)
CORPUS = tuple(dict.fromkeys((*OF_THE_RFC, *MADE, *MAILS, *OTHERS)))

DIFFERENT = {
    # A multi-valued attribute matches when any one of its values does (RFC 7644 section 3.4.2.2);
    # the library takes ne as the opposite of eq on the whole attribute.
    'emails.value ne "bjensen@example.com"': ([True, True, True], [False, True, True]),
}
REFUSED_THERE = {
    'emails.value eq "jen"': "the library takes the literal for an e-mail address",
    "active gt true": "400 invalidFilter by table 3, but it parses; here it is a remark",
    "title eq null and unknown.sub.attribute pr": "a path has one sub-attribute at most",
}
MODEL = User[EnterpriseUser]


def second_opinion(text: str) -> list[bool]:
    resources = [MODEL.model_validate(person) for person in PEOPLE]
    return [bool(ScimFilter[MODEL](text).match(one)) for one in resources]


def test_that_the_corpus_is_large_and_holds_the_examples_of_the_rfc() -> None:
    assert len(CORPUS) >= 150
    assert set(OF_THE_RFC) <= set(CORPUS)


@pytest.mark.parametrize("text", CORPUS)
def test_that_a_filter_matches_as_another_library_says(text: str) -> None:
    parsed = parse_filter(text)
    assert parsed.tree is not None, parsed.problems
    matches = compile_filter(parsed.tree, ATTRIBUTES)
    reasons = compile_reasons(parsed.tree, ATTRIBUTES)
    ours = [matches(person) for person in PEOPLE]

    assert [reasons(person).matched for person in PEOPLE] == ours
    again = parse_filter(canonical(parsed.tree))
    assert again.tree is not None
    assert canonical(again.tree) == canonical(parsed.tree)
    expected, there = DIFFERENT.get(text, (ours, ours))
    assert (ours, second_opinion(text)) == (expected, there)


@pytest.mark.parametrize("text", REFUSED_THERE)
def test_that_a_known_difference_is_one(text: str) -> None:
    with pytest.raises(Exception, match=r".*"):
        second_opinion(text)


@pytest.mark.parametrize(
    "text",
    [
        "userName",
        "userName eq",
        'userName xx "a"',
        "userName eq bjensen",
        "(title pr",
        "title pr)",
        "title pr and",
        "emails[type eq",
        'emails[type eq "work"',
        "not title pr",
        "title eq True",
        "a.b.c pr",
    ],
)
def test_that_both_refuse_what_is_no_filter(text: str) -> None:
    assert parse_filter(text).tree is None
    with pytest.raises(Exception, match=r".*"):
        ScimFilter[MODEL](text)

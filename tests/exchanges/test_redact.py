"""Secrets leave an exchange before anything keeps it."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scim_explorer.exchanges.exchange import Body
from scim_explorer.exchanges.redact import (
    MASK,
    RedactionRules,
    has_mask,
    is_form,
    redact,
    redact_body,
    redact_headers,
    redact_text,
    redact_typed,
    redact_url,
)
from tests.exchanges.samples import sample

TOKEN = "tok/en+0123456789=="
PASSWORD_URN = "urn:ietf:params:scim:schemas:core:2.0:User:password"
RULES = RedactionRules((TOKEN,), ("X-Tenant-Pass",), frozenset({"pin"}))


def cleaned(body: bytes | str, rules: RedactionRules = RULES) -> str:
    data = body.encode() if isinstance(body, str) else body
    return redact_body(Body(data), rules).data.decode()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"password":"hunter2"}', f'{{"password":"{MASK}"}}'),
        ('{ "PassWord" : "a\\"b" }', f'{{ "PassWord" : "{MASK}" }}'),
        ('{"pass\\u0077ord":"hunter2"}', f'{{"pass\\u0077ord":"{MASK}"}}'),
        ('{"a":[{"pin":1234,"b":1.0}]}', f'{{"a":[{{"pin":"{MASK}","b":1.0}}]}}'),
        ('{"pin":{"value":"x"}}', f'{{"pin":"{MASK}"}}'),
        ('{"password":"a\\\\","b":"c"}', f'{{"password":"{MASK}","b":"c"}}'),
        ('{"a":"password eq \'x","b":"c\'"}', f'{{"a":"password eq \'{MASK}","b":"c\'"}}'),
        ('{"password":null}', '{"password":null}'),
        ('{"detail":"Bearer abc123def?"}', f'{{"detail":"Bearer {MASK}?"}}'),
        ('{"detail":"client_secret=a1 is old"}', f'{{"detail":"client_secret={MASK} is old"}}'),
        ('{"password":"cut sho', f'{{"password":"{MASK}"'),
        (
            '{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:User:password","value":1}',
            f'{{"op":"add","path":"{PASSWORD_URN}","value":"{MASK}"}}',
        ),
        ('{"value":"x","Path":"pin"}', f'{{"value":"{MASK}","Path":"pin"}}'),
        (
            '{"path":"emails[pin eq \\"4\\"].value","value":"kept"}',
            f'{{"path":"emails[pin eq \\"{MASK}\\"].value","value":"kept"}}',
        ),
        (
            '{"filter":"password eq \\"a b\\" and active eq true"}',
            f'{{"filter":"password eq \\"{MASK}\\" and active eq true"}}',
        ),
        ('"{\\"password\\":\\"x\\"}"', f'"{{\\"password\\":\\"{MASK}\\"}}"'),
        (
            "grant_type=client_credentials&client_secret=abc",
            f"grant_type=client_credentials&client_secret={MASK}",
        ),
    ],
)
def test_fault_104_a_secret_attribute_is_cut_out_and_nothing_else(body: str, expected: str) -> None:
    assert cleaned(body) == expected


def test_that_the_places_of_masks_are_recorded() -> None:
    body = redact_body(Body('{"é":1,"password":"x","pin":"y"}'.encode()), RULES)

    assert [body.data[start:end].decode() for start, end in body.masked] == [MASK, MASK]


def test_that_masks_recorded_before_stay_recorded() -> None:
    once = redact_body(Body(b'{"pin":"x","a":"token-secret","b":1}'), RULES)
    twice = redact_body(once, RedactionRules(("token-secret",)))

    assert [twice.data[start:end].decode() for start, end in twice.masked] == [MASK, MASK]


def test_that_a_clean_body_is_the_same_object() -> None:
    body = Body(b'{"userName":"ada"}')

    assert redact_body(body, RULES) is body


def test_that_a_body_in_utf_16_is_searched_too() -> None:
    body = redact_body(Body('{"password":"hunter2"}'.encode("utf-16")), RULES)

    assert body.data.decode("utf-16") == f'{{"password":"{MASK}"}}'
    start, end = body.masked[0]
    assert body.data[start:end].decode("utf-16-le") == MASK


def test_that_an_undecoded_body_is_not_kept() -> None:
    body = redact_body(Body(undecoded=b"\x1f\x8bsecret"), RULES)

    assert body.undecoded == b""
    assert not body.stored


def test_that_sign_in_fields_lose_their_value_but_not_their_scheme() -> None:
    headers = (
        ("Authorization", "Bearer abc"),
        ("X-Tenant-Pass", "abc"),
        ("Set-Cookie", "sid=abc"),
        ("X-Trace", f"seen {TOKEN}"),
        ("WWW-Authenticate", 'Bearer realm="scim"'),
    )

    assert redact_headers(headers, RULES) == (
        ("Authorization", f"Bearer {MASK}"),
        ("X-Tenant-Pass", MASK),
        ("Set-Cookie", MASK),
        ("X-Trace", f"seen {MASK}"),
        ("WWW-Authenticate", 'Bearer realm="scim"'),
    )


def test_that_a_url_keeps_its_spelling_around_secrets() -> None:
    url = (
        "https://me:pw@h.example/Users?filter=password%20eq%20%22a%20b%22%20and+x+pr"
        "&access_token=abc&code=1&count=5"
    )

    assert redact_url(url, RULES) == (
        f"https://{MASK}@h.example/Users?filter=password%20eq%20%22{MASK}%22%20and+x+pr"
        f"&access_token={MASK}&code={MASK}&count=5"
    )


def test_that_a_free_text_loses_header_lines_and_credentials() -> None:
    text = 'Authorization: Basic YWRhOng=\nfailed with Bearer abc123def\n{"password": "x"}'

    lines = redact_text(text).split("\n")

    assert lines == [
        f"Authorization: {MASK}",
        f"failed with Bearer {MASK}",
        f'{{"password": "{MASK}"}}',
    ]


def test_fault_104_a_password_repeated_in_the_answer_is_cut_out_there() -> None:
    exchange = sample(
        1,
        method="POST",
        request=b'{"password":"Correct-Horse9"}',
        response=b'{"detail":"Correct-Horse9 is too short"}',
    )

    clean = redact(exchange)

    assert b"Horse" not in clean.response_body.data


@pytest.mark.parametrize(
    ("field", "secret"),
    [
        (("Authorization", "Bearer typed-by-hand-77"), "typed-by-hand-77"),
        (("X-Api-Key", "second-secret-42"), "second-secret-42"),
    ],
)
def test_that_a_sign_in_that_no_rule_knows_is_cut_out_where_it_is_echoed(
    field: tuple[str, str], secret: str
) -> None:
    exchange = sample(
        1,
        path=f"/Users?note={secret}",
        request_headers=(field,),
        response=json.dumps({"detail": f"got {secret}"}).encode(),
        response_headers=(("X-Echo", secret),),
    )

    clean = redact(exchange, RULES)

    assert secret not in repr(clean)
    assert clean.response_body.data == f'{{"detail": "got {MASK}"}}'.encode()


FORM = ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [(FORM[1], True), ("APPLICATION/X-WWW-FORM-URLENCODED", True), ("application/json", False)],
)
def test_that_a_form_is_known_by_its_content_type(content_type: str, *, expected: bool) -> None:
    assert is_form((("content-type", content_type),)) is expected
    assert not is_form(())


@pytest.mark.parametrize(
    ("secret", "fields"),
    [
        ("crumb-4711-x", {"path": "/Users?access_token=crumb-4711-x"}),
        ("crumb 4711/x", {"path": "/Users?access_token=crumb+4711%2Fx"}),
        ("crumb-4711-x", {"path": "/Users?filter=password%20eq%20%22crumb-4711-x%22"}),
        ("crumb-4711-x", {"request_headers": (("Cookie", "a=1; sid=crumb-4711-x"),)}),
        ("crumb-4711-x", {"request_headers": (("Authorization", "Basic bWU6Y3J1bWItNDcxMS14"),)}),
        (
            "crumb 4711/x",
            {
                "method": "POST",
                "request": b"client_secret=crumb+4711%2Fx&scope=a",
                "request_headers": (FORM,),
            },
        ),
    ],
    ids=["query", "escaped", "filter", "cookie", "basic", "form"],
)
def test_fault_103_what_was_secret_in_the_request_is_secret_in_the_answer(
    secret: str, fields: dict[str, Any]
) -> None:
    answer = json.dumps({"detail": f"I was sent {secret}"}).encode()

    clean = redact(sample(1, response=answer, **fields))

    assert clean.response_body.data == f'{{"detail": "I was sent {MASK}"}}'.encode()
    assert "4711" not in repr(clean)


def test_that_a_damaged_basic_sign_in_is_cut_out_as_it_stands() -> None:
    clean = redact(sample(1, request_headers=(("Authorization", "Basic no~base64=="),)))

    assert clean.request_headers == (("Authorization", f"Basic {MASK}"),)


SECRET_FIELDS = (
    *("client_secret", "client_assertion", "password", "refresh_token", "code", "assertion"),
    *("token", "access_token", "code_verifier"),
)


@given(
    secrets=st.lists(
        st.tuples(
            st.sampled_from(SECRET_FIELDS),
            st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
        ),
        min_size=1,
        max_size=4,
    ),
    scope=st.text(st.characters(codec="utf-8"), max_size=20),
    escaped=st.booleans(),
)
def test_fault_104_a_form_keeps_all_but_its_secrets(
    secrets: list[tuple[str, str]], scope: str, *, escaped: bool
) -> None:
    readable = [("grant_type", "client_credentials"), ("client_id", "me"), ("scope", scope)]
    if escaped:
        text = urlencode([*readable[:2], *secrets, *readable[2:]])
    else:
        secrets = [(name, re.sub(r"[&=\s]", "x", value)) for name, value in secrets]
        text = "&".join("=".join(pair) for pair in [*readable[:2], *secrets])

    shown = redact_body(Body(text.encode()), form=True).data.decode()

    kept = dict(parse_qsl(shown, keep_blank_values=True, strict_parsing=True))
    assert [kept.pop(name) for name, _ in dict(secrets).items()] == [MASK] * len(dict(secrets))
    assert kept == dict(readable if escaped else readable[:2])


TOKEN_MEMBERS = ("access_token", "refresh_token", "id_token", "client_secret", "accessToken")
OPEN = {"token_type": "Bearer", "expires_in": 3600, "scope": "scim:read", "error": "none"}


@given(
    tokens=st.dictionaries(st.sampled_from(TOKEN_MEMBERS), st.text(min_size=1), min_size=1),
    outside=st.lists(st.sampled_from(("data", "result", "0")), max_size=4),
    ascii_only=st.booleans(),
)
def test_fault_104_the_answer_of_a_token_endpoint_keeps_all_but_its_tokens(
    tokens: dict[str, str], outside: list[str], *, ascii_only: bool
) -> None:
    document: Any = OPEN | tokens
    for key in outside:
        document = {key: [document]}
    text = json.dumps(document, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")

    read = json.loads(redact_body(Body(text)).data)

    for key in reversed(outside):
        read = read[key][0]
    assert read == OPEN | dict.fromkeys(tokens, MASK)


def test_that_a_short_word_in_a_field_of_a_secret_name_does_not_empty_the_record() -> None:
    exchange = sample(1, request_headers=(("X-Auth-Type", "user"),), response=b'{"type": "user"}')

    assert redact(exchange).response_body.data == b'{"type": "user"}'


def test_that_secrets_nested_without_end_are_one_gap() -> None:
    body = redact_body(Body(b'{"password":[' * 100_000))

    assert body.data == f'{{"password":"{MASK}"'.encode()


def test_that_what_was_typed_is_sent_unchanged() -> None:
    exchange = sample(1, request=b'{"password":"x"}')

    redact(exchange)

    assert exchange.request_body.data == b'{"password":"x"}'


def test_that_a_mask_is_recognised() -> None:
    assert has_mask(redact_body(Body(b'{"password":"x"}')).data)
    assert not has_mask(b'{"password":"x"}')


def test_that_rules_do_not_show_their_secrets() -> None:
    assert TOKEN not in repr(RULES)


@given(st.binary(max_size=300))
def test_that_any_bytes_can_be_redacted(data: bytes) -> None:
    body = redact_body(Body(data), RULES)

    assert all(body.data[start:end].decode("utf-16-le", "replace") for start, end in body.masked)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)


@given(JSON, st.text(min_size=8, max_size=20), st.sampled_from(("ascii", "utf-8")))
def test_fault_104_redacted_json_is_json_and_holds_no_password(
    value: object, password: str, encoding: str
) -> None:
    document = {"a": value, "password": password, "b": [{"PASSWORD": [password]}]}
    text = json.dumps(document, ensure_ascii=encoding == "ascii")

    clean = redact_body(Body(text.encode("utf-8", "surrogatepass")))

    read = json.loads(clean.data.decode("utf-8", "surrogatepass"))
    assert read["password"] == MASK
    assert read["b"] == [{"PASSWORD": MASK}]


def test_that_the_reason_and_the_notes_are_searched() -> None:
    exchange = replace(sample(1), reason=f"bad {TOKEN}", notes=(f"odd {TOKEN}",))

    clean = redact(exchange, RULES)

    assert (clean.reason, clean.notes) == (f"bad {MASK}", (f"odd {MASK}",))


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=50))
def test_that_a_typed_body_loses_its_secret_and_nothing_else(around: str) -> None:
    around = around.replace('"', "").replace("\\", "").replace("=", "")
    typed = f'{{"title": "{around}", "password": "%s", "note": "{around}"}}'

    assert redact_typed(typed.replace("%s", "hunter2"), RULES) == typed.replace("%s", MASK)


def page(**members: object) -> bytes:
    """Return a megabyte of users."""
    row = {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "ada@example.com",
        "name": {"givenName": "Ada", "familyName": "Lovel\u00e4ce"},
        "emails": [{"value": "ada@example.com", "type": "work", "primary": True}],
        "groups": [{"value": "g1", "$ref": "https://h.example/Groups/g1", "display": "One"}],
        "meta": {"resourceType": "User", "version": 'W/"1"'},
    }
    text = json.dumps(row | members)
    return f'{{"Resources": [{",".join([text] * (1_000_000 // len(text)))}]}}'.encode()


def thread_s(body: bytes) -> float:
    """Return the time of the processor, the best of three."""
    took = []
    for _ in range(3):
        started = time.thread_time()
        redact_body(Body(body), RULES)
        took.append(time.thread_time() - started)
    return min(took)


@pytest.mark.parametrize(
    "body",
    [
        page(profileUrl="https://h.example/ada%40example.com"),
        page(password="hunter2"),
        page(password="hunter2", profileUrl="https://h.example/ada%40example.com"),
        b'{"a": "' + b"\\" * 1_000_000 + b'"}',
    ],
    ids=["%40", "password", "both", "backslashes"],
)
def test_that_the_search_takes_no_more_than_in_proportion_to_the_body(body: bytes) -> None:
    whole, eighth = thread_s(body), thread_s(body[: len(body) // 8])

    # In proportion it is 8 times as much, with a loop over all tokens for each one 64 times.
    assert whole < 24 * max(eighth, 0.001)

"""Name, port and certificate, judged from looks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from scim_explorer.checks.below_http import (
    judge_address,
    judge_connection,
    judge_environment,
    judge_name,
    judge_refused_address,
    judge_tls,
)
from scim_explorer.checks.steps import Verdict
from scim_explorer.client.certificates import Certificate
from scim_explorer.client.environment_values import ProxyHop
from scim_explorer.client.failures import Failure, FailureKind
from scim_explorer.client.probe import Look, Tried
from scim_explorer.client.route import Route
from scim_explorer.client.urls import check_base_url
from scim_explorer.problems import Problem
from scim_explorer.profiles.profile import Proxy, ProxyKind
from tests.exchanges.samples import sample

STRAIGHT = Route(https=True)
NOW = datetime(2026, 6, 1, tzinfo=UTC)
RECORD = sample(1, method="PROBE", status=None)
REFUSED = Failure(FailureKind.REFUSED, "connection refused on port 443")


def certificate(days: int) -> Certificate:
    begin = NOW - timedelta(days=100)
    return Certificate("CN=acme", "CN=Acme CA", begin, NOW + timedelta(days=days), ("acme",))


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [
        ("https://acme.example/scim/v2", Verdict.OK),
        ("https://acme.example/scim/v2/", Verdict.OK),
        ("http://127.0.0.1:8080/v2", Verdict.OK),
        ("http://localhost/v2", Verdict.OK),
        ("http://acme.example/scim/v2", Verdict.WARNING),
    ],
)
def test_that_only_clear_text_over_a_network_is_warned_of(typed: str, verdict: Verdict) -> None:
    assert judge_address(typed, check_base_url(typed)).verdict is verdict


def test_that_a_slash_does_not_hide_what_matters() -> None:
    typed = "http://acme.example/scim/v2/"

    judged = judge_address(typed, check_base_url(typed))

    assert judged.verdict is Verdict.WARNING
    assert "not encrypted" in judged.detail


def test_that_a_flag_of_entra_id_is_told_and_left_off() -> None:
    base = check_base_url("https://acme.example/scim")

    judged = judge_address(base.text, base, "aadOptscim062020")

    assert judged.verdict is Verdict.WARNING
    assert judged.better_url == "https://acme.example/scim"
    assert "?aadOptscim062020 is a flag for Entra ID" in judged.detail


def test_that_an_endpoint_at_the_end_of_a_base_url_is_told_at_once() -> None:
    base = check_base_url("https://acme.example/scim/v2/Users")

    judged = judge_address(base.text, base)

    assert judged.verdict is Verdict.WARNING
    assert judged.better_url == "https://acme.example/scim/v2"


def test_that_a_refused_address_keeps_its_hint_where_nothing_better_is_known() -> None:
    problem = Problem("Base URL not accepted", "It is empty.", "Enter one.")

    judged = judge_refused_address("", problem)

    assert (judged.verdict, judged.hint, judged.better_url) == (Verdict.FAILED, "Enter one.", "")


def test_fault_42_that_a_proxy_of_the_environment_is_named_without_its_value() -> None:
    judged = judge_environment(
        {"https_proxy": "http://eve:canary@proxy:3128", "NETRC": "/x"}, Proxy(), STRAIGHT
    )

    assert judged.verdict is Verdict.WARNING
    assert "HTTPS_PROXY, NETRC are set" in judged.detail
    assert "canary" not in judged.detail + judged.hint


def test_that_certificates_of_the_environment_are_named() -> None:
    judged = judge_environment({"SSL_CERT_FILE": "/x"}, Proxy(), STRAIGHT)

    assert judged.verdict is Verdict.OK
    assert judged.detail == "SSL_CERT_FILE is set in the environment and not used."


def test_that_an_address_needs_no_name() -> None:
    judged = judge_name(Look(RECORD, addresses=("10.0.0.1",)), "10.0.0.1")

    assert "no name to look up" in judged.detail


def test_fault_33_that_an_unknown_name_is_unreachable() -> None:
    judged = judge_name(Look(RECORD, Failure(FailureKind.NAME, "no host named x")), "x")

    assert judged.unreachable
    assert judged.detail == "No host named x."


def test_that_a_refused_connection_asks_whether_the_server_runs() -> None:
    judged = judge_connection(Look(RECORD, REFUSED), 443)

    assert judged.unreachable
    assert judged.hint == "Is the server running on that port?"


@pytest.mark.parametrize(
    ("broken", "verdict"), [("2001:db8::1", Verdict.WARNING), ("::1", Verdict.OK)]
)
def test_that_one_dead_address_of_two_is_a_warning_but_not_on_this_computer(
    broken: str, verdict: Verdict
) -> None:
    other = "127.0.0.1" if broken == "::1" else "192.0.2.1"

    judged = judge_connection(Look(RECORD, tried=(Tried(broken, REFUSED), Tried(other, None))), 443)

    assert judged.verdict is verdict
    assert broken in judged.detail


@pytest.mark.parametrize(
    ("version", "days", "verdict"),
    [
        ("TLSv1.3", 60, Verdict.OK),
        ("TLSv1.3", 10, Verdict.WARNING),
        ("TLSv1.1", 60, Verdict.WARNING),
    ],
)
def test_that_age_and_version_of_tls_are_judged(version: str, days: int, verdict: Verdict) -> None:
    look = Look(RECORD, tls_version=version, chain=(certificate(days),))

    judged = judge_tls(look, "acme", NOW)

    assert judged.verdict is verdict
    assert "CN=Acme CA" in judged.detail


def test_fault_38_that_a_refused_certificate_is_named() -> None:
    failure = Failure(FailureKind.CERTIFICATE, "the certificate has expired")

    judged = judge_tls(Look(RECORD, failure, chain=(certificate(-1),)), "acme", NOW)

    assert judged.unreachable
    assert judged.detail.startswith("The certificate has expired. acme presents CN=acme")


def test_fault_39_that_a_wish_for_a_client_certificate_is_named() -> None:
    failure = Failure(FailureKind.CLIENT_CERTIFICATE, "the server may want a client certificate")

    judged = judge_tls(Look(RECORD, failure), "acme", NOW)

    assert "client certificate" in judged.hint


def test_that_an_unchecked_certificate_is_warned_of_with_its_words() -> None:
    look = Look(RECORD, tls_version="TLSv1.3", chain=(certificate(60),))

    judged = judge_tls(look, "acme", NOW, verify=False)

    assert judged.verdict is Verdict.WARNING
    assert "It was not checked" in judged.detail
    assert "CN=acme" in judged.detail


@pytest.mark.parametrize(
    ("kind", "hop", "said", "verdict"),
    [
        (ProxyKind.MANUAL, ProxyHop("http://p:1"), "proxy http://p:1 of the profile", Verdict.OK),
        (ProxyKind.ENVIRONMENT, ProxyHop("http://p:1"), "of the environment", Verdict.OK),
        (ProxyKind.ENVIRONMENT, None, "names no proxy for this server", Verdict.OK),
        (ProxyKind.MANUAL, ProxyHop("socks5://p"), "SOCKS proxies", Verdict.FAILED),
    ],
)
def test_that_the_proxy_in_between_is_named(
    kind: ProxyKind, hop: ProxyHop | None, said: str, verdict: Verdict
) -> None:
    judged = judge_environment({"HTTPS_PROXY": "x"}, Proxy(kind), Route(https=True, proxy=hop))

    assert said in judged.detail
    assert judged.verdict is verdict

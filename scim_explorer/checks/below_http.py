"""Verdicts on what lies below HTTP: address, environment, name, port, certificate. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from ipaddress import ip_address

from scim_explorer.checks.addresses import pasted_endpoint, usable_form
from scim_explorer.checks.steps import Judgement, failed, ok, warning
from scim_explorer.client.certificates import Certificate
from scim_explorer.client.environment_values import (
    CA_VARIABLES,
    KEY_LOG_VARIABLE,
    NEVER_FOLLOWED,
    proxy_fault,
)
from scim_explorer.client.failures import Failure, FailureKind, problem_of
from scim_explorer.client.probe import Look
from scim_explorer.client.route import Route
from scim_explorer.client.urls import BaseUrl
from scim_explorer.problems import Problem
from scim_explorer.profiles.profile import Proxy, ProxyKind

_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_OTHERS = (*CA_VARIABLES, KEY_LOG_VARIABLE, *NEVER_FOLLOWED)
_SOON = timedelta(days=30)
_GOOD_TLS = frozenset({"TLSv1.2", "TLSv1.3"})


def judge_address(typed: str, base: BaseUrl, flags: str = "") -> Judgement:
    """Say what is asked; a base URL that cannot be used never comes so far.

    Args:
        typed: As it stands in the profile, without ``flags``.
        base: What is asked.
        flags: Of Entra ID, split off the end.
    """
    said = f"{base.text}/Users and its neighbours are asked for."
    if typed.strip().endswith("/"):
        said = f"{said} The slash at its end makes no difference."
    if base.scheme == "http" and not is_this_computer(base.host):
        said = f"{said} http:// is not encrypted: everybody on the way can read token and answers."
    if flags:
        return warning(
            f"{said} ?{flags} is a flag for Entra ID and no part of the address; it was left off.",
            f"Use {base.text} here, and keep the flag in the tenant URL of Entra ID.",
            better_url=base.text,
        )
    endpoint = pasted_endpoint(base.path)
    if endpoint:
        return warning(
            f"{said} {endpoint} at its end is an endpoint, and rarely part of a base URL.",
            f"Use {base.text.removesuffix(endpoint)} unless the server says otherwise.",
            better_url=base.text.removesuffix(endpoint),
        )
    if base.scheme == "http" and not is_this_computer(base.host):
        return warning(said, "Use https:// where the server offers it.")
    return ok(said)


def judge_refused_address(typed: str, problem: Problem) -> Judgement:
    """Judge a base URL that cannot be used, and offer what was probably meant."""
    form = usable_form(typed)
    hint = f"Use {form} if that is what you mean." if form else problem.hint
    return failed(problem.detail, hint, better_url=form)


def judge_environment(environment: Mapping[str, str], proxy: Proxy, route: Route) -> Judgement:
    """Name the proxy in between, and variables that other programs obey and this one does not."""
    proxies = _set(environment, _PROXIES)
    others = _set(environment, _OTHERS)
    if route.proxy is not None:
        fault = proxy_fault(route.proxy.url)
        source = "environment" if proxy.kind is ProxyKind.ENVIRONMENT else "profile"
        said = f"The way leads through the proxy {route.proxy.url} of the {source}."
        if fault:
            return failed(f"{said} It cannot be used: {fault}.", "Correct it in the profile.")
        return ok(said)
    if proxy.kind is ProxyKind.ENVIRONMENT:
        return ok("The profile follows the environment, which names no proxy for this server.")
    if proxies:
        return warning(
            f"{_list((*proxies, *others))} set in the environment and not used: "
            "the connection is made directly.",
            "Where other programs connect and this one does not, choose that proxy in the "
            "profile under Proxy.",
        )
    if others:
        return ok(f"{_list(others)} set in the environment and not used.")
    return ok("The environment names no proxy, no certificates and no netrc file.")


def judge_name(look: Look, host: str) -> Judgement:
    if look.failure is not None:
        return _unreachable(look.failure, "Check the spelling of the host name, and the network.")
    if host == look.addresses[0]:
        return ok(f"{host} is an address; there is no name to look up.")
    return ok(f"{host} is {', '.join(look.addresses)}.")


def judge_connection(look: Look, port: int) -> Judgement:
    """Judge how the addresses of a host took a connection."""
    if look.failure is not None:
        return _unreachable(look.failure, _hint(look.failure))
    reached = [one.address for one in look.tried if one.failure is None]
    refused = [f"{one.address} ({one.failure.reason})" for one in look.tried if one.failure]
    said = f"{', '.join(reached)} took a connection on port {port}"
    if not refused:
        return ok(f"{said}.")
    if all(map(is_this_computer, (one.address for one in look.tried))):
        return ok(f"{said}; {', '.join(refused)} did not.")
    return warning(
        f"{said}; {', '.join(refused)} did not.",
        "Let the name stand for working addresses only: clients that try another first wait.",
    )


def judge_tls(look: Look, host: str, now: datetime, *, verify: bool = True) -> Judgement:
    """Judge version, chain and expiry; a refused certificate is named all the same."""
    if look.failure is not None:
        shown = f" {_presented(look.chain, host)}" if look.chain else ""
        hint = _certificate_hint(look.chain, look.failure, now) or _hint(look.failure)
        return failed(f"{_sentence(look.failure.reason)}{shown}", hint, unreachable=True)
    said = f"{look.tls_version}. {_presented(look.chain, host)}".strip()
    if not verify:
        return warning(
            f"{said} It was not checked: the profile says so.",
            "Add the company CA in the profile under TLS, and check certificates again.",
        )
    if look.tls_version not in _GOOD_TLS:
        return warning(said, "Let the server offer TLS 1.2 or 1.3: this version is outdated.")
    end = look.chain[0].not_after if look.chain else None
    if end is not None and end - now < _SOON:
        days = max((end - now).days, 0)
        return warning(f"{said} It ends in {days} days.", "Renew the certificate in time.")
    return ok(said)


def explained_by_tls(judged: Judgement, look: Look, base: BaseUrl) -> Judgement:
    """Return why HTTP got no answer, as far as a look at TLS on the same port tells."""
    if base.scheme == "http":
        if look.tls_version or look.chain:
            better_url = f"https://{_place(base)}{base.path}"
            hint = f"TLS is spoken on this port: use {better_url}."
            return replace(judged, hint=hint, better_url=better_url)
        return judged
    if look.failure is None:
        return judged
    return replace(judged, detail=_sentence(look.failure.reason), hint=_hint(look.failure))


def is_this_computer(host: str) -> bool:
    """Tell whether a host name or address can only be this computer."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _place(base: BaseUrl) -> str:
    """Return host and port, the port also where it is the one of the scheme."""
    return f"[{base.host}]:{base.port}" if ":" in base.host else f"{base.host}:{base.port}"


def _presented(chain: tuple[Certificate, ...], host: str) -> str:
    if not chain:
        return ""
    own, *above = chain
    parts = [
        f"{host} presents {own.subject or 'a certificate without a subject'}",
        f"for {', '.join(own.names[:5]) or 'no name'}",
        f"issued by {own.issuer}",
    ]
    if own.not_before and own.not_after:
        parts.append(f"valid from {own.not_before:%Y-%m-%d} to {own.not_after:%Y-%m-%d}")
    parts += [f"then {one.subject}" for one in above]
    return f"{', '.join(parts)}."


def _unreachable(failure: Failure, hint: str) -> Judgement:
    return failed(_sentence(failure.reason), hint, unreachable=True)


def _certificate_hint(chain: tuple[Certificate, ...], failure: Failure, now: datetime) -> str:
    """Return what to do about a refused certificate, "" when there is nothing better to say."""
    if failure.kind is not FailureKind.CERTIFICATE or not chain:
        return ""
    own = chain[0]
    if own.not_after is not None and own.not_after < now:
        return "Whoever runs the server has to renew it; until then no client should connect."
    if own.not_before is not None and own.not_before > now:
        return "Check the clock of this computer; if it is right, the server has to wait."
    if "for another" in failure.reason:
        return "Check the host in the base URL: it has to be one that the certificate is for."
    if len(chain) == 1 and own.issuer != own.subject:
        return (
            "The server sends no certificate but its own. Add the company CA in the profile "
            "under TLS; if the CA is a public one, have the server send the whole chain."
        )
    return ""


def _hint(failure: Failure) -> str:
    if failure.kind is FailureKind.CLIENT_CERTIFICATE:
        return (
            "Ask whoever runs the server for a client certificate, and name it in the profile "
            "under TLS."
        )
    said = problem_of(failure, "GET", "", number=None, may_have_written=False)
    return said.hint or "Check host and port: a firewall or another service may answer there."


def _set(environment: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, ...]:
    found = (name for name in names if environment.get(name) or environment.get(name.lower()))
    return tuple(found)


def _list(names: tuple[str, ...]) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."

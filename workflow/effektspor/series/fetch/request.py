"""What is asked of an interface: address, headers, and the token from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote_plus, urlencode, urlsplit

from effektspor.config.series import SeriesSource
from effektspor.errors import ConfigError

TOKEN = "JOBINDSATS_TOKEN"
"""Environment variable with the key to Jobindsats."""
PUBLIC = {
    "statbank": "https://api.statbank.dk/v1",
    "jobindsats": "https://api.jobindsats.dk/v3",
}
AGENT = "effektspor"
_ALWAYS: Mapping[str, Mapping[str, str]] = {
    "statbank": {"lang": "da", "delimiter": "Semicolon", "valuePresentation": "Value"},
    "jobindsats": {"format": "json"},
}
_OWN_MACHINE = ("localhost", "127.0.0.1", "::1")
_SHORTEST = 8  # of a token: a shorter text could stand in data by chance
_SAFE = "*:/,()"  # as the interfaces write them in their examples


@dataclass(frozen=True)
class Asked:
    """A request with GET.

    Attributes
    ----------
    url
        Address without secrets; may be written down.
    headers
        With the token, where the interface wants one; never written down.
    secret
        The token; empty where none is sent.
    """

    interface: str
    table: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    secret: str = field(default="", repr=False)

    def without_secret(self, content: bytes) -> bytes:
        """An answer without the token, which a server may repeat in what it says of an error."""
        if not self.secret:
            return content
        for form in {self.secret, quote(self.secret, safe="")}:
            content = content.replace(form.encode(), b"***")
        return content


def asked(source: SeriesSource, table: str, environment: Mapping[str, str]) -> Asked:
    """The request for a table.

    Raises
    ------
    ConfigError
        Where the interface is not named, the token is missing or no token, would travel
        unencrypted, or stands in the address.
    """
    if source.interface is None:
        raise ConfigError(
            "The interface of the series is not named",
            where="interface",
            todo="Set interface to statbank or jobindsats.",
        )
    base = (source.base_url or PUBLIC[source.interface]).rstrip("/")
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
    path, secret = f"data/{quote(table, safe='')}", ""
    if source.interface == "statbank":
        path += "/CSV"
    else:
        secret = _token(base, environment)
        headers["Authorization"] = f"Bearer {secret}"
    query = urlencode({**source.query, **_ALWAYS[source.interface]}, safe=_SAFE)
    url = f"{base}/{path}?{query}"
    if secret and secret in unquote_plus(url):
        raise ConfigError(
            "The token stands in the address, which is written down beside the file",
            where="base_url, table or query",
            todo=f"Give it in the environment variable {TOKEN} only.",
        )
    return Asked(source.interface, table, url, headers, secret)


def _token(base: str, environment: Mapping[str, str]) -> str:
    token = environment.get(TOKEN, "").strip()
    if not token:
        raise ConfigError(
            "Jobindsats wants a token, and there is none",
            where=f"environment variable {TOKEN}",
            todo=f"Ask jobindsats@star.dk for one and set {TOKEN}, never in the config.",
        )
    if not token.isascii() or not token.isprintable() or " " in token or len(token) < _SHORTEST:
        raise ConfigError(
            "The token for Jobindsats holds letters that no token has, or is too short to be one",
            where=f"environment variable {TOKEN}",
            todo="Copy it anew, without quotes, blanks and line ends.",
        )
    parts = urlsplit(base)
    if parts.scheme != "https" and parts.hostname not in _OWN_MACHINE:
        raise ConfigError("The token would travel unencrypted", where="base_url", todo="Use https.")
    return token

"""GET with limits of time and size and a few attempts; what goes wrong in one sentence."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage, HTTPResponse, IncompleteRead
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

_PIECE = 1 << 16
_REFUSED = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
_AGAIN = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)


class FailedError(Exception):
    """No data came; the text says why, without secrets."""

    def __init__(self, reason: str, *, again: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.again = reason, again


@dataclass(frozen=True)
class Patience:
    """How long and how often an interface is asked.

    Attributes
    ----------
    seconds
        Time limit of the connection, and of each silence while data come.
    attempts
        Attempts in all.
    total
        Seconds that all attempts may take together, however steadily data come.
    most
        Bytes of an answer that are read; whole tables of the interfaces have a few million.
    pause
        Waits the seconds given: 1, 2, 4, ... between attempts.
    """

    seconds: float = 60
    attempts: int = 3
    pause: Callable[[float], None] = lambda seconds: time.sleep(seconds)
    total: float = 600
    most: int = 200_000_000


def get(url: str, headers: Mapping[str, str], patience: Patience) -> bytes:
    """The bytes of an answer.

    Raises
    ------
    FailedError
        Where the server cannot be reached, fails, refuses the token, does not know the table, sends
        less than it announced, more than `most` or for longer than `total`, or sends to another server.
    """
    end = time.monotonic() + patience.total
    for attempt in range(patience.attempts):
        try:
            return _once(url, headers, patience, end)
        except FailedError as failure:
            if not failure.again or attempt + 1 == patience.attempts:
                raise
            patience.pause(2.0**attempt)
    raise AssertionError("at least one attempt")


class _SameServer(HTTPRedirectHandler):
    """Follows redirections on the same server only: another one must not see the token."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Refuse what leads elsewhere."""
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            raise FailedError("the server sends to another server")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _once(url: str, headers: Mapping[str, str], patience: Patience, end: float) -> bytes:
    request = Request(url, headers=dict(headers))
    try:
        with build_opener(_SameServer).open(request, timeout=patience.seconds) as answer:
            return _body(answer, patience, end)
    except HTTPError as error:
        error.close()
        raise _status(error.code) from None
    except (TimeoutError, URLError, HTTPException, OSError) as error:
        raise _broken(error) from None


def _body(answer: HTTPResponse, patience: Patience, end: float) -> bytes:
    """All bytes, piece by piece: a server that sends a little at a time is never silent."""
    parts, size = [], 0
    while part := answer.read1(_PIECE):
        parts.append(part)
        size += len(part)
        if size > patience.most:
            raise FailedError(f"the data are larger than {patience.most:,} bytes")
        if time.monotonic() > end:
            raise FailedError(f"the data have not come whole in {patience.total:g} seconds")
    if answer.length:
        raise IncompleteRead(b"", answer.length)
    return b"".join(parts)


def _status(code: int) -> FailedError:
    if code in _REFUSED:
        return FailedError(f"the server refuses the token (status {code})")
    if code in _AGAIN or code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return FailedError(f"the server fails (status {code})", again=True)
    return FailedError(f"the server does not accept table or query (status {code})")


def _broken(error: Exception) -> FailedError:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return FailedError("the server does not answer in time", again=True)
    if isinstance(reason, HTTPException):
        return FailedError("the data break off", again=True)
    return FailedError("the server cannot be reached", again=True)

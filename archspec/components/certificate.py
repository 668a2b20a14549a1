"""The certificates that public endpoints present."""

from archspec.components.arns import CertificateArn
from archspec.components.fields import Model


class ExistingCertificate(Model):
    """A certificate that is already there."""

    arn: CertificateArn
    """The ARN of the certificate, in the region of what presents it; CloudFront takes those of us-east-1."""


class Certificate(Model):
    """The certificate a public endpoint presents."""

    existing: ExistingCertificate
    """The certificate to use."""

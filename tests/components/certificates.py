"""ARNs of certificates, and what is said of those that are none."""

from typing import Final

_BAD: Final = "is not the ARN of a certificate; copy it from AWS Certificate Manager"
_BAD_NAME: Final = (
    "has a name that nothing of the service can have, or something behind the name, such as a key or a version; write"
    " the ARN as AWS shows it"
)
_GOOD: Final = "arn:aws:acm:us-east-1:111122223333:certificate/0f1e2d3c-1111-2222-3333-444455556666"

ARNS: Final[tuple[tuple[str, str | None], ...]] = (
    (_GOOD, None),
    (
        _GOOD.replace("arn:aws:", "arn:aws-us-gov:"),
        "is in another partition than its region, which is in aws; begin it with arn:aws:",
    ),
    ("0f1e2d3c-1111-2222-3333-444455556666", _BAD),
    (_GOOD.replace(":acm:", ":iam:"), _BAD),
    (_GOOD.replace("111122223333", "1111"), "names no account; write its 12 digits"),
    (_GOOD.replace("certificate/", ""), _BAD_NAME),
    (_GOOD + "/x", _BAD_NAME),
)

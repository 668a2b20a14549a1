"""What builders are written with: the CDK itself, and the marks that only a program has.

Type checkers and editors see aws_cdk. At run time its place is taken by stand-ins that record each call, so neither
aws_cdk is imported nor Node started. With ARCHSPEC_CDK_DIRECT=1 it is the real one: a builder runs on it unchanged,
which is how tests know that recording loses nothing.
"""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import cast

    import aws_cdk
    from constructs import Construct

    from renderers.cdk.program.recording.stand_ins import asset, note, section
elif os.environ.get("ARCHSPEC_CDK_DIRECT") == "1":
    from typing import cast

    import aws_cdk
    from constructs import Construct

    from renderers.cdk.program.recording.direct import asset_path as asset
    from renderers.cdk.program.recording.direct import no_note as note
    from renderers.cdk.program.recording.direct import no_section as section
else:
    from renderers.cdk.program.recording.stand_ins import ModuleStandIn, asset, cast, class_stand_in, note, section

    aws_cdk = ModuleStandIn("")
    Construct = class_stand_in("constructs.Construct")

__all__ = ["Construct", "asset", "aws_cdk", "cast", "note", "section"]

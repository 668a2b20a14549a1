"""Runs the builders of `programs` straight on aws_cdk, and writes the assembly to the folder it is given.

A process of its own: which CDK a builder gets is settled when `renderers.cdk.aws` is first imported.
"""

import json
import os
import sys
from pathlib import Path

from renderers.cdk.program.playing.jsii_player import prepare_jsii

os.environ["ARCHSPEC_CDK_DIRECT"] = "1"
prepare_jsii()

# What follows imports aws_cdk.
import aws_cdk as cdk  # noqa: E402
from constructs import Construct  # noqa: E402

from renderers.cdk.program.recording.direct import ASSETS  # noqa: E402
from tests.renderers.cdk.program.programs import PROGRAMS  # noqa: E402

outdir, job = Path(sys.argv[1]), json.loads(sys.argv[2])
ASSETS.update({name: Path(path) for name, path in job["assets"].items()})
app = cdk.App(outdir=str(outdir), tree_metadata=False, analytics_reporting=False)
architecture = Construct(app, "Architecture")
for key, value in job["context"].items():
    architecture.node.set_context(key, value)
for stack_id, build in PROGRAMS.items():
    build(cdk.Stack(architecture, stack_id, env=cdk.Environment(region="eu-west-1")))
app.synth()

"""Synthesizes specs in process with cdk-nag among the validators: a program of its own, since it loads the CDK.

Standard input is JSON, a list of spec, environment and output folder; the report is in the output folder.
"""

import json
import sys

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks

from renderers.cdk.architecture_stacks import ArchitectureStacks
from tests.cdk.synthesis import environments


def _judge(spec: str, environment: str | None, folder: str) -> None:
    app = cdk.App(outdir=folder)
    ArchitectureStacks(app, "Architecture", environments(spec)[environment], environment=environment)
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks())
    try:
        app.synth()
    except RuntimeError as error:
        # This is how the CDK says that there are findings; they are in the report.
        if "ValidationFailed" not in str(error):
            raise


if __name__ == "__main__":
    for case in json.load(sys.stdin):
        _judge(*case)

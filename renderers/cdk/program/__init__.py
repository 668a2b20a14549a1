"""Component code for the CDK, recorded once as a program, and played in Node or in process."""

from renderers.cdk.program.errors import RecordError, SynthError, UnavailableError
from renderers.cdk.program.jsii_player import PlayedStacks, play_on_jsii, prepare_jsii
from renderers.cdk.program.node_player import NodePlayer, play_in_node
from renderers.cdk.program.nodes import Program
from renderers.cdk.program.recorder import record
from renderers.cdk.program.stacks import StackProgram, StackProps

__all__ = [
    "NodePlayer",
    "PlayedStacks",
    "Program",
    "RecordError",
    "StackProgram",
    "StackProps",
    "SynthError",
    "UnavailableError",
    "play_in_node",
    "play_on_jsii",
    "prepare_jsii",
    "record",
]

"""Playing: a program becomes stacks, in plain Node or in this process through jsii."""

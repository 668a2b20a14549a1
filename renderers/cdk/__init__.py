"""Architectures as AWS CDK: one builder for each kind, recorded as a program and played in Node or in process."""

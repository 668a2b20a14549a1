"""Component code for the CDK, recorded once as a program, and played in Node or in process."""

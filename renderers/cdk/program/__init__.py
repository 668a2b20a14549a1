"""Component code for the CDK, recorded once as a program, and played in Node or in process.

It knows the CDK, and nothing of architectures. What others import of it: `builders`, in which builders are written;
`recording.recorder`, which makes a program of one; `programs` and `errors`; the two players and the folder they work
in, below `playing`; what is installed and what is kept of it, below `installed`. The rest is the package's own.
"""

"""Small changes of the code that no user can notice, which mutate.py leaves out."""

# File, text of the line, what is there, what comes instead, and why that makes no difference.
EQUIVALENT: tuple[tuple[str, str, str, str, str], ...] = ()

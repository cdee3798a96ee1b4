"""Small changes of the code that no user can notice, and why; mutate.py leaves them out."""

TIME = "it saves time or memory; test_assemble_growth.py, which mutate.py leaves out, holds the limits"
SUM = "sums of the same numbers in another order differ in a digit that decides nothing"
UNORDERED = "what is made of it has no order, or is sorted later"
TIES = "only numbers that are equal to the last digit would tell"
NONE = "the value is never asked for"
LOWER = "the text is in lower case, and the X that the change adds is not"
INNER = "a sign within the program, which no name has"
SAME = "both ways give the same"

# Room, text of the line, what is there, what comes instead, and why that makes no difference.
EQUIVALENT: tuple[tuple[str, str, str, str, str], ...] = (
    ("resolve", "MOST_SENSES = 100", "100", "101", TIME),
    ("resolve", "KEPT_TERMS = 1 << 12", "1", "2", TIME),
    ("resolve", "KEPT_TERMS = 1 << 12", "12", "13", TIME),
)

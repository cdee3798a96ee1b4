"""Small changes of the code that no user can notice, and why; mutate.py leaves them out."""

TIME = "it saves time or memory; test_assemble_growth.py, which mutate.py leaves out, holds the limits"
SUM = "sums of the same numbers in another order differ in a digit that decides nothing"
UNORDERED = "what is made of it has no order, or is sorted later"
SAME = "both ways give the same"
VOTES = "four votes for each one overruled are never fewer than the least number"
IDS = "the id of a node is the name of none, so it means the same under names"
NO_LINK = "the address of a repository is no acronym"
NONE = "the value is never asked for"
SCALE = "all of them change alike, or none comes near the bound"
LOWER = "the text is in lower case, and the X that the change adds is not"
LONG = "difflib does so from two hundred letters"
INNER = "a sign between words of a key, the same in all keys"
SPLITS = "a sign within the program, which no id has"

# Room, text of the line without its comment, what is there, what comes instead, and why that makes no difference.
# fmt: off
EQUIVALENT: tuple[tuple[str, str, str, str, str], ...] = (
)

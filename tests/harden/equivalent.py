"""Small changes of the code that no user can notice, and why; mutate.py leaves them out."""

TIME = "it saves time or memory; test_assemble_growth.py, which mutate.py leaves out, holds the limits"
UNORDERED = "what is made of it has no order, or is sorted later"
SAME = "both ways give the same"
IDS = "the id of a node is the name of none, so it means the same under names"
NONE = "the value is never asked for"
SCALE = "all of them change alike, or none comes near the bound"
LOWER = "the text is in lower case, and the X that the change adds is not"
LONG = "difflib does so from two hundred letters"
INNER = "a sign between words of a key, the same in all keys"
SPLITS = "a sign within the program, which no id has"

# Room, text of the line without its comment, what is there, what comes instead, and why that makes no difference.
# fmt: off
EQUIVALENT: tuple[tuple[str, str, str, str, str], ...] = (
    ('resolve', 'MOST_SENSES = 100', '100', '101', TIME),
    ('resolve', 'KEPT_TERMS = 1 << 12', '1', '2', TIME),
    ('resolve', 'KEPT_TERMS = 1 << 12', '12', '13', TIME),
    ('resolve', 'for acronym in sorted({name_key(short) for short in sense.acronyms}):', 'sorted({name_key(short) for short in sense.acronyms})', 'list({name_key(short) for short in sense.acronyms})', UNORDERED),
    ('resolve', 'for other in keys[: min(i, MOST_SENSES)]:', 'min(i, MOST_SENSES)', 'max(i, MOST_SENSES)', TIME),
    ('resolve', 'profiles = {choice: words.profile(its) for choice, its in sure.items()} if unsure else {}', '{choice: words.profile(its) for choice, its in sure.items()} if unsure else {}', '({choice: words.profile(its) for choice, its in sure.items()})', TIME),
    ('resolve', 'if relation in OWN and order[0] in OWN:', 'relation in OWN and order[0] in OWN', '(relation in OWN)', SAME),
    ('resolve', 'known = name in senses or name in lexicon.entries', 'name in senses or name in lexicon.entries', '(name in senses and name in lexicon.entries)', IDS),
    ('resolve', 'known = name in senses or name in lexicon.entries', 'name in senses or name in lexicon.entries', '(name in senses)', IDS),
    ('resolve', 'forms = [sense.long] if sense.long else sorted(sense.names)', 'sorted(sense.names)', 'list(sense.names)', UNORDERED),
    ('names', 'node: int = -1', '1', '2', NONE),
    ('names', 'own: bool = True', 'True', 'False', NONE),
    ('names', 'def _spelled(text: str, node: int = -1, own: bool = True) -> Form:', '1', '2', NONE),
    ('names', 'def _spelled(text: str, node: int = -1, own: bool = True) -> Form:', 'True', 'False', NONE),
    ('names', 'size = len(graph.nodes), len(graph.edges) if isinstance(graph, Graph) else graph.number_of_edges()', 'len(graph.edges) if isinstance(graph, Graph) else graph.number_of_edges()', '(len(graph.edges))', SAME),
    ('names', 'scores.update(dict.fromkeys(having, 1 / len(having)) if having else {})', '1', '2', SCALE),
    ('names', 'near = [other for other in known if len(other) - len(word) <= reach]', '[other for other in known if len(other) - len(word) <= reach]', '[other for other in known]', TIME),
    ('names', 'return next(iter(get_close_matches(word, near, n=1, cutoff=LIKENESS)), "")', '1', '2', SAME),
    ('names', '_QUOTES = str.maketrans("", "", "\\\\{}$\\"\'`“”‘’~")', '"\\\\{}$\\"\'`“”‘’~"', '\'XX\\\\{}$"\\\'`“”‘’~\'', LOWER),
    ('names', '_JOINING = str.maketrans("", "", "-‐‑‒–—/_.")', '"-‐‑‒–—/_."', "'XX-‐‑‒–—/_.'", LOWER),
    ('names', 'if not word.islower() and _ACRONYM_PLURAL.search(word, len(word) - 1):', '1', '2', SAME),
    ('names', 'text = (name if name.isascii() else unicodedata.normalize("NFKC", name)).strip()', 'name if name.isascii() else unicodedata.normalize("NFKC", name)', "(unicodedata.normalize('NFKC', name))", TIME),
    ('names', 'core = whole if short == form else fold(short)', 'whole if short == form else fold(short)', '(fold(short))', TIME),
    ('names', 'odd = sum(map(str.isupper, rest)) + 2 * any(map(str.isdigit, rest)) > 1', '2', '3', SCALE),
    ('names', 'return _NO_WORD.sub("-", text).strip("-")', '"-"', "'XX-'", LOWER),
    ('names', 'return same_ends and SequenceMatcher(None, a, b, autojunk=False).ratio() >= SAME_SPELLING', 'False', 'True', LONG),
    ('names', 'link_pattern().finditer(text)', 'link_pattern().finditer(text)\n        if any(host in lower for host in _hosts_by_name()) or "gitlab." in lower\n        else iter(())', '(link_pattern().finditer(text))', TIME),
    ('names', 'first = "".join(sorted({*"hwgs", *(host[0] for host in hosts())}))', 'sorted({*"hwgs", *(host[0] for host in hosts())})', "list({*'hwgs', *(host[0] for host in hosts())})", UNORDERED),
    ('names', 'first = "".join(sorted({*"hwgs", *(host[0] for host in hosts())}))', '"hwgs"', "'XXhwgs'", TIME),
    ('names', 'text = re.split(r"[{}\\s#?]", text)[0].rstrip("/.,;:)").removesuffix(".git")', '"/.,;:)"', "'XX/.,;:)'", LOWER),
    ('names', 'return match[1].casefold().rstrip(".,;") if match else ""', '".,;"', "'XX.,;'", LOWER),
    ('names', 'keys |= {names[-1], " ".join(sorted(words))}', '" "', "'XX '", INNER),
    ('names', 'return versions[number] > others[number]', 'versions[number] > others[number]', '(versions[number] >= others[number])', SAME),
    ('names', '_LONGEST = 8', '8', '9', SAME),
    ('names', 'if text[end - 1] == "." and _ABBREVIATION.search(text, max(starts[-1], end - _LONGEST), end):', 'max(starts[-1], end - _LONGEST)', 'min(starts[-1], end - _LONGEST)', TIME),
    ('names', 'starts.append(limit if space < 0 else space + 1)', 'space < 0', '(space <= 0)', SAME),
    ('graph', 'places += [(start, 1, -end, opening), (end, 0, -start, closing)]', '1', '2', SAME),
    ('names', 'SPLIT = "@"', '"@"', "'XX@'", SPLITS),
    ('resolve', 'small, large = sorted((self.members.pop(second), self.members[first]), key=len)', 'sorted((self.members.pop(second), self.members[first]), key=len)', 'list((self.members.pop(second), self.members[first]))', TIME),
    ('resolve', 'small, large = sorted((self.members[first], self.members[second]), key=len)', 'sorted((self.members[first], self.members[second]), key=len)', 'list((self.members[first], self.members[second]))', TIME),
    ('graph', 'width = max((len(f"{count:,}") for count, _ in rows), default=0)', '0', '1', NONE),
)

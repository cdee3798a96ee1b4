"""Hardware families: one line for devices that differ by their model alone."""

from collections.abc import Iterator

from kg.knowledge.records import SLOT, Entry, Family, FamilyModel


def expand(line: Family) -> Iterator[Entry]:
    """The entries of a line of hardware.jsonl: of the device itself, or of each model of a family.

    Raises:
        ValueError: a wary form is not a form of any model.
    """
    if not line.family:
        yield Entry(**{name: getattr(line, name) for name in Entry.__struct_fields__})
        return
    unused = set(line.wary)
    for listed in line.models:
        model = listed if isinstance(listed, FamilyModel) else FamilyModel(listed)
        forms = [form.replace(SLOT, model.model) for form in (line.name, *line.aliases)]
        forms = list(dict.fromkeys((*forms, *model.aliases)))
        wary = {form.replace(SLOT, model.model): form for form in line.wary}
        unused -= {wary[form] for form in forms if form in wary}
        yield Entry(
            forms[0],
            tuple(forms[1:]),
            wary=tuple(form for form in forms if form in wary or form in model.wary),
            broad=line.broad,
            vendor=model.vendor or line.vendor,
            kind=line.kind,
            year=model.year or line.year,
            source=line.source,
        )
        if missing := [form for form in model.wary if form not in forms]:
            raise ValueError(f"wary has {missing[0]!r}, which is not a form of the model {model.model}")
    if unused:
        raise ValueError(f"wary has {min(unused)!r}, which is not a form of any model")

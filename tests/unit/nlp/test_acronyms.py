"""Definitions are read in the shapes that authors give them."""

import pytest
from spacy.language import Language

from kg.nlp.acronyms import initials_start
from kg.nlp.spans import ACRONYMS, read_marks


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("we use Zorbic Blending Trees (ZBT) here", "Zorbic Blending Trees", "ZBT"),
        ("we use zorbic blending trees (ZBTs) here", "zorbic blending trees", "ZBTs"),
        ("we use Zorb-of-Quokkas (ZoQ) here", "Zorb-of-Quokkas", "ZoQ"),
        ("a Low-Zork Quokkation (LoZQ) step", "Low-Zork Quokkation", "LoZQ"),
        ("and ZBT (Zorbic Blending Trees) too", "Zorbic Blending Trees", "ZBT"),
        ("Zorbic Blending Trees (ZBT; see below)", "Zorbic Blending Trees", "ZBT"),
        ("Zorbic Blending Trees (ZBT, for short)", "Zorbic Blending Trees", "ZBT"),
        ("a Zorbic Blend Network 2 (ZBN-2)", "Zorbic Blend Network 2", "ZBN-2"),
        ("the Zorbic Blending Trees ZBT here", "Zorbic Blending Trees", "ZBT"),
        ("Zorb To Blax (Z2B)", "Zorb To Blax", "Z2B"),
        ("a Zork-aware Blending Tree (ZBTplus)", "Zork-aware Blending Tree", "ZBTplus"),
        ("a Zork-aware Blending Tree (ZBT2)", "Zork-aware Blending Tree", "ZBT2"),
        ("a Zork Tree (ZT2)", None, None),
        ("the 'Zorbic-Blend-Trees' (ZBT) here", "Zorbic-Blend-Trees", "ZBT"),
        ("of Quokkas' Blending Trees (QBT)", "Quokkas' Blending Trees", "QBT"),
        ("with full zorb-tuning (FZT)", "full zorb-tuning", "FZT"),
        ("use zorb trees (UT)", None, None),
        ("the zorbs that it blends improve trees (ZBT)", None, None),
        ("a fast Zorbic Blending Tree (fast ZBT)", "fast Zorbic Blending Tree", "fast ZBT"),
        ("Long Zorb-of-Quokkas (Long ZoQs) are", "Long Zorb-of-Quokkas", "Long ZoQs"),
        ("a slow Zorbic Blending Tree (fast ZBT)", "Zorbic Blending Tree", "ZBT"),
        ("ZBT, or Zorbic Blending Trees, is", "Zorbic Blending Trees", "ZBT"),
        ("Zorbic Blending Trees, henceforth ZBT, are", "Zorbic Blending Trees", "ZBT"),
        ("a Zorbic Blending Tree model, which we call ZBT, is", "Zorbic Blending Tree", "ZBT"),
        ("Zorbic Blending Trees, ZBT, are", "Zorbic Blending Trees", "ZBT"),
        ("ZBT – Zorbic Blending Trees", "Zorbic Blending Trees", "ZBT"),
        ("ZBT, short for Zorbic Blending Trees, is", "Zorbic Blending Trees", "ZBT"),
        ("ZBT stands for Zorbic Blending Trees. It", "Zorbic Blending Trees", "ZBT"),
        ("Curly Cat Counting Code, dubbed C4, is", "Curly Cat Counting Code", "C4"),
        ("Curly Cat-Counting Code, which we shorten to C4, is", "Curly Cat-Counting Code", "C4"),
        ("Zorbic Blending Trees, which we refer to as ZBT, are", "Zorbic Blending Trees", "ZBT"),
        ("we call it ZBT (ZorbicBlendingTree)", "ZorbicBlendingTree", "ZBT"),
        ("we call it ZBT (ZorbicBlender)", None, None),
        ("the Curly Cat Counting Code (C4) is", "Curly Cat Counting Code", "C4"),
        ("the Curly Cat Counting Code (C3) is", "Cat Counting Code", "C3"),
        ("the Curly Dog Counting Code, dubbed C4, is", None, None),
        ("ZOBLAX, short for Zorb by Outcomes Blended in Axes, is", "Zorb by Outcomes Blended in Axes", "ZOBLAX"),
        ("ZoBliN, short for Zorbic Blending that improves axes in trees", "Zorbic Blending", "ZoBliN"),
        ("ZOBLAX, which zorbs by outcomes blended in axes, is", None, None),
        ("the Zorbed Through Blaxator (ZTBla)", "Zorbed Through Blaxator", "ZTBla"),
        ("we zorb through a blaxator (ZTBla)", None, None),
        ("Zorbic Blending Trees, ZBT for short, are", "Zorbic Blending Trees", "ZBT"),
        ("Zorbic Blending Trees -- ZBT -- are", "Zorbic Blending Trees", "ZBT"),
        ("Zorbic Blending Trees – ZBT – are", "Zorbic Blending Trees", "ZBT"),
        ("Zorbic Blending Trees, ZBT trees and", None, None),
        ("Zorbic Blending Trees, which we like, ZBT", None, None),
        ("the Mirror Zorb Ring — MZR — is", "Mirror Zorb Ring", "MZR"),
        ("We Zorb Rings — WZR — and", None, None),
        ("- Using Mirror Rings — UMR — is", None, None),
        ("one; Using Mirror Rings — UMR — is", None, None),
        ("STQ (Short Text Quokking) is", "Short Text Quokking", "STQ"),
        ("ZBT (which stands for Zorbic Blending Trees) is", "Zorbic Blending Trees", "ZBT"),
        ("ZBT (for the rest, see below)", None, None),
        ("ZBT (short for Zorbic Blending Trees) is", "Zorbic Blending Trees", "ZBT"),
        ("ZBT (for Zorbic Blending Trees) is", "Zorbic Blending Trees", "ZBT"),
        ("quokkas sleep ZBT here", None, None),
        ("quokkas sleep (ZBT) here", None, None),
        ("the model (the best one)", None, None),
        ("we look at results (Table 2)", None, None),
        ("()", None, None),
    ],
)
def test_both_sides_of_a_definition(nlp: Language, text: str, long: str | None, short: str | None) -> None:
    marks = read_marks(nlp(text), ACRONYMS, "test")
    found = [(text[mark.start : mark.end], mark.rule) for mark in marks]
    assert found == ([(long, "acronym.long"), (short, "acronym.short")] if long else [])


def test_the_first_letter_starts_a_word() -> None:
    assert initials_start("ZB", ("a", "Zorbic", "Blend")) == 1
    assert initials_start("OB", ("a", "Zorbic", "Blend")) is None
    assert initials_start("Z", ("Zorbic",)) is None  # one letter stands for anything


def test_no_definition_goes_over_the_end_of_a_title(nlp: Language) -> None:
    assert read_marks(nlp("Our ZBT (Zorbic Blending Trees)\n\nOaks."), ACRONYMS, "test")
    assert not read_marks(nlp("Our ZBT (Zorbic\n\nBlending Trees) and oaks."), ACRONYMS, "test")

"""Which formats of papers there are."""

# Format -> the function that reads it, from an open SourceText and with a Reporter.
FORMATS = {
    "bibtex": "kg.sources.bibtex:read_bibtex_papers",
    "ris": "kg.sources.ris:read_ris_papers",
    "csl": "kg.sources.csl:read_csl_papers",
    "csv": "kg.sources.csv_files:read_csv_papers",
    "tsv": "kg.sources.csv_files:read_tsv_papers",
    "arxiv": "kg.sources.arxiv:read_arxiv_papers",
    "atom": "kg.sources.atom:read_atom_papers",
    "openalex": "kg.sources.openalex:read_openalex_papers",
    "semanticscholar": "kg.sources.semanticscholar:read_semanticscholar_papers",
    "hf": "kg.sources.hf:read_hf_papers",
    "parquet": "kg.sources.parquet:read_parquet_papers",
    "daily": "kg.sources.daily:read_daily_papers",
    "jsonl": "kg.sources.jsonl:read_jsonl_papers",
}
# Those whose fields the user may name.
WITH_COLUMNS = ("csv", "tsv", "jsonl", "parquet")


def refusal(name: str, what: str) -> str:
    """The message on a file that no format knows."""
    return f"{name} {what}, which kg does not read: give one of the formats {', '.join(FORMATS)}"

// Insert or update the nodes of one label.
// kg replaces __LABEL__; $rows are [id, properties], $graph is the name of their graph, and $alone says that the database
// is to hold no other. A node without kg was not loaded by kg: kg load stops. In a node that other graphs have too, lists
// are united, a name that changes becomes an alias, and of other values the one that was loaded last holds.
UNWIND $rows AS row
MERGE (n:Entity {id: row[0]})
  ON CREATE SET n.kg = true, n.graphs = [$graph]
WITH n, row[1] AS given, properties(n) AS found, n:__LABEL__ AS labelled, coalesce(n.graphs, ['graph']) AS graphs,
     coalesce(n.aliases, []) AS aliases, coalesce(n.merged_ids, []) AS merged, coalesce(n.sources, []) AS sources
WITH n, found, labelled, CASE
  WHEN $alone OR all(graph IN graphs WHERE graph = $graph)
    THEN given {.*, graphs: CASE WHEN graphs = [$graph] THEN found.graphs ELSE [$graph] END}
  ELSE {
    graphs: CASE WHEN $graph IN graphs THEN found.graphs ELSE graphs + $graph END,
    name: given.name,
    aliases: head([list IN [[form IN aliases
      + [form IN coalesce(given.aliases, []) WHERE NOT form IN aliases]
      + [form IN [found.name] WHERE NOT form IN aliases + coalesce(given.aliases, [])]
      WHERE form <> given.name]] WHERE list <> []]),
    sources: head([list IN [sources + [one IN coalesce(given.sources, []) WHERE NOT one IN sources]] WHERE list <> []]),
    merged_ids: head([list IN [merged + [id IN coalesce(given.merged_ids, []) WHERE NOT id IN merged]] WHERE list <> []]),
    merged_rules: head([list IN [coalesce(found.merged_rules, [])
      + [place IN range(0, size(coalesce(given.merged_ids, [])) - 1)
         WHERE NOT given.merged_ids[place] IN merged | given.merged_rules[place]]] WHERE list <> []]),
    title: coalesce(given.title, found.title),
    abstract: coalesce(given.abstract, found.abstract),
    published: coalesce(given.published, found.published),
    year: coalesce(given.year, found.year),
    updated: coalesce(given.updated, found.updated),
    url: coalesce(given.url, found.url),
    doi: coalesce(given.doi, found.doi),
    venue: coalesce(given.venue, found.venue),
    code: coalesce(given.code, found.code),
    authors: coalesce(given.authors, found.authors),
    categories: coalesce(given.categories, found.categories),
    authors_count: coalesce(given.authors_count, found.authors_count),
    submitted_by: coalesce(given.submitted_by, found.submitted_by),
    vendor: coalesce(given.vendor, found.vendor),
    kind: coalesce(given.kind, found.kind),
    host: coalesce(given.host, found.host),
    owner: coalesce(given.owner, found.owner)
  }
END AS wanted
WHERE found.kg IS NULL OR NOT labelled OR any(key IN keys(wanted)
  WHERE (found[key] IS NULL) <> (wanted[key] IS NULL) OR found[key] <> wanted[key])
SET n:__LABEL__, n += wanted
RETURN count(n) AS written, collect(CASE WHEN n.kg IS NULL THEN n.id END)[..3] AS foreign

// Created by kg load before it writes: one key for all nodes, and the indexes that named queries start from.
CREATE CONSTRAINT kg_entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE INDEX kg_paper_title IF NOT EXISTS FOR (n:Paper) ON (n.title);
CREATE INDEX kg_paper_year IF NOT EXISTS FOR (n:Paper) ON (n.year);
CREATE INDEX kg_method_name IF NOT EXISTS FOR (n:Method) ON (n.name);
CREATE INDEX kg_dataset_name IF NOT EXISTS FOR (n:Dataset) ON (n.name);
CREATE INDEX kg_repository_owner IF NOT EXISTS FOR (n:Repository) ON (n.owner);
CREATE INDEX kg_hardware_kind IF NOT EXISTS FOR (n:Hardware) ON (n.kind);
CREATE INDEX kg_hardware_vendor IF NOT EXISTS FOR (n:Hardware) ON (n.vendor);
// CONTAINS needs a text index: "A100" is part of several names.
CREATE TEXT INDEX kg_hardware_name IF NOT EXISTS FOR (n:Hardware) ON (n.name);
// For names as people type them: any case, aliases, parts of a title.
CREATE FULLTEXT INDEX kg_names IF NOT EXISTS
FOR (n:Paper|Method|Dataset|Hardware|Repository) ON EACH [n.name, n.aliases];

"""The same graph on a cluster: papers, senses and nodes are tables, and rules are applied to partitions of them."""

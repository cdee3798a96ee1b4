"""When two names are one: the only rules for it in the program."""

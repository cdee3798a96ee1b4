"""When two names are one."""

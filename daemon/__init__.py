"""The running service and the `wanglai` command: the only room that knows every other."""

"""wanglai.toml as typed settings; every mistake is named with its line and the nearest right word."""

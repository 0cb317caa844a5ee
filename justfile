# One word runs everything: `just`.
default: format lint types test

# put every file into one form
format:
    uv run ruff format .

# every rule of the linter, a reason beside each exception
lint:
    uv run ruff check .

# strict types
types:
    uv run mypy

# the whole suite
test *ARGS:
    uv run pytest {{ARGS}}

# what continuous integration runs
ci:
    .ci/run

# rewrite the hashed list of dependencies
lock:
    uv export --quiet --no-emit-project --no-emit-index-url --no-header --format requirements-txt -o requirements.lock

# the made-up agency
demo:
    uv run wanglai demo

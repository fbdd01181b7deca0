#!/bin/sh
# Renews the locks in envs/: `make lock`. The newest versions that pyproject.toml allows, one set for
# Python 3.11 to 3.13 and every platform, with hashes and without addresses.
set -eu

python=.venv/bin/python
[ -x "$python" ] || python=${PYTHON:-python3}
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT

"$python" -m venv "$tools"
PIP_ROOT_USER_ACTION=ignore "$tools/bin/python" -m pip install -qq --disable-pip-version-check \
  --require-hashes -r envs/lock.lock

compile() { # compile OUTPUT SOURCE [OPTION...]
  output=$1
  shift
  echo "lock: $output"
  "$tools/bin/uv" pip compile --quiet --upgrade --universal --python-version 3.11 \
    --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
    --output-file "$output" "$@"
}

# With "fewest", one version of a package serves every Python; the default would pick the newest for
# each and make results depend on the Python.
compile envs/test.lock pyproject.toml --extra test --fork-strategy fewest
compile envs/run.lock pyproject.toml --fork-strategy fewest --constraint envs/test.lock
# These three need no resolution: what builds, what resolves, and the optional renderer.
echo 'setuptools>=80,<81' | compile envs/build.lock - --no-deps
echo 'uv' | compile envs/lock.lock - --no-deps
echo 'quarto-cli' | compile envs/quarto.lock - --no-deps

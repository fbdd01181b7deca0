#!/bin/sh
# Sets up .venv from the hash-pinned locks: `sh envs/setup.sh run` or `sh envs/setup.sh test`.
# Called by make, from the top folder. Every step can be repeated, so that a set-up that broke off
# half way is repaired by the next one; make writes its stamp only after the last step.
set -eu

which=$1
venv=.venv
python=$venv/bin/python
unfinished=$venv/.unfinished

say() { printf 'set-up: %s\n' "$*"; }
refuse() {
  printf 'set-up: %s\n' "$*" >&2
  exit 1
}

supported() {
  "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

find_python() {
  if [ -n "${PYTHON:-}" ]; then
    supported "$PYTHON" || refuse "Python 3.11, 3.12 or 3.13 is needed; PYTHON=$PYTHON is" \
      "$("$PYTHON" -c 'import platform; print(platform.python_version())' 2>/dev/null || echo 'not there')."
    base=$PYTHON
    return
  fi
  for base in python3.11 python3.12 python3.13 python3 python; do
    supported "$base" && return
  done
  refuse "Python 3.11, 3.12 or 3.13 is needed and none was found (python3 is" \
    "$(python3 -c 'import platform; print(platform.python_version())' 2>/dev/null || echo 'not there'));" \
    "install one or say make PYTHON=/path/to/python."
}

pip_install() {
  # The source packages in the lock are built with the locked setuptools, not with one fetched aside.
  # --use-pep517 makes old and new versions of pip build them in the same way.
  code=0
  PIP_ROOT_USER_ACTION=ignore "$python" -m pip install -qq --disable-pip-version-check \
    --no-build-isolation --use-pep517 "$@" || code=$?
  # With 1 pip has refused (no network, a wrong hash) and left the environment as it was.
  # Anything else may have stopped it between two files: the mark makes the next set-up start afresh.
  [ "$code" -ne 1 ] || rm -f "$unfinished"
  return "$code"
}

usable() {
  supported "$python" && [ ! -e "$unfinished" ] && "$python" -m pip --version >/dev/null 2>&1
}
minor() { "$1" -c 'import sys; print(sys.version_info[:2])'; }

# --- Python and an empty environment ---
if [ -n "${PYTHON:-}" ] || ! usable; then
  find_python
  if ! usable || [ "$(minor "$base")" != "$(minor "$python")" ]; then
    say "new environment in $venv with $("$base" --version)"
    "$base" -m venv --clear "$venv" >/dev/null ||
      refuse "$base has no working venv module (on Debian: apt-get install python3-venv)."
  fi
fi
touch "$unfinished"

# --- packages ---
say "installing $(grep -c '==' "envs/$which.lock") packages from envs/$which.lock (first time: 1-2 minutes)"
pip_install --require-hashes -r envs/build.lock
pip_install --require-hashes -r "envs/$which.lock"

# --- the project itself ---
# pip compiles what it installs; a folder that is installed editable nobody compiles, and where
# PYTHONDONTWRITEBYTECODE is set Python never would.
say "installing and compiling effektspor"
pip_install --no-deps --editable .
"$python" -m compileall -q workflow
rm -f "$unfinished"

# --- renderer ---
say "$("$python" -m effektspor.setup_renderer --lock envs/quarto.lock)"

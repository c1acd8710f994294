# Sourced by run and test from the checkout's folder: finds Python and makes .venv.

say() { printf '%s\n' "$@"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# Sets $python to the first Python of version 3.11 or later.
find_python() {
  local candidate
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      python=$(command -v "$candidate")
      return
    fi
  done
  fail "Stegvis needs Python 3.11 or later and found $(python3 --version 2>&1 || true)." \
    "Install one, for example: apt-get install python3 (Debian 12, Ubuntu 24.04 or later)."
}

# Debian and Ubuntu keep the module that makes environments in a package of its own.
need_venv() {
  if "$python" -c 'import ensurepip, venv' 2>/dev/null; then return; fi
  local package
  package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    fail "$python cannot make environments. Ask for the package $package:" \
      "sudo apt-get install $package"
  fi
  say "Installing $package ..."
  install_packages "$package" || fail "apt-get could not install $package; what it said is above."
}

# Debian packages; only root may.
install_packages() {
  apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "$@"
}

# make_environment LOCK_FILE: .venv holds exactly what is locked, and Stegvis itself.
make_environment() {
  local lock=$1
  if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    find_python
    need_venv
    say "Making .venv with $("$python" --version) ..."
    rm -rf .venv
    "$python" -m venv .venv
  fi
  if ! is_installed "$lock"; then
    [ -w .venv ] || fail "$PWD/.venv belongs to another user: run this as that user, or remove it."
    say "Installing the packages locked in $lock (about 300 MB the first time) ..."
    rm -f .venv/installed
    install --only-binary=:all: --require-hashes -r "$lock"
    note_installed "$lock"
    # The packages for tests are those of the program and some more.
    if [ "$lock" = requirements-dev.txt ]; then note_installed requirements.txt; fi
  fi
  if ! is_installed pyproject.toml; then
    say "Installing Stegvis ..."
    install --no-deps --no-build-isolation --editable .
    note_installed pyproject.toml
  fi
}

# What has been installed, by the contents of the files that say what to install.
is_installed() { grep -qsxF "$(fingerprint "$1")" .venv/installed; }
note_installed() { fingerprint "$1" >>.venv/installed; }
fingerprint() {
  .venv/bin/python -c 'import hashlib, pathlib, sys
print(sys.argv[1], hashlib.sha256(pathlib.Path(sys.argv[1]).read_bytes()).hexdigest())' "$1"
}

# pip, saying each file that it fetches.
install() {
  .venv/bin/python -c 'import pip' 2>/dev/null || .venv/bin/python -m ensurepip
  .venv/bin/python -m pip install --disable-pip-version-check --no-input --progress-bar off "$@" |
    sed -n 's/^ *Downloading \(.*\)$/  \1/p'
}

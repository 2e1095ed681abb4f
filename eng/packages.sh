# shellcheck shell=bash
# What the scripts need and the machine lacks is installed where that can be done. Source this file, then:
#   install_packages WHY PACKAGE...   installs packages of Debian with apt-get; returns 1 where that fails, and leaves the reason in install_problem
#   find_browser                      leaves the name of an installed Chromium or Chrome in browser; returns 1 where there is none

install_problem=""
browser=""

install_packages() {
  local why="$1" log as_root=()
  shift
  install_problem=""
  if ! command -v apt-get >/dev/null 2>&1; then
    install_problem="there is no apt-get on this machine; install $* by hand"
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      install_problem="only root may install packages; run: sudo apt-get install $*"
      return 1
    fi
    as_root=(sudo -n)
  fi
  echo "Installing $*, $why"
  log="$(mktemp)"
  # Run level 1 keeps packages of servers from starting them.
  if ! { "${as_root[@]}" apt-get update -qq \
    && "${as_root[@]}" env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >"$log" 2>&1; then
    install_problem="apt-get could not install $*: $(grep -E '^(E|Err|W):' "$log" | tail -n 1)"
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
}

find_browser() {
  for browser in chromium chromium-browser google-chrome chrome; do
    if command -v "$browser" >/dev/null 2>&1; then return 0; fi
  done
  browser=""
  return 1
}

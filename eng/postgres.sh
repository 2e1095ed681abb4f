# shellcheck shell=bash
# A private PostgreSQL server for the tests, on loopback alone, gone when they are done. Source this file after packages.sh, then:
#   start_postgres   starts it and sets UNROLL_TEST_POSTGRES to its address; returns 1 where none could be
#                    installed (install_problem says why), 2 where it does not start
#   stop_postgres    stops it and removes its data; harmless where none was started
# A server that UNROLL_TEST_POSTGRES already names is taken instead, and left running.

_postgres_folder=""
_postgres_binaries=""
_postgres_owner=""

# The folder of the newest initdb on this machine; Debian keeps it out of PATH.
_find_postgres() {
  local candidate
  for candidate in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr) "$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
    if [ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ] && [ -x "$candidate/pg_ctl" ]; then
      _postgres_binaries="$candidate"
      return 0
    fi
  done
  return 1
}

_install_postgres() {
  install_packages "which the tests of reading from a database need" postgresql
}

# Runs a command in the server's folder as the user that owns it: PostgreSQL refuses to run as root.
_as_owner() {
  (
    cd "$_postgres_folder" || exit 1
    if [ -z "$_postgres_owner" ]; then
      "$@"
    elif command -v setpriv >/dev/null 2>&1; then
      HOME="$_postgres_folder" setpriv --reuid "$_postgres_owner" --regid "$(id -g "$_postgres_owner")" --clear-groups "$@"
    else
      runuser -u "$_postgres_owner" -- "$@"
    fi
  )
}

# A folder that the server's user can reach; TMPDIR may lie in root's own home.
_make_postgres_folder() {
  local parent
  for parent in "${TMPDIR:-/tmp}" /tmp /var/tmp; do
    _postgres_folder="$(mktemp -d -p "$parent" unroll-postgres.XXXXXX 2>/dev/null)" || continue
    if [ -z "$_postgres_owner" ] || chown "$_postgres_owner" "$_postgres_folder"; then
      if _as_owner test -w "$_postgres_folder" 2>/dev/null; then return 0; fi
    fi
    rm -rf "$_postgres_folder"
  done
  _postgres_folder=""
  return 1
}

start_postgres() {
  local port attempt settings
  if [ -n "${UNROLL_TEST_POSTGRES:-}" ]; then return 0; fi
  if ! _find_postgres && ! { _install_postgres && _find_postgres; }; then return 1; fi

  _postgres_owner=""
  if [ "$(id -u)" = 0 ]; then
    if id postgres >/dev/null 2>&1; then _postgres_owner=postgres; else _postgres_owner=nobody; fi
  fi
  if ! _make_postgres_folder; then
    echo "PostgreSQL: no folder for temporary files that ${_postgres_owner:-this user} can write" >&2
    return 2
  fi

  if ! _as_owner "$_postgres_binaries/initdb" -D data -U postgres -A trust -E UTF8 --locale=C --no-sync >"$_postgres_folder/initdb.log" 2>&1; then
    cat "$_postgres_folder/initdb.log" >&2
    stop_postgres
    return 2
  fi
  # One role must show a password, so that a wrong one can be tested.
  sed -i '1i host all unroll_password 127.0.0.1/32 scram-sha-256' "$_postgres_folder/data/pg_hba.conf"

  # No socket file, no fsync: only loopback reaches it, and its data need not outlive it.
  settings="-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
  settings="$settings -c dynamic_shared_memory_type=mmap -c max_connections=40 -c shared_buffers=32MB"
  for attempt in 1 2 3 4 5 6 7 8 9 10; do
    # Below the ports that the system hands out by itself; one that is taken makes the start fail, and the next is tried.
    port="${UNROLL_TEST_POSTGRES_PORT:-$((20000 + (RANDOM % 12000)))}"
    unset UNROLL_TEST_POSTGRES_PORT
    if _as_owner "$_postgres_binaries/pg_ctl" start -w -t 60 -D data -l server.log -o "-p $port $settings" >"$_postgres_folder/start.log" 2>&1; then
      export UNROLL_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
      return 0
    fi
    if ! grep -q "could not bind" "$_postgres_folder/server.log" 2>/dev/null; then break; fi
    rm -f "$_postgres_folder/server.log"
  done
  echo "PostgreSQL does not start (attempt $attempt):" >&2
  cat "$_postgres_folder/start.log" "$_postgres_folder/server.log" >&2
  stop_postgres
  return 2
}

stop_postgres() {
  if [ -z "$_postgres_folder" ]; then return 0; fi
  if [ -f "$_postgres_folder/data/postmaster.pid" ]; then
    _as_owner "$_postgres_binaries/pg_ctl" stop -m immediate -D data >/dev/null 2>&1
    unset UNROLL_TEST_POSTGRES
  fi
  rm -rf "$_postgres_folder"
  _postgres_folder=""
}

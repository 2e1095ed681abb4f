# shellcheck shell=bash
# A private MariaDB server for the tests, on loopback alone, gone when they are done. Source this file after packages.sh, then:
#   start_mariadb   starts it and sets UNROLL_TEST_MYSQL to its address; returns 1 where none could be
#                   installed (install_problem says why), 2 where it does not start
#   stop_mariadb    stops it and removes its data; harmless where none was started
# A server that UNROLL_TEST_MYSQL already names is taken instead, and left running.

_mariadb_folder=""
_mariadb_process=""

# The server and what makes its data folder; Debian keeps the server out of a user's PATH.
_find_mariadb() {
  PATH="$PATH:/usr/sbin" command -v mariadbd >/dev/null 2>&1 && PATH="$PATH:/usr/sbin" command -v mariadb-install-db >/dev/null 2>&1
}

_install_mariadb() {
  install_packages "which the tests of reading from a database need" mariadb-server
}

start_mariadb() {
  local port attempt owner waited
  if [ -n "${UNROLL_TEST_MYSQL:-}" ]; then return 0; fi
  if ! _find_mariadb && ! { _install_mariadb && _find_mariadb; }; then return 1; fi

  # As root the server takes another user, who must reach the folder; TMPDIR may lie in root's own home.
  owner="$(id -un)"
  if [ "$owner" = root ]; then
    if id mysql >/dev/null 2>&1; then owner=mysql; else owner=nobody; fi
  fi
  _mariadb_folder="$(mktemp -d -p /tmp unroll-mariadb.XXXXXX)" || return 2
  chmod 755 "$_mariadb_folder"
  if [ "$owner" != "$(id -un)" ]; then chown "$owner" "$_mariadb_folder"; fi
  if ! PATH="$PATH:/usr/sbin" mariadb-install-db --no-defaults --datadir="$_mariadb_folder/data" --user="$owner" --auth-root-authentication-method=normal \
    --skip-test-db >"$_mariadb_folder/install.log" 2>&1; then
    cat "$_mariadb_folder/install.log" >&2
    stop_mariadb
    return 2
  fi

  # One user must show a password, so that a wrong one can be tested; root is let in from loopback without one.
  cat >"$_mariadb_folder/init.sql" <<SQL
CREATE DATABASE unroll;
CREATE USER 'unroll_password'@'%' IDENTIFIED BY 'right-pass';
GRANT SELECT ON unroll.* TO 'unroll_password'@'%';
SQL
  chmod 644 "$_mariadb_folder/init.sql"
  for attempt in 1 2 3 4 5 6 7 8 9 10; do
    # Below the ports that the system hands out by itself; one that is taken makes the start fail, and the next is tried.
    port="${UNROLL_TEST_MYSQL_PORT:-$((20000 + (RANDOM % 12000)))}"
    unset UNROLL_TEST_MYSQL_PORT
    PATH="$PATH:/usr/sbin" mariadbd --no-defaults --datadir="$_mariadb_folder/data" --user="$owner" --bind-address=127.0.0.1 --port="$port" \
      --socket="$_mariadb_folder/socket" --pid-file="$_mariadb_folder/pid" --init-file="$_mariadb_folder/init.sql" --innodb-flush-log-at-trx-commit=0 \
      --innodb-buffer-pool-size=32M --performance-schema=OFF >"$_mariadb_folder/server.log" 2>&1 &
    _mariadb_process=$!
    waited=0
    while [ "$waited" -lt 600 ] && kill -0 "$_mariadb_process" 2>/dev/null; do
      if grep -q "ready for connections" "$_mariadb_folder/server.log"; then
        export UNROLL_TEST_MYSQL="mysql://root@127.0.0.1:$port/unroll"
        return 0
      fi
      sleep 0.1
      waited=$((waited + 1))
    done
    if ! grep -q "bind on TCP/IP port" "$_mariadb_folder/server.log"; then break; fi
  done
  echo "MariaDB does not start (attempt $attempt):" >&2
  cat "$_mariadb_folder/server.log" >&2
  stop_mariadb
  return 2
}

stop_mariadb() {
  if [ -z "$_mariadb_folder" ]; then return 0; fi
  if [ -n "$_mariadb_process" ] && kill "$_mariadb_process" 2>/dev/null; then
    wait "$_mariadb_process" 2>/dev/null
    unset UNROLL_TEST_MYSQL
  fi
  rm -rf "$_mariadb_folder"
  _mariadb_folder=""
  _mariadb_process=""
}

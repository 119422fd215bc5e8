#!/bin/bash
# Starts PostgreSQL, making the database first where the data directory is empty.
#
# The part of the official image's contract that our manifests use: POSTGRES_USER, POSTGRES_PASSWORD (or
# POSTGRES_PASSWORD_FILE), POSTGRES_DB, POSTGRES_INITDB_ARGS, PGDATA; arguments `postgres -c name=value ...`.
# Runs as any one unprivileged user, on a read-only root with /var/run/postgresql and /tmp writable.
set -euo pipefail

user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}

create_cluster() {
    local password=${POSTGRES_PASSWORD:-}
    if [[ -n ${POSTGRES_PASSWORD_FILE:-} ]]; then
        password=$(<"$POSTGRES_PASSWORD_FILE")
    fi
    if [[ -z $password ]]; then
        echo "POSTGRES_PASSWORD is empty: set it, or POSTGRES_PASSWORD_FILE, to make a database in $PGDATA" >&2
        exit 1
    fi
    # Unquoted on purpose: POSTGRES_INITDB_ARGS is a list of words.
    # shellcheck disable=SC2086
    initdb --pgdata="$PGDATA" --username="$user" --pwfile=<(printf '%s\n' "$password") --encoding=UTF8 \
        --auth-local=trust --auth-host=scram-sha-256 ${POSTGRES_INITDB_ARGS:-}
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
    if [[ $database != postgres ]]; then
        # Single-user: nobody can find the server before its database is there.
        postgres --single -j -D "$PGDATA" postgres <<<"CREATE DATABASE \"$database\"" >/dev/null
    fi
}

if [[ ${1:-} == -* ]]; then
    set -- postgres "$@"
fi
if [[ ${1:-} == postgres ]]; then
    mkdir -p "$PGDATA"
    chmod 0700 "$PGDATA" 2>/dev/null || true # a volume's owner may be another user
    if [[ ! -s $PGDATA/PG_VERSION ]]; then
        create_cluster
    fi
fi
exec "$@"

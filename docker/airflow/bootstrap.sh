#!/bin/bash
# The entrypoint: refuses to start what cannot work, waits for the database, then becomes its arguments.
#
#   bootstrap.sh airflow scheduler        bootstrap.sh scheduler        the same
#   bootstrap.sh python -m ...            bootstrap.sh bash ...         run as they are
#
# Airflow itself starts without its shared keys: every process then invents its own, and tasks, logins and
# connections fail later, elsewhere and silently. What each component needs is in README.md beside this file.
# No value is ever printed. Exit codes: 78 a setting is missing or wrong, 75 the database never answered.
set -euo pipefail
umask 0002 # what one uid of group 0 writes, another may rewrite

readonly BAD_SETTING=78 # EX_CONFIG of sysexits.h
problems=()
waits=no # whether the command cannot start without the database

say() {
    printf 'bootstrap: %s\n' "$*" >&2
}

# given NAME: is the setting there, as itself, as a command or as a reference to a secrets backend?
given() {
    local form
    for form in "$1" "$1_CMD" "$1_SECRET"; do
        [[ -z ${!form:-} ]] || return 0
    done
    return 1
}

# require NAME FIX
require() {
    given "$1" || problems+=("$1 is not set: $2")
}

is_placeholder() {
    case ${1,,} in
        *changeme* | *change-me* | *change_me* | *replaceme* | *replace-me* | *replace_me*) return 0 ;;
        *placeholder* | *your-secret* | *your_secret* | *example-key* | '<'*'>') return 0 ;;
    esac
    return 1
}

# check_length NAME BYTES
check_length() {
    local LC_ALL=C value=${!1:-}
    if [[ -n $value ]] && ((${#value} < $2)); then
        problems+=("$1 has ${#value} bytes, of $2 at least: make one with \`openssl rand -base64 $2\`")
    fi
}

# check_fernet NAME: one key, or several parted by commas while they are being rotated
check_fernet() {
    local key keys
    IFS=, read -r -a keys <<<"${!1:-}"
    for key in "${keys[@]}"; do
        if [[ ! $key =~ ^[A-Za-z0-9_+/-]{43}=$ ]]; then
            problems+=("$1 is not 32 url-safe base64 bytes: make one with \`openssl rand -base64 32 | tr +/ -_\`")
            return
        fi
    done
}

# check_shared_keys: whatever is there must be good, whether this component needs it or not
check_shared_keys() {
    local name
    for name in AIRFLOW__API_AUTH__JWT_SECRET AIRFLOW__API__SECRET_KEY AIRFLOW__CORE__FERNET_KEY; do
        if is_placeholder "${!name:-}"; then
            problems+=("$name is a placeholder: put a value of your own into its Secret")
        elif [[ ${!name:-} == *insecure-dev-only* ]]; then
            say "WARNING: $name is the public development key. Anyone can forge tokens for this Airflow."
        fi
    done
    check_length AIRFLOW__API_AUTH__JWT_SECRET 64 # HS512 signs with 64 bytes
    check_length AIRFLOW__API__SECRET_KEY 32
    check_fernet AIRFLOW__CORE__FERNET_KEY
}

# needs THING...: what the table below is made of
needs() {
    local thing
    for thing; do
        case $thing in
            database)
                waits=yes
                require AIRFLOW__DATABASE__SQL_ALCHEMY_CONN \
                    "the metadata database, postgresql+psycopg2://USER:PASSWORD@HOST/NAME; without it Airflow makes an SQLite file"
                ;;
            signing-key)
                given AIRFLOW__API_AUTH__JWT_PRIVATE_KEY_PATH || require AIRFLOW__API_AUTH__JWT_SECRET \
                    "the key that signs task tokens, the same in every api-server and scheduler"
                ;;
            secret-key)
                require AIRFLOW__API__SECRET_KEY \
                    "the key of sessions and of log tokens, the same in every component"
                ;;
            fernet-key)
                require AIRFLOW__CORE__FERNET_KEY \
                    "the key that encrypts connections, the same in every component"
                ;;
            execution-api)
                given AIRFLOW__API__BASE_URL || require AIRFLOW__CORE__EXECUTION_API_SERVER_URL \
                    "where tasks find the api-server, http://HOST:PORT/execution/"
                ;;
            broker)
                require AIRFLOW__CELERY__BROKER_URL "the queue, redis://... or amqp://..."
                ;;
        esac
    done
}

# needs_of COMMAND...: which command needs what. One that is not here runs unchecked.
needs_of() {
    case "$*" in
        *" -h" | *" --help") ;;
        "airflow api-server"*) needs database signing-key secret-key fernet-key ;;
        "airflow scheduler"*)
            needs database signing-key
            if [[ ${AIRFLOW__CORE__EXECUTOR:-LocalExecutor} == *LocalExecutor* ]]; then
                needs secret-key # for the logs of the tasks it runs itself
            fi
            ;;
        "airflow dag-processor"* | "airflow triggerer"* | "airflow users "*) needs database ;;
        "airflow db check" | "airflow db check "*)
            needs database
            waits=no # it has retries of its own
            ;;
        "airflow db "*) needs database ;;
        "airflow celery worker"*) needs broker execution-api ;;
        "python -m airflow.sdk.execution_time.execute_workload"*) needs execution-api ;;
        *) return ;;
    esac
    check_shared_keys
}

# check_number NAME
check_number() {
    [[ ${!1} =~ ^[0-9]+$ ]] || problems+=("$1 is not a whole number")
}

# The official image passes what it does not know to airflow, and so do we: the same arguments work on both.
case ${1:-} in
    airflow | bash | python | python3 | sh | */*) ;;
    *) set -- airflow "$@" ;;
esac

# A uid without a name (OpenShift's): Airflow asks for one, and the runtime says that / is its home.
export USER=${USER:-airflow}
if [[ ${HOME:-/} == / ]]; then
    export HOME=/home/airflow
fi
# The official image's names and defaults.
export CONNECTION_CHECK_MAX_COUNT=${CONNECTION_CHECK_MAX_COUNT:-20}
export CONNECTION_CHECK_SLEEP_TIME=${CONNECTION_CHECK_SLEEP_TIME:-3}

check_number CONNECTION_CHECK_MAX_COUNT
check_number CONNECTION_CHECK_SLEEP_TIME
needs_of "$@"
if ((${#problems[@]})); then
    say "refusing to start: $*"
    for problem in "${problems[@]}"; do
        say "  $problem"
    done
    exit "$BAD_SETTING"
fi

if [[ $waits == yes ]] && ((CONNECTION_CHECK_MAX_COUNT > 0)); then
    # exec: a shell that waits for its child would sit out SIGTERM.
    exec python "${BASH_SOURCE[0]%/*}/wait_for_database.py" "$@"
fi
exec "$@"

#!/bin/sh
# git, for task pods: waits for a repository that cannot be reached.
#
# Each task begins with a clone. Airflow gives up after two tries without a pause (GitDagBundle,
# _clone_bare_repo_if_required), so a name server or a git host that is away for half a minute would fail every
# task that starts in it. What the host refuses (a login, an unknown repository) fails at once, as ever.
set -u

patience=${PATIENT_GIT_SECONDS:-300} # less than a run's owner would wait before looking
pause=3
away='could not resolve|unable to look up|name resolution|name or service not known|connection refused'
away="$away|connection timed out|connection reset|connection closed|failed to connect|couldn.t connect"
away="$away|network is unreachable|no route to host|hung up|early eof|operation timed out|error: 5[0-9][0-9]"

case " $* " in
*' clone '* | *' fetch '*) ;;
*) exec git "$@" ;;
esac

log=$(mktemp)
trap 'rm -f "$log"' EXIT
deadline=$(($(date +%s) + patience))
while :; do
    LC_ALL=C git "$@" 2>"$log"
    code=$?
    [ "$code" -ne 0 ] || break
    grep -qiE "$away" "$log" || break
    [ "$(date +%s)" -lt "$deadline" ] || break
    sleep "$pause"
done
cat "$log" >&2
exit "$code"

#!/bin/sh
# Makes the keys of docker/compose.yaml, once, into docker/.env, which git ignores and only you can read.
#
# They stand for what is encrypted and signed with them: kept as long as the volume `database` is. Each run makes
# other values, so a file that is there stays.
set -eu
umask 077
file=$(dirname "$0")/.env
if [ -e "$file" ]; then
    echo "$file is there already" >&2
    exit 0
fi
# random BYTES: in url-safe base64, as a Fernet key is written
random() {
    head -c "$1" /dev/urandom | base64 | tr -d '\n' | tr '+/' '-_'
}
{
    echo "POSTGRES_PASSWORD=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')" # stands in a URL
    echo "FERNET_KEY=$(random 32)"
    echo "JWT_SECRET=$(random 64)" # HS512 signs with 64 bytes
    echo "API_SECRET_KEY=$(random 32)"
} >"$file.new"
mv "$file.new" "$file"
echo "wrote $file" >&2

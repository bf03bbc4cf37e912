#!/bin/sh
# build.sh DIRECTORY: builds the page of `ohmykube serve` into it. All other commands do without: where npm is missing, so
# is the page, and the server says so.
set -eu
into=$1
cd "$(dirname "$0")"
[ -e "$into/page.js" ] && [ -z "$(find . -name node_modules -prune -o -type f -newer "$into/page.js" -print -quit)" ] && exit 0
if ! command -v npm > /dev/null; then
  echo "npm is not there: the page of 'ohmykube serve' is left out" >&2
  exit 0
fi
# Fetched once for each content of the lock file, whatever its date: later builds do without a network.
fetched=node_modules/.fetched
if ! cmp -s package-lock.json $fetched; then
  if ! npm ci --prefer-offline --no-audit --no-fund --ignore-scripts --silent; then
    echo "npm cannot fetch what the page needs: the page of 'ohmykube serve' is left out" >&2
    exit 0
  fi
  cp package-lock.json $fetched
fi
node --test
node build.mjs "$into"

#!/usr/bin/env bash
# Holds what is sent against descriptions that nobody here wrote: Telegram's Bot API as
# the types of @gramio/types (made from its documentation), checked by the TypeScript
# compiler; Twilio's API as its own OpenAPI (inside @twilio/cli-core), checked by Prism. A
# bucket is tried on a server of another's that speaks S3 (gofakes3), which Go fetches.
# What is fetched lies in a cache of this machine and is no part of the project. Where
# a registry is not reached, it says so and leaves the tests out.
set -euo pipefail

types=@gramio/types@10.3.1
compiler=typescript@5.9.3
twilio=@twilio/cli-core@8.3.2
prism=@stoplight/prism-cli@5.16.0
bucket=github.com/johannesboyne/gofakes3/cmd/gofakes3@v1.2.0

cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/frontdoor-contract
here=$cache/$(printf '%s ' "$types" "$compiler" "$twilio" "$prism" | cksum | cut -d' ' -f1)
npm="npm --silent --no-audit --no-fund --ignore-scripts --fetch-retries=1 --fetch-timeout=20000"

buckets() {
	local tools=$cache/go port="" served
	if ! GOBIN=$tools GOFLAGS= timeout 300 go install "$bucket" 2>/dev/null; then
		echo "contract: LEFT OUT, Go could not fetch $bucket; no bucket was tried but our own double"
		return
	fi
	served=$(mktemp)
	"$tools/gofakes3" -backend memory -host 127.0.0.1:0 -initialbucket town-files >"$served" 2>&1 &
	trap "kill $! 2>/dev/null || true; rm -f '$served'" EXIT
	for _ in $(seq 100); do
		port=$(sed -n 's/.*using port: //p' "$served")
		[ -z "$port" ] || break
		sleep 0.1
	done
	FRONTDOOR_CONTRACT_S3=http://127.0.0.1:$port go test -race -vet=off -count=1 -run '^TestContract' ./bot/media
}
buckets

unpack() { # package folder: its files alone, without what it would need to run
	local made
	made=$(timeout 60 $npm pack --pack-destination "$new" "$1" | tail -1)
	mkdir -p "$new/$2"
	tar xzf "$new/$made" -C "$new/$2" --strip-components=1
	rm "$new/$made"
}

fetch() {
	echo "contract: fetching $types, $compiler, $twilio and $prism through npm, into $cache"
	mkdir -p "$cache"
	new=$(mktemp -d "$cache/new.XXXXXX")
	timeout 150 $npm install --prefix "$new/prism" "$prism" >/dev/null &&
		unpack "$types" types && unpack "$compiler" typescript && unpack "$twilio" twilio &&
		mv -T "$new" "$here"
}

if ! command -v npm >/dev/null || ! command -v node >/dev/null; then
	echo "contract: LEFT OUT, node and npm are not installed; what is sent was held against no description but our own"
	exit 0
fi
if [ ! -d "$here" ] && ! fetch; then
	rm -rf "${new:-}"
	echo "contract: LEFT OUT, npm could not fetch the descriptions; what is sent was held against no description but our own"
	exit 0
fi
FRONTDOOR_CONTRACT=$here go test -race -vet=off -count=1 -run '^TestContract' ./bot/telegram ./bot/sms ./bot/bottest

#!/usr/bin/env bash
# Holds the residents' page and those of agents and admins against the rules of axe-core (WCAG 2.2 AA), which npm
# fetches into a cache of this machine; it is no part of the project. Where npm or its
# registry is not reached, it says so and leaves the test out.
set -euo pipefail

axe=axe-core@4.14.1
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/frontdoor-$axe

if [ ! -f "$cache/axe.min.js" ]; then
	mkdir -p "$cache"
	new=$(mktemp -d)
	trap 'rm -r "$new"' EXIT
	if ! made=$(timeout 60 npm --silent --fetch-retries=1 --fetch-timeout=20000 pack --pack-destination "$new" "$axe" | tail -1) || [ -z "$made" ]; then
		echo "accessible: npm or its registry is not reached, so the pages are not held against axe-core"
		exit 0
	fi
	tar xzf "$new/$made" -C "$new" package/axe.min.js
	mv "$new/package/axe.min.js" "$cache/"
fi
go test -count=1 -run 'TestAccessible' ./handoff/inbox -axe "$cache/axe.min.js"
go test -count=1 -run 'TestInABrowser/anybody_can_use_it' ./bot/webchat -axe "$cache/axe.min.js"

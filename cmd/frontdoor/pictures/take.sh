#!/bin/sh
# Takes the pictures of the README: make pictures. The chat is shown on a demo, the inbox on
# a town that nobody has written to yet and on a busy one, all on this machine and thrown away.
set -e
tmp=$(mktemp -d)
trap 'kill $pids 2>/dev/null || true; wait; rm -r "$tmp"' EXIT
go build -o "$tmp/frontdoor" ./cmd/frontdoor
go build -o "$tmp/pictures" ./cmd/frontdoor/pictures

FRONTDOOR_LISTEN=127.0.0.1:8198 "$tmp/frontdoor" demo > "$tmp/demo.log" & pids=$!
for town in empty busy; do
	book="sqlite:$tmp/$town.db"
	[ $town = empty ] || "$tmp/frontdoor" seed -book "$book" -cases 400 -messages 5000 -longest 160 -open 0.6 -days 12 > "$tmp/seed.log"
	head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$tmp/$town.password"
	"$tmp/frontdoor" agent passwd -book "$book" -login seed01 -password-stdin < "$tmp/$town.password" 2>/dev/null ||
		"$tmp/frontdoor" agent add -book "$book" -login seed01 -name 吴姐 -role agent -password-stdin < "$tmp/$town.password"
	port=$([ $town = empty ] && echo 8197 || echo 8196)
	"$tmp/frontdoor" serve -book "$book" -listen "127.0.0.1:$port" > "$tmp/$town.log" 2>&1 & pids="$pids $!"
done
until grep -q "sign in as" "$tmp/demo.log"; do sleep 0.2; done
word() { cat "$tmp/$1.password"; }
"$tmp/pictures" -demo http://127.0.0.1:8198 -empty http://127.0.0.1:8197 -empty-password "$(word empty)" \
	-busy http://127.0.0.1:8196 -busy-password "$(word busy)" -long "$(awk '/longest/ {print $NF}' "$tmp/seed.log" | tr -d .)" "$@"

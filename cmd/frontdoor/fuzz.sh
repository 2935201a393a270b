#!/usr/bin/env bash
# Fuzzes every decoder for so long, two at a time: fuzz.sh 20s. Each package's tests are built once, with what guides the
# fuzzer to new ways through the code; further words are flags of go test instead of that: -race takes what make test has
# compiled, so that only linking is left, and what is tried is found by chance.
set -euo pipefail
cd "$(dirname "$0")/../.."
long=$1; shift
export long flags="${*:--fuzz=Fuzz}" tests seen
tests=$(mktemp -d); seen=$(go env GOCACHE)/fuzz
trap 'rm -rf "$tests"' EXIT

package() { # folder
  local test="$tests/${1//\//_}.test" name out
  # shellcheck disable=SC2086 # several flags
  go test -c $flags -vet=off -o "$test" "./$1"
  for name in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$1"/*_test.go); do
    if ! out=$(cd "$1" && "$test" -test.run '^$' -test.fuzz "^$name\$" -test.fuzztime "$long" -test.parallel 1 -test.fuzzcachedir "$seen/$1" 2>&1); then
      # Before Go 1.27 a busy machine may end a fuzzing that found nothing so (golang/go#75804).
      if ! grep -qx '    context deadline exceeded' <<<"$out" || grep -q 'Failing input' <<<"$out"; then
        printf '%s\n' "$out"
        return 1
      fi
    fi
    echo "$1 $name: $(sed -n 's/.*execs: \([0-9]*\).*/\1/p' <<<"$out" | tail -1) tried beside its seeds"
  done
}
export -f package

folders=$(git grep -l '^func Fuzz' -- '*_test.go' | xargs -n1 dirname | sort -u)
xargs -P 2 -I{} bash -euo pipefail -c 'package {}' <<<"$folders"

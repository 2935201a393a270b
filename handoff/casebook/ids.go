package casebook

import (
	"hash/fnv"

	"frontdoor/dialog"
)

// ShardOf is the shard of an address: the one its talk, its cases and its
// messages lie in. In the name an address is stored under it is written.
func ShardOf(a dialog.Address) int {
	if n, ok := storedShard(a); ok {
		return n
	}
	h := fnv.New32a()
	h.Write([]byte(a)) //nolint:errcheck // a hash never fails
	return int(h.Sum32() % Shards)
}

// ShardOfCase is the shard of a case: written in its number, or for a number
// that is not ours a hash of it.
func ShardOfCase(id dialog.CaseID) int {
	if n, ok := id.Shard(); ok {
		return n
	}
	return ShardOf(dialog.Address(id))
}

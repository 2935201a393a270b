// Package redis is the casebook's engine for a whole city: the book lies in Redis
// 7 (a single server, one behind Sentinel, or a Cluster), and any number of
// processes share it.
//
// The book has sixteen shards. All keys of a shard carry the same hash tag, so
// that they lie in one slot; keys are spelled in keys.go and nowhere else. Every
// write is one Lua script (*.lua) on one shard: it declares all its keys, looks at
// everything that could refuse it, and only then writes, so that it happens as a
// whole or not at all.
//
//	{book:07}:talk:ADDRESS  hash    version, state, wake-up of an address
//	{book:07}:key:…         string  a message key or commit id seen before, with days to live
//	{book:07}:case:NUMBER   list    the events of a case: their stored halves; or a stub (stub.go)
//	{book:07}:feed          stream  the order of events: case and number of each, not its words
//	{book:07}:out:ADDRESS   hash    messages to send to an address, with their leases
//	{book:07}:due           zset    addresses with messages, by the moment the next may go
//	{book:07}:wakes         zset    addresses to wake, by the moment
//	{book:07}:letters       zset    letters to other shards, by the moment; their words in …:letter
//	{book:07}:counters      hash    numbers never given twice
//	{book:07}:book          hash    what the shard promises: id, form, replicas
//	{book:07}:shelf:KIND    hash    the records of a kind
//
// What is told as stored is on the primary, as durable as its appendfsync says,
// and, where a replica was ever seen, on one replica too: each script is followed
// by WAIT 1 on the same connection, and a commit that no replica confirmed in time
// is an error, although it may be stored; said again under its ID it is the same
// commit. A primary that once had a replica keeps asking for one, also while the
// replica is away, until an operator says otherwise (Options.NoWait): else the
// words taken in while it is away would be lost with the primary. A replica that
// was promoted holds all that was acknowledged, and asks for none until it has a
// replica of its own. The history names of Redis (master_replid) tell the two apart.
//
// Scripts that wait for one server are sent in one go, with one WAIT for all of them
// (group.go); case numbers are drawn in blocks (casebook.Numbers).
//
// A commit that finds its key seen before touches that key again. That is so that
// WAIT has something to wait for: the first time may have been told as failed.
//
// A failover can take away events that no replica had, after followers saw them.
// So each entry of the feed has a mark drawn by chance, and a cursor carries the
// mark of the last entry it saw: if the place is gone or holds another event, the
// cursor is not of this book any more (ErrCursor), and its follower begins anew
// instead of missing something.
//
// Times of leases come with the calls, as in every engine; Now is the one clock
// that all processes on a book should use, so that their own clocks may differ.
//
// It never looks at what is inside a state or an event, but to archive a case, and never uses FLUSHALL or
// KEYS: the book's name is part of every key, and others may live on the server.
//
// Cases closed long ago move to an archive (casebook/archive), which all processes on a
// book share: the file is written and read back, then one script puts a stub in the
// place of the events if they are still the same. The feed keeps its pointers. A case
// that gets an event is brought back first: commit.lua refuses it until then. Killed
// between any two steps, the events are in one place or in both, never in none.
//
// An archive that does not give a case (its file is missing or damaged, the folder is
// away, none was named) stops nothing. Case and Since give as many events as there were:
// empty ones, the last but one of which calls the case archived, and a note that says
// why; the log is told once. The case takes new events behind its stub, and when the
// file is there again, all its words are. A board that was folded meanwhile shows what
// it was given until its process starts anew.
//
// What is erased leaves the append-only files of the servers at once, too (forget.go); that
// of a replica when it is written anew by itself.
//
// While slots of a Cluster move to another node, commits on them fail and are said
// again later; nothing is lost, but it is better done at a quiet hour.
package redis

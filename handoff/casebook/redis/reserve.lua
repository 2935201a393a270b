-- Draws case numbers of a shard.
--
-- KEYS  1 counters
-- ARGV  1 how many
-- Gives the last of them.

return redis.call('HINCRBY', KEYS[1], 'cases', ARGV[1])

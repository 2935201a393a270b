-- Gives the next case number of a shard.
--
-- KEYS  1 counters

return redis.call('HINCRBY', KEYS[1], 'cases', 1)

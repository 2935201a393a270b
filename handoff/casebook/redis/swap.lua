-- Puts other entries in the place of the events of a case: a stub for all of them, or
-- the events for the stub (see archive.go). Only if they are still the ones read
-- before: what came in meanwhile is never lost.
--
-- KEYS  1 the log of the case
-- ARGV  1 the SHA-1 of the entries read, each behind its length  2… what takes their place
-- Gives 1; nothing when the log is another by now.

local log = redis.call('LRANGE', KEYS[1], 0, -1)
for i, doc in ipairs(log) do log[i] = #doc .. ' ' .. doc end
if redis.sha1hex(table.concat(log)) ~= ARGV[1] then return nil end
redis.call('DEL', KEYS[1])
for i = 2, #ARGV do redis.call('RPUSH', KEYS[1], ARGV[i]) end
return 1

-- Takes a record away if its version is the one named.
--
-- KEYS  1 shelf  2 expiry
-- ARGV  1 key  2 version  3 now
-- Gives 1, also when there is none; nothing when another version is stored.

local stored = redis.call('HGET', KEYS[1], ARGV[1])
if not stored then return 1 end
local v, expires = string.match(stored, '^(%d+) (%d+) %S+\n')
if expires ~= '0' and tonumber(expires) <= tonumber(ARGV[3]) then return 1 end
if v ~= ARGV[2] then return nil end
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
return 1

-- Leases the wake-up of one address.
--
-- KEYS  1 talk  2 wakes
-- ARGV  1 address  2 now  3 until  4 a name never given before
-- Gives {token, due, attempts, state}, or nothing when it is not due.

local ready = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not ready or tonumber(ready) > tonumber(ARGV[2]) then return nil end
local token = '0.' .. ARGV[4]
redis.call('HSET', KEYS[1], 't', token)
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
local talk = redis.call('HMGET', KEYS[1], 'w', 'a', 's')
return {token, talk[1], talk[2] or '0', talk[3] or ''}

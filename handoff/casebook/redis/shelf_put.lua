-- Stores a record if nobody else did meanwhile, and clears away a few that have
-- expired. A record is: version, expiry (microseconds, 0 for never), who stored
-- it, value. Said again by the same attempt (the answer was lost), it is a success.
--
-- KEYS  1 shelf  2 expiry  3 counters
-- ARGV  1 key  2 expected version, 0 for none  3 expiry  4 now  5 attempt  6 value
-- Gives the new version, or nothing when another one is stored.

local now = tonumber(ARGV[4])
local stored, version = redis.call('HGET', KEYS[1], ARGV[1]), '0'
if stored then
  local v, expires, attempt = string.match(stored, '^(%d+) (%d+) (%S+)\n')
  if attempt == ARGV[5] then return tonumber(v) end
  if expires == '0' or tonumber(expires) > now then version = v end
end
if version ~= ARGV[2] then return nil end
for _, key in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[4], 'LIMIT', 0, 16)) do
  redis.call('HDEL', KEYS[1], key)
  redis.call('ZREM', KEYS[2], key)
end
local fresh = redis.call('HINCRBY', KEYS[3], 'shelf', 1)
redis.call('HSET', KEYS[1], ARGV[1], fresh .. ' ' .. ARGV[3] .. ' ' .. ARGV[5] .. '\n' .. ARGV[6])
if ARGV[3] == '0' then
  redis.call('ZREM', KEYS[2], ARGV[1])
else
  redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
end
return fresh

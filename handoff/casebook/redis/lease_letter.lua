-- Leases one letter.
--
-- KEYS  1 letters  2 letter
-- ARGV  1 its number  2 now  3 until  4 a name never given before
-- Gives {token, due, attempts, words, sender}, or nothing when it is not due.

local ready = redis.call('ZSCORE', KEYS[1], ARGV[1])
if not ready or tonumber(ready) > tonumber(ARGV[2]) then return nil end
local letter = redis.call('HGET', KEYS[2], ARGV[1])
local _, attempts, due, doc, from = string.match(letter, '^(%S+)\n(%d+)\n(%d+)\n([^\n]*)\n(.*)$')
local token = ARGV[1] .. '.' .. ARGV[4]
redis.call('HSET', KEYS[2], ARGV[1], table.concat({token, attempts, due, doc, from}, '\n'))
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
return {token, due, attempts, doc, from}

-- Books the next moment at which something may be done, at a steady rate with a
-- small burst (the generic cell rate algorithm), for all processes together.
--
-- KEYS  1 a string: the theoretical time of the next arrival, microseconds
-- ARGV  1 microseconds between two  2 how many at once  3 the longest wait
-- Gives the microseconds to wait; more than the longest: nothing was booked.

local time = redis.call('TIME') -- the server's clock: one for all processes
local now, gap, burst = time[1] * 1000000 + time[2], tonumber(ARGV[1]), tonumber(ARGV[2])
local next = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local wait = math.max(0, next - gap * (burst - 1) - now)
if wait <= tonumber(ARGV[3]) then
  redis.call('SET', KEYS[1], string.format('%.0f', next + gap), 'PX', math.ceil((next + gap - now) / 1000) + 1000)
end
return string.format('%.0f', wait)

-- Leases the next message of one address. outbox.lua stands before it.
--
-- KEYS  1 out  2 due
-- ARGV  1 address  2 now  3 until  4 a name never given before
-- Gives {token, due, attempts, words}, or nothing when nothing may go.

local list = read_outbox(KEYS[1])
local now = tonumber(ARGV[2])
local safety, plain = lanes(list)
local lane
if safety and safety <= now then lane = true
elseif plain and plain <= now then lane = false end
local found
if lane ~= nil then
  for _, m in ipairs(list) do
    if m.safety == lane and m.not_before <= now then
      found = m
      break
    end
  end
end
if found then
  found.busy, found.token = tonumber(ARGV[3]), found.n .. '.' .. ARGV[4]
end
write_outbox(KEYS[1], KEYS[2], ARGV[1], list)
if not found then return nil end
return {found.token, digits(found.due), digits(found.attempts), redis.call('HGET', KEYS[1], 'm' .. found.n)}

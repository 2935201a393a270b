-- One commit on one address: all of it or nothing. outbox.lua stands before it.
--
-- KEYS  1 talk  2 key (the message key, or the attempt where there is none)
--       3 counters  4 feed  5 out  6 due  7 wakes  8 letters  9 letter
--       10… the logs of the cases that get events
-- ARGV  a list read from front to end, see next() below
-- Gives {'ok', version}, {'seen', version}, {'stale'} or {'archived'}: a case must be
-- brought back before it gets events.

local at = 0
local function next()
  at = at + 1
  return ARGV[at]
end

local address, attempt, has_key, live, mark = next(), next(), next() == '1', next(), next()
local has_state, state, expect, wake = next() == '1', next(), next(), next()

-- What can refuse it, before the first write.

local version = redis.call('HGET', KEYS[1], 'v') or '0'
local before = redis.call('GET', KEYS[2])
if before then
  redis.call('EXPIRE', KEYS[2], live) -- a write, for WAIT to wait for
  local id, v = string.match(before, '^(%S+) (%d+)$')
  if id == attempt then return {'ok', v} end
  return {'seen', version}
end
if has_state and expect ~= version then return {'stale'} end
for i = 10, #KEYS do
  if redis.call('LLEN', KEYS[i]) == 1 and string.find(redis.call('LINDEX', KEYS[i], 0), '^archived ') then return {'archived'} end
end
if has_state then version = digits(version + 1) end

-- The first write is one that a full server refuses; what it refuses later in a
-- script it refused here, so that a script is never left half done.

redis.call('SET', KEYS[2], attempt .. ' ' .. version, 'EX', live)

-- Settled: leased things finished or put off. A token that names no lease any
-- more changes nothing.

local out, changed = nil, false
local function settle_message(token, again)
  out = out or read_outbox(KEYS[5])
  for i, m in ipairs(out) do
    if m.token == token then
      changed = true
      if again == '0' then
        table.remove(out, i)
        redis.call('HDEL', KEYS[5], 'm' .. m.n)
      else
        m.busy, m.due, m.token, m.attempts = tonumber(again), tonumber(again), '-', m.attempts + 1
      end
      return
    end
  end
end
local function settle_wake(token, again)
  if redis.call('HGET', KEYS[1], 't') ~= token then return end
  if again == '0' then
    redis.call('HDEL', KEYS[1], 'w', 't', 'a')
    redis.call('ZREM', KEYS[7], address)
  else
    redis.call('HSET', KEYS[1], 'w', again, 't', '')
    redis.call('HINCRBY', KEYS[1], 'a', 1)
    redis.call('ZADD', KEYS[7], again, address)
  end
end
local function settle_letter(token, again)
  local n = string.match(token, '^(%d+)%.')
  local letter = n and redis.call('HGET', KEYS[9], n)
  if not letter then return end
  local held, attempts, _, doc, from = string.match(letter, '^(%S+)\n(%d+)\n(%d+)\n([^\n]*)\n(.*)$')
  if held ~= token or from ~= address then return end
  if again == '0' then
    redis.call('HDEL', KEYS[9], n)
    redis.call('ZREM', KEYS[8], n)
  else
    redis.call('HSET', KEYS[9], n, table.concat({'-', digits(attempts + 1), again, doc, from}, '\n'))
    redis.call('ZADD', KEYS[8], again, n)
  end
end
local settle = {message = settle_message, wake = settle_wake, letter = settle_letter}
for _ = 1, tonumber(next()) do
  local kind, token, again = next(), next(), next()
  settle[kind](token, again)
end

-- State and wake-up; a new wake-up ends the lease of the one before.

if has_state then
  redis.call('HSET', KEYS[1], 'v', version, 's', state)
  if wake == '0' then
    redis.call('HDEL', KEYS[1], 'w', 't', 'a')
    redis.call('ZREM', KEYS[7], address)
  else
    redis.call('HSET', KEYS[1], 'w', wake, 't', '', 'a', '0')
    redis.call('ZADD', KEYS[7], wake, address)
  end
end

-- Events: the words into the log of the case, the order into the feed.

for _ = 1, tonumber(next()) do
  local log, case, doc = KEYS[tonumber(next())], next(), next()
  local seq = redis.call('RPUSH', log, doc)
  redis.call('XADD', KEYS[4], '0-*', 'e', mark .. ' ' .. seq .. ' ' .. case)
end

-- Messages and letters to be handed out.

for _ = 1, tonumber(next()) do
  local safety, not_before, due, doc = next(), next(), next(), next()
  out, changed = out or read_outbox(KEYS[5]), true
  local n = tostring(redis.call('HINCRBY', KEYS[3], 'messages', 1))
  redis.call('HSET', KEYS[5], 'm' .. n, doc)
  out[#out + 1] = {n = n, safety = safety == '1', not_before = tonumber(not_before), due = tonumber(due), busy = 0,
    attempts = 0, token = '-'}
end
if changed then write_outbox(KEYS[5], KEYS[6], address, out) end
for _ = 1, tonumber(next()) do
  local due, doc = next(), next()
  local n = redis.call('HINCRBY', KEYS[3], 'letters', 1)
  redis.call('HSET', KEYS[9], n, table.concat({'-', '0', due, doc, address}, '\n'))
  redis.call('ZADD', KEYS[8], '0', n)
end

return {'ok', version}

-- What commit.lua and lease_message.lua know of an address' messages. The outbox
-- of an address is a hash: field 'q' has a line for each message, oldest first,
-- 'm'..n its words. A line is: n safety not_before due busy attempts token; times
-- are microseconds, busy is until when it is leased or put off, token '-' for none.

-- Lua writes large numbers with fourteen digits only; times have sixteen.
local function digits(x) return string.format('%.0f', x) end

local function read_outbox(key)
  local list = {}
  local q = redis.call('HGET', key, 'q')
  if not q then return list end
  for n, safety, not_before, due, busy, attempts, token in
      string.gmatch(q, '(%d+) (%d) (%d+) (%d+) (%d+) (%d+) (%S+)\n') do
    list[#list + 1] = {n = n, safety = safety == '1', not_before = tonumber(not_before), due = tonumber(due),
      busy = tonumber(busy), attempts = tonumber(attempts), token = token}
  end
  return list
end

local function least(a, b) if not a or (b and b < a) then return b end return a end
local function most(a, b) if not a or (b and b > a) then return b end return a end

-- When each lane may hand something out; nil for a lane with nothing in it. A
-- message in work or put off holds up its lane until then, one of the safety lane
-- both.
local function lanes(list)
  local safety, plain, safety_busy, any_busy
  for _, m in ipairs(list) do
    if m.safety then
      safety, safety_busy = least(safety, m.not_before), most(safety_busy, m.busy)
    else
      plain = least(plain, m.not_before)
    end
    any_busy = most(any_busy, m.busy)
  end
  return safety and math.max(safety, safety_busy), plain and math.max(plain, any_busy)
end

-- A minute: the index orders addresses by how long their oldest message waits, but
-- clocks that differ by less than that hold nothing up.
local slack = 60000000

local function write_outbox(key, index, address, list)
  if #list == 0 then
    redis.call('DEL', key)
    redis.call('ZREM', index, address)
    return
  end
  local lines, waits = {}, nil
  for i, m in ipairs(list) do
    waits = least(waits, m.due)
    lines[i] = table.concat({m.n, m.safety and '1' or '0', digits(m.not_before), digits(m.due), digits(m.busy),
      digits(m.attempts), m.token}, ' ') .. '\n'
  end
  redis.call('HSET', key, 'q', table.concat(lines))
  local safety, plain = lanes(list)
  redis.call('ZADD', index, digits(math.max(least(safety, plain), waits - slack)), address)
end

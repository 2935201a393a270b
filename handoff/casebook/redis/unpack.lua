-- Stores one parcel of another book (see unpack.go). outbox.lua stands before it.
--
-- KEYS  as its kind says, below
-- ARGV  its kind, then what the kind says
-- Gives 'ok', also when the same is stored already; 'differs' when something else
-- is; 'gap' for an event that does not follow the last one.

local store = {}

-- KEYS 1 counters  ARGV 2 name 3 value
function store.counter()
  if tonumber(redis.call('HGET', KEYS[1], ARGV[2]) or '0') < tonumber(ARGV[3]) then
    redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
  end
  return 'ok'
end

-- KEYS 1 log 2 feed  ARGV 2 number in the case 3 words 4 mark 5 case
function store.event()
  local seq, last = tonumber(ARGV[2]), redis.call('LLEN', KEYS[1])
  if seq <= last then
    return redis.call('LINDEX', KEYS[1], seq - 1) == ARGV[3] and 'ok' or 'differs'
  end
  if seq > last + 1 then return 'gap' end
  redis.call('RPUSH', KEYS[1], ARGV[3])
  redis.call('XADD', KEYS[2], '0-*', 'e', ARGV[4] .. ' ' .. ARGV[2] .. ' ' .. ARGV[5])
  return 'ok'
end

-- KEYS 1 talk 2 wakes  ARGV 2 address 3 version 4 state 5 wake 6 when it may be
-- handed out 7 its attempts
function store.talk()
  local version = redis.call('HGET', KEYS[1], 'v')
  if version then
    return version == ARGV[3] and redis.call('HGET', KEYS[1], 's') == ARGV[4] and 'ok' or 'differs'
  end
  redis.call('HSET', KEYS[1], 'v', ARGV[3], 's', ARGV[4])
  if ARGV[5] ~= '0' then
    redis.call('HSET', KEYS[1], 'w', ARGV[5], 't', '', 'a', ARGV[7])
    redis.call('ZADD', KEYS[2], ARGV[6], ARGV[2])
  end
  return 'ok'
end

-- KEYS 1 key  ARGV 2 what is remembered 3 until when, milliseconds
function store.key()
  local stored = redis.call('GET', KEYS[1])
  if stored then return stored == ARGV[2] and 'ok' or 'differs' end
  redis.call('SET', KEYS[1], ARGV[2], 'PXAT', ARGV[3])
  return 'ok'
end

-- KEYS 1 out 2 due 3 counters  ARGV 2 address, then for each message: safety,
-- not-before, due, busy, attempts, words
function store.queue()
  local stored, count = read_outbox(KEYS[1]), (#ARGV - 2) / 6
  if #stored > 0 then
    if #stored ~= count then return 'differs' end
    for i, m in ipairs(stored) do
      if redis.call('HGET', KEYS[1], 'm' .. m.n) ~= ARGV[2 + 6 * i] then return 'differs' end
    end
    return 'ok'
  end
  local list = {}
  for i = 1, count do
    local at = 2 + 6 * (i - 1)
    local n = tostring(redis.call('HINCRBY', KEYS[3], 'messages', 1))
    redis.call('HSET', KEYS[1], 'm' .. n, ARGV[at + 6])
    list[i] = {n = n, safety = ARGV[at + 1] == '1', not_before = tonumber(ARGV[at + 2]), due = tonumber(ARGV[at + 3]),
      busy = tonumber(ARGV[at + 4]), attempts = tonumber(ARGV[at + 5]), token = '-'}
  end
  write_outbox(KEYS[1], KEYS[2], ARGV[2], list)
  return 'ok'
end

-- KEYS 1 letters 2 letter 3 counters  ARGV 2 attempts 3 due 4 words 5 sender 6 when
-- it may be handed out
function store.letter()
  local tail = '\n' .. ARGV[4] .. '\n' .. ARGV[5]
  for _, stored in ipairs(redis.call('HVALS', KEYS[2])) do
    if string.sub(stored, -#tail) == tail then return 'ok' end
  end
  local n = redis.call('HINCRBY', KEYS[3], 'letters', 1)
  redis.call('HSET', KEYS[2], n, table.concat({'-', ARGV[2], ARGV[3], ARGV[4], ARGV[5]}, '\n'))
  redis.call('ZADD', KEYS[1], ARGV[6], n)
  return 'ok'
end

-- KEYS 1 shelf 2 expiry  ARGV 2 key 3 the record as shelf_put.lua writes it 4 expiry
function store.record()
  local stored = redis.call('HGET', KEYS[1], ARGV[2])
  if stored then return stored == ARGV[3] and 'ok' or 'differs' end
  redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
  if ARGV[4] ~= '0' then redis.call('ZADD', KEYS[2], ARGV[4], ARGV[2]) end
  return 'ok'
end

return store[ARGV[1]]()

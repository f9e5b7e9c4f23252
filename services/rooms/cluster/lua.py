"""What is done in Redis in one step: nobody else acts in between, and its clock is everybody's."""

CLAIM = """
-- KEYS: lease, fence, nodes, unsettled. ARGV: node, milliseconds.
if redis.call('HEXISTS', KEYS[3], ARGV[1]) == 0 then return false end
if redis.call('EXISTS', KEYS[4]) == 1 then return false end
local held = redis.call('GET', KEYS[1])
if held and string.find(held, ARGV[1] .. '#', 1, true) ~= 1 then return held end
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local last = tonumber(redis.call('GET', KEYS[2]) or '0')
local fence = string.format('%.0f', math.max(last + 1, now))
redis.call('SET', KEYS[2], fence)
local lease = ARGV[1] .. '#' .. fence
redis.call('SET', KEYS[1], lease, 'PX', ARGV[2])
return lease
"""
"""Returns the lease that holds; nothing for a node that is not announced, or after a flush. A lease
that the node has not given back yet makes way for a new one, which the release leaves alone."""

# A lease that is gone is taken again: a flushed Redis has not given the room to anybody.
HEARTBEAT = """
-- KEYS: nodes, stream, unsettled, leases.
-- ARGV: node, announcement, milliseconds, seconds to remember, milliseconds to settle, leases.
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
if tonumber(ARGV[5]) > 0 and redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
  redis.call('SET', KEYS[3], '1', 'PX', ARGV[5])
end
local announced = cjson.decode(ARGV[2])
announced.at = now
redis.call('HSET', KEYS[1], ARGV[1], cjson.encode(announced))
redis.call('EXPIRE', KEYS[2], ARGV[4])
for _, value in ipairs(redis.call('HVALS', KEYS[1])) do
  local other = cjson.decode(value)
  if now - other.at > tonumber(ARGV[4]) then redis.call('HDEL', KEYS[1], other.node) end
end
local answer = {}
for place = 4, #KEYS do
  local lease = ARGV[place + 2]
  local held = redis.call('GET', KEYS[place])
  if held and held ~= lease then
    table.insert(answer, place - 4)
  else
    redis.call('SET', KEYS[place], lease, 'PX', ARGV[3])
  end
end
return answer
"""
"""Returns which leases, from 0, another node has. Who was announced and is not any more has seen a
flush, and sees to it that nobody claims anything for a while."""

RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""

-- Fences a node, or all nodes whose lease has run out: from here on they enter nobody.
-- KEYS nodes dead
-- ARGV shift [incarnation]
-- Answers all that are fenced and not yet swept, and all that have a lease.
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
local gone = ARGV[2] and { ARGV[2] } or call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 100)
for _, each in ipairs(gone) do
  call('ZREM', KEYS[1], each)
  call('SADD', KEYS[2], each)
end
return { call('SMEMBERS', KEYS[2]), call('ZRANGE', KEYS[1], 0, -1) }

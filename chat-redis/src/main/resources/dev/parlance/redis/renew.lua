-- Renews the lease of a node, or begins it.
-- KEYS nodes
-- ARGV shift incarnation lease begin
-- Answers 0 if the node has been fenced.
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
if ARGV[4] ~= '1' and not call('ZSCORE', KEYS[1], ARGV[2]) then
  return 0
end
call('PERSIST', KEYS[1]) -- a first write that takes no memory: after it Redis does not refuse the other, though it be full
call('ZADD', KEYS[1], now + ARGV[3], ARGV[2])
return 1

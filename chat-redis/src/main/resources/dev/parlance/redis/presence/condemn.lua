-- Fences a node, or all nodes whose lease has run out: from here on they enter nobody.
-- KEYS nodes dead
-- ARGV shift [incarnation]
-- Answers all that are fenced and not yet swept, and all that have a lease.
--> clock
local gone = incarnation and { incarnation } or call('ZRANGEBYSCORE', nodes, '-inf', now, 'LIMIT', 0, 100)
for _, each in ipairs(gone) do
  call('ZREM', nodes, each)
  call('SADD', dead, each)
end
return { call('SMEMBERS', dead), call('ZRANGE', nodes, 0, -1) }

-- Renews the lease of a node, or begins it.
-- KEYS nodes
-- ARGV shift incarnation lease begin
-- Answers 0 if the node has been fenced.
--> clock
if begin ~= '1' and not call('ZSCORE', nodes, incarnation) then
  return 0
end
call('PERSIST', nodes) -- a first write that takes no memory: after it Redis does not refuse the other, though it be full
call('ZADD', nodes, now + lease, incarnation)
return 1

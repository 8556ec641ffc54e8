-- Renews the lease of a node.
-- KEYS nodes format
-- ARGV shift incarnation lease written
-- Answers 0 if the node has been fenced.
--> clock
if not call('ZSCORE', nodes, incarnation) then
  return 0
end
call('PERSIST', nodes) -- a first write that takes no memory: after it Redis does not refuse the other, though it be full
--> lease
return 1

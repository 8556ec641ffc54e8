-- Begins the lease of a node, unless one lives whose format does not neighbour on its: names begin with the number of the format and a line.
-- KEYS nodes format
-- ARGV shift incarnation lease written
-- Answers 1, or the name of the node that is in the way.
--> clock
for _, each in ipairs(call('ZRANGEBYSCORE', nodes, '(' .. now, '+inf')) do
  if math.abs((tonumber(string.match(each, '^(%d+)_')) or -1) - written) > 1 then
    return each
  end
end
call('PERSIST', nodes) -- a first write that takes no memory: after it Redis does not refuse the other, though it be full
--> lease
return 1

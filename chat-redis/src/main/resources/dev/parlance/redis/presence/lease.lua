-- A node lives, and the store is marked with the newest format that was ever written to it.
if tonumber(call('GET', format) or 0) < tonumber(written) then
  call('SET', format, written)
end
call('ZADD', nodes, now + lease, incarnation)

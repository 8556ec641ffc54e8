-- A node lives, and the store is marked with the newest format that was ever written to it: until a year after the last node.
if tonumber(call('GET', format) or 0) < tonumber(written) then
  call('SET', format, written)
end
call('PEXPIRE', format, 31536000000)
call('ZADD', nodes, now + lease, incarnation)

-- Something of a user is written, later than all before.
if not stamp and call('EXISTS', marks, mentions) > 0 then
  call('DEL', marks, mentions) -- not in vain: after a first write Redis would no longer say that it is full
end
stamp = math.max(now, (stamp or 0) + 1)
call('HSET', marks, '', stamp .. full)
call('PEXPIRE', marks, 31536000000)
call('PEXPIRE', mentions, 31536000000)

-- The room begins another epoch, and forgets all that it had.
if call('EXISTS', unpack(KEYS)) > 0 then
  call('DEL', unpack(KEYS)) -- not in vain: after a first write Redis would no longer say that it is full
end
call('HSET', meta, 'e', anew, 's', kept)
if born then
  -- nobody else has had this epoch, whatever became of the keys; who saw the room empty has missed nothing
  call('HSET', meta, 'pe', birth, 'po', 0)
end
epoch, offset, changed, last, lowest, stamp, empty, known = anew, 0, nil, '0', nil, now, true, known and {}

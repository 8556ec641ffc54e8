-- The client's message id stands for this message from here on.
local count, window = (known[2] or 0) + 1, math.floor(now / 60000)
if known[2] and count % 1000 == 1 then
  -- a thousand are older than this one: they stand apart, to be dropped as a whole
  call('RENAME', ids, olderIds)
  call('PEXPIRE', olderIds, 240000)
  known[3] = nil
end
local value = fingerprint .. ' ' .. now .. ' ' .. count .. ' ' .. receipt
if known[3] and tonumber(known[3]) == window then
  call('HSET', ids, 'n', count, id, value)
else
  call('HSET', ids, 'n', count, id, value, 'w', window)
  call('PEXPIRE', ids, 240000)
end

-- Keeps what others added to a message, unless it is nothing; and since when some of it was not told.
noted = replied .. ' ' .. latest .. ' ' .. latestAt
for _, kind in ipairs(list) do
  noted = noted .. '\30' .. kind.emoji .. '\31' .. kind.count .. '\31' .. table.concat(kind.users, '\31')
end
if seq == toldSeq and #list == 0 and tonumber(replied) == 0 then
  call('HDEL', annotations, post)
else
  call('HSET', annotations, post, postEpoch .. ' ' .. seq .. ' ' .. toldSeq .. ' ' .. noted .. '\29' .. only)
  call('PEXPIRE', annotations, 3024000000)
end
if seq ~= toldSeq then
  call('ZADD', untold, 'NX', now, postEpoch .. '-' .. post .. ' ' .. room)
end

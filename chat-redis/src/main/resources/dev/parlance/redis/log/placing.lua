-- Places the next state of a message: what its author said, and behind it what others added as far as it is told.
local offset = top + 1
local value = epoch .. ' ' .. offset .. ' ' .. post .. ' '
  .. ticket .. '/' .. (content or offset) .. '/' .. #told .. '/' .. (root or '') .. '/' .. (counted or 0)
  .. ' ' .. deletes .. ' ' .. body .. told
local before, lastPost, oldest = string.match(marks or '', '^(%d+) (%d+) (%d+)$')
lastPost = before == top and lastPost or top
call('HSET', changes, post, value)
call('HSET', meta, 'o', offset, 't', math.max(now, lastStamp),
  'x', offset .. ' ' .. lastPost .. ' ' .. math.min(post, oldest or post), 'd', (changed or 0) + 1)
if deletes == '1' and not dead and entry and call('XLEN', history) <= 10000 then
  --> erase
end
if archived then
  --> owing
else
  local keep = ttl + math.floor(ttl / 8) + 60000
  call('PEXPIRE', history, keep)
  call('PEXPIRE', changes, keep)
  call('PEXPIRE', meta, 3024000000)
end
call('PUBLISH', channel, 'C' .. offset .. ' ' .. value)

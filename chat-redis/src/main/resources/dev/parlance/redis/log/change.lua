-- Changes a message by compare-and-set on the offset of its last change, and publishes its new state.
-- KEYS meta history changes
-- ARGV shift generation fresh channel postEpoch post posted expected ticket body unchanging deletes
-- As many bytes at the beginning of the body, but for the first, its format, are as they were: who wrote it under which client id, and the text unless that is edited or goes.
-- Answers "epoch offset" of the change, or "!" and the name of a refusal.
--> clock
local epoch, top, lastStamp, life, marks = unpack(call('HMGET', meta, 'e', 'o', 't', 's', 'x'))
if not epoch then
  return '!NOT_FOUND'
end
local livedIn, ttl = string.match(life, '^(%S+) (%d+)$')
if now - lastStamp >= tonumber(ttl) then
  return '!NOT_FOUND'
end
local entry = call('XRANGE', history, post .. '-0', post .. '-0')[1]
if not entry then
  return '!NOT_FOUND'
end
local entryEpoch, entryStamp, held = string.match(entry[2][2], '^(%S+) (%d+) %d+ %S+ (.*)$')
if entryEpoch ~= postEpoch then
  return '!NOT_FOUND'
end
local current, last, dead = call('HGET', changes, post), post, false
if current then
  local changeEpoch, at, by, gone, state = string.match(current, '^(%S+) (%d+) %d+ (%S+) (%d) (.*)$')
  if by == ticket then
    return changeEpoch .. ' ' .. at -- tried again: this is its own work
  end
  last, dead, held = at, gone == '1', state
end
if last ~= expected then
  return '!CHANGED'
elseif dead and deletes ~= '1' then
  return '!NOT_FOUND' -- a deleted message stays deleted
elseif entryStamp ~= posted or string.sub(held, 2, unchanging) ~= string.sub(body, 2, unchanging) then
  return '!OTHER'
end
if livedIn ~= generation then
  --> master
  call('HSET', meta, 'pe', epoch, 'po', top, 'e', fresh, 's', generation .. ' ' .. ttl)
  epoch = fresh
end
local offset = top + 1
local value = epoch .. ' ' .. offset .. ' ' .. post .. ' ' .. ticket .. ' ' .. deletes .. ' ' .. body
local before, lastPost, oldest = string.match(marks or '', '^(%d+) (%d+) (%d+)$')
lastPost = before == top and lastPost or top
call('HSET', changes, post, value)
call('HSET', meta, 'o', offset, 't', math.max(now, lastStamp),
  'x', offset .. ' ' .. lastPost .. ' ' .. math.min(post, oldest or post))
if deletes == '1' and call('XLEN', history) <= 10000 then
  --> erase
end
local keep = ttl + math.floor(ttl / 8) + 60000
call('PEXPIRE', history, keep)
call('PEXPIRE', changes, keep)
call('PEXPIRE', meta, 3024000000)
call('PUBLISH', channel, 'C' .. offset .. ' ' .. value)
return epoch .. ' ' .. offset

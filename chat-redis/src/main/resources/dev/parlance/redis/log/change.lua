-- Changes what a message says by compare-and-set on the place where that was changed last, and publishes its new state.
-- KEYS meta history changes annotations reactors replies deleted roomMentions pins untold restored behindRooms
-- ARGV shift generation fresh channel room postEpoch post posted number replyTo expected ticket body unchanging deletes mentionsRoom pinned mostPins mostUnarchived
-- As many bytes at the beginning of the body, but for the first, its format, are as they were: who wrote it under which client id, and the text unless that is edited or goes.
-- Answers "epoch offset told", told being what others added, or "!" and the name of a refusal.
--> clock
--> held
if by == ticket then
  return changeEpoch .. ' ' .. changedAt .. ' ' .. told -- tried again: this is its own work
elseif content ~= expected then
  return '!CHANGED'
elseif dead and deletes ~= '1' then
  return '!NOT_FOUND' -- a deleted message stays deleted
elseif entryStamp ~= posted or string.sub(held, 2, unchanging) ~= string.sub(body, 2, unchanging) then
  return '!OTHER'
elseif not lost and ((counted or '0') ~= number or (root or '') ~= replyTo) then
  return '!OTHER'
end
local id = postEpoch .. '-' .. post
if pinned == '1' and not call('ZSCORE', pins, id) then
  --> unpin
  if call('ZCARD', pins) >= tonumber(mostPins) then
    return '!TOO_MANY_PINS'
  end
end
if archived and top - mark >= tonumber(mostUnarchived) then
  return '!OVERLOADED'
end
--> going_on
if deletes ~= '1' then
  told = string.match(told, '^[^\29]*')
elseif not dead then
  --> bury
end
content = nil -- it is here
--> placing
if mentionsRoom == '1' then
  --> mention
else
  call('ZREM', roomMentions, post)
end
if pinned == '1' then
  call('ZADD', pins, 'NX', offset, id)
  call('PEXPIRE', pins, 3024000000)
else
  call('ZREM', pins, id)
end
return epoch .. ' ' .. offset .. ' ' .. told

-- Tells, as one change of a message, what others added to it and was not told yet.
-- KEYS meta history changes annotations untold restored behindRooms
-- ARGV shift generation fresh channel room postEpoch post ticket format silent mostUnarchived
-- Answers the change as it is stored, or nothing if all was told, or "!" and the name of a refusal.
--> clock
call('ZREM', untold, postEpoch .. '-' .. post .. ' ' .. room) -- first, for nobody has to look again after what has gone
--> held
if by == ticket then
  return current -- tried again: this is its own work
end
--> annotation
if seq == toldSeq then
  return ''
end
if archived and (top - mark >= tonumber(mostUnarchived) or livedIn ~= generation) then
  call('ZADD', untold, 'NX', now, postEpoch .. '-' .. post .. ' ' .. room) -- it waits on
  if livedIn == generation then
    return '!OVERLOADED'
  end
end
--> going_on
local body = held
if not current then
  --> whole
end
if lost or not (current or ending) then
  body = string.char(format) .. string.sub(body, 2) .. silent -- an earlier version ends its forms before this
end
local named, deletes = only ~= '*' and only or '', dead and '1' or '0'
only, toldSeq = '', seq
--> annotate
told = noted .. '\29' .. named
--> placing
return value

-- Puts right what is counted of a node in a room.
-- KEYS members index
-- ARGV incarnation room
-- Answers the ids of its members that are held.
local most = nil
--> held
if #fields > 0 then
  call('HSET', members, 'n' .. incarnation, #fields)
  call('SADD', index, room)
else
  call('HDEL', members, 'n' .. incarnation)
  call('SREM', index, room)
end
local held = {}
for i, field in ipairs(fields) do
  held[i] = string.sub(field, 2)
end
return held

-- Puts right what is counted of a node in a room.
-- KEYS members index
-- ARGV incarnation room
-- Answers the ids of its members that are held.
local members, call = KEYS[1], redis.call
local mine, held = ',' .. ARGV[1] .. ',', {}
local all = call('HGETALL', members)
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 1) == 'u' and string.find(string.match(all[i + 1], '^%d+ (%S+)'), mine, 1, true) then
    held[#held + 1] = string.sub(all[i], 2)
  end
end
if #held > 0 then
  call('HSET', members, 'n' .. ARGV[1], #held)
  call('SADD', KEYS[2], ARGV[2])
else
  call('HDEL', members, 'n' .. ARGV[1])
  call('SREM', KEYS[2], ARGV[2])
end
return held

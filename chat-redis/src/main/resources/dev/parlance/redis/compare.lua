-- Finds the rooms in which another number of a node's members is held than it has entered, or which its index lacks.
-- KEYS index members...
-- ARGV incarnation, and for each of the members' keys: room count
-- Answers the numbers of those rooms, from 1.
local call, mine, differing = redis.call, 'n' .. ARGV[1], {}
for i = 2, #KEYS do
  local room, count = ARGV[2 * i - 2], ARGV[2 * i - 1]
  if (call('HGET', KEYS[i], mine) or '0') ~= count or call('SISMEMBER', KEYS[1], room) == 0 then
    differing[#differing + 1] = i - 1
  end
end
return differing

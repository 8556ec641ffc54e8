-- Finds the rooms in which another number of a node's members is held than it has entered, or which its index lacks.
-- KEYS index members...
-- ARGV incarnation roomAndCount...
-- Answers the numbers of those rooms, from 1.
local mine, differing = 'n' .. incarnation, {}
for i = 2, #KEYS do
  local room, count = ARGV[2 * i - 2], ARGV[2 * i - 1]
  if (call('HGET', KEYS[i], mine) or '0') ~= count or call('SISMEMBER', index, room) == 0 then
    differing[#differing + 1] = i - 1
  end
end
return differing

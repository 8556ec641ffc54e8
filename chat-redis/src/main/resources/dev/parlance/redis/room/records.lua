-- Reads the records of rooms.
-- KEYS record...
-- Answers for each room {version, time, form}, of nothing without one.
local answer = {}
for i, record in ipairs(KEYS) do
  answer[i] = call('HMGET', record, 'v', 'c', 'r')
end
return answer

-- Reads a page of what answers a message.
-- KEYS meta history changes replies
-- ARGV shift birth fresh postEpoch post limit after
-- Answers {more, id, entry, change, id, entry, change, ...}, oldest first.
--> standing
local answer = { 0 }
local entry = live and call('XRANGE', history, post .. '-0', post .. '-0')[1]
if not entry or string.match(entry[2][2], '^%S+') ~= postEpoch then
  return answer
end
--> thread
local page = call('ZRANGEBYLEX', replies, '(' .. thread .. after .. '\255', '(' .. thread .. '\255', 'LIMIT', 0, limit + 1)
answer[1] = #page > tonumber(limit) and 1 or 0
for i = 1, math.min(#page, limit) do
  local at, inEpoch = string.match(string.sub(page[i], #thread + 1), '^0*(%d+) (%S+)')
  --> found
end
return answer

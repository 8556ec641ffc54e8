-- Reads a page of what answers a message.
-- KEYS meta history changes replies restored
-- ARGV shift birth fresh postEpoch post limit after
-- Answers {more, id, entry, change, id, entry, change, ...}, oldest first.
--> standing
local answer = { 0 }
local entry = live and call('XRANGE', history, post .. '-0', post .. '-0')[1]
if not entry or string.match(entry[2][2], '^%S+') ~= postEpoch then
  --> back
  if not back then
    return answer
  end
end
--> thread
local page = call('ZRANGEBYLEX', replies, '(' .. thread .. after .. '\255', '(' .. thread .. '\255', 'LIMIT', 0,
  archived and -1 or limit + 1) -- of a root that was brought back the log has not all
for i = 1, #page do
  if #answer > 3 * limit then
    answer[1] = 1
    break
  end
  local at, inEpoch = string.match(string.sub(page[i], #thread + 1), '^0*(%d+) (%S+)')
  --> found
end
return answer

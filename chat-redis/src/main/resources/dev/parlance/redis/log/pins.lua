-- Reads what is pinned, last first.
-- KEYS meta history changes pins restored
-- ARGV shift birth fresh
-- Answers {more, id, entry, change, id, entry, change, ...}.
--> standing
local answer = { 0 }
for _, each in ipairs((live or archived) and call('ZREVRANGE', pins, 0, -1) or {}) do
  local inEpoch, at = string.match(each, '^(.*)-(%d+)$')
  --> found
end
return answer

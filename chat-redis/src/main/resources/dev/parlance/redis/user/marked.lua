-- Reads a user's mark in a room, and counts what mentions the user behind it.
-- KEYS marks mentions
-- ARGV shift room
-- Answers {mark, mentions}, or nothing.
--> kept
local mark = stamp and call('HGET', marks, room)
if not mark then
  return {}
end
local behind = string.format('%019d', string.match(mark, '^%d+ %S+ (%d+)'))
return { mark, call('ZLEXCOUNT', mentions, '(' .. room .. '\n' .. behind, '(' .. room .. '\11') }

-- Forgets a user's mark in a room, and what mentions the user there.
-- KEYS marks mentions
-- ARGV shift sent room
-- Answers a stamp higher than any before it of that user, or nothing if nothing is kept, or "!" and the name of a refusal.
--> kept
if not stamp then
  return ''
elseif sent ~= '' and tonumber(stamp) >= tonumber(sent) and call('HEXISTS', marks, room) == 1 then
  return '!UNSURE' -- it may have been done, and the mark be another one
end
call('ZREMRANGEBYLEX', mentions, '[' .. room .. '\n', '(' .. room .. '\11')
call('HDEL', marks, room)
full = ''
--> writing
return stamp .. ''

-- Keeps a mark by compare-and-set on its version.
-- KEYS marks mentions
-- ARGV shift sent room most expected mark behind
-- Answers "stamp mentions", the stamp being higher than any before it of that user, or "!" and the name of a refusal.
--> kept
local held = stamp and call('HGET', marks, room)
if sent == '' or held ~= mark then -- else tried again: this is its own work
  if (held and string.match(held, '^%d+') or '0') ~= expected then
    return '!MARKED'
  elseif not held and stamp and sent ~= '' and tonumber(stamp) >= tonumber(sent) then
    return '!UNSURE' -- it may have been done, and taken back since
  elseif not held and (stamp and call('HLEN', marks) - 1 or 0) >= tonumber(most) then
    return '!FULL'
  end
  full = '' -- what is in front of it now makes room for further mentions
  --> writing
  call('HSET', marks, room, mark)
end
return stamp .. ' ' .. call('ZLEXCOUNT', mentions, '(' .. room .. '\n' .. behind, '(' .. room .. '\11')

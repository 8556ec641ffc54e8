-- Tells the epoch of rooms that hold nothing: another one each day, so that a room forgotten for a month never takes up its old one.
-- KEYS epoch format
-- ARGV shift fresh
-- Answers "epoch now mark", the mark being the newest format that was ever written, or nothing.
--> clock
local named, since = string.match(call('GET', epoch) or '', '^(%S+) (%d+)$')
if not named or now - since >= 86400000 then
  named = fresh
  call('SET', epoch, named .. ' ' .. now, 'PX', 2592000000)
end
return named .. ' ' .. now .. ' ' .. (call('GET', format) or '')

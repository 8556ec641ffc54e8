-- Begins every script that reads a room's log: how it stands now, without a trace left behind.
-- KEYS meta history changes
-- ARGV shift birth fresh
--> clock
local epoch, top, lastStamp, life, marks, evicted, formerEpoch, formerTop =
  unpack(call('HMGET', meta, 'e', 'o', 't', 's', 'x', 'c', 'pe', 'po'))
local offset, live = 0, false
local lastPost, evictedChange = 0, 0 -- the last post, and the highest change that is gone
if not epoch then
  epoch = call('EXISTS', history, changes) > 0 and fresh or birth
elseif now - lastStamp >= 2592000000 then
  epoch, formerEpoch = epoch == birth and epoch .. 'a' or birth, false
elseif now - lastStamp < tonumber(string.match(life, '%d+$')) and call('EXISTS', history) == 0 then
  epoch, formerEpoch = fresh, false -- half of something: the next post begins a new epoch
else
  local change, before = string.match(marks or '', '^(%d+) (%d+)')
  offset, live = tonumber(top), now - lastStamp < tonumber(string.match(life, '%d+$'))
  lastPost = change == top and before or top
  evictedChange = tonumber(change and not live and change or evicted or 0)
end

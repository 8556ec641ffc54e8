-- Begins every script that reads a room's log: how it stands now, without a trace left behind.
-- KEYS meta history changes
-- ARGV shift birth fresh
--> clock
local epoch, top, lastStamp, life, marks, evicted, formerEpoch, formerTop, mark =
  unpack(call('HMGET', meta, 'e', 'o', 't', 's', 'x', 'c', 'pe', 'po', 'a'))
mark = tonumber(mark or 0)
local archived = epoch and string.find(life, '+', 1, true)
local behind = archived and mark < tonumber(top)
local offset, live = 0, false
local lastPost, evictedChange = 0, 0 -- the last post, and the highest change that is gone
if not epoch then
  epoch = call('EXISTS', history, changes) > 0 and fresh or birth
elseif now - lastStamp >= 2592000000 and not behind then
  epoch, formerEpoch, archived = epoch == birth and epoch .. 'a' or birth, false, false
else
  local change, before = string.match(marks or '', '^(%d+) (%d+)')
  live = behind or now - lastStamp < tonumber(string.match(life, '%d+$'))
  lastPost = change == top and before or top
  if live and not (archived and tonumber(lastPost) <= mark) and call('EXISTS', history) == 0 then
    -- half of something: the next post begins a new epoch
    epoch, formerEpoch, live, archived, lastPost = fresh, false, false, false, 0
  else
    offset = tonumber(top)
    evictedChange = tonumber(change and not live and change or evicted or 0)
  end
end

-- Begins every script that reads a room's log: how it stands now, without a trace left behind.
-- KEYS meta log changes
-- ARGV shift birth fresh
local meta, log, changes, call = KEYS[1], KEYS[2], KEYS[3], redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
local m = call('HMGET', meta, 'e', 'o', 't', 's', 'x', 'c', 'pe', 'po')
local epoch, offset, live = m[1], 0, false
local lastPost, evictedChange = 0, 0 -- the last post, and the highest change that is gone
if not epoch then
  epoch = call('EXISTS', log, changes) > 0 and ARGV[3] or ARGV[2]
elseif now - m[3] >= 2592000000 then
  epoch, m = epoch == ARGV[2] and epoch .. 'a' or ARGV[2], {}
elseif now - m[3] < tonumber(string.match(m[4], '%d+$')) and call('EXISTS', log) == 0 then
  epoch, m = ARGV[3], {} -- half of something: the next post begins a new epoch
else
  local change, before = string.match(m[5] or '', '^(%d+) (%d+)')
  offset, live = tonumber(m[2]), now - m[3] < tonumber(string.match(m[4], '%d+$'))
  lastPost = change == m[2] and before or m[2]
  evictedChange = tonumber(change and not live and change or m[6] or 0)
end

-- Tells the epoch of rooms that hold nothing: another one each day, so that a room forgotten for a month never takes up its old one.
-- KEYS epoch
-- ARGV shift fresh
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
local epoch, since = string.match(call('GET', KEYS[1]) or '', '^(%S+) (%d+)$')
if not epoch or now - since >= 86400000 then
  epoch = ARGV[2]
  call('SET', KEYS[1], epoch .. ' ' .. now, 'PX', 2592000000)
end
return epoch .. ' ' .. now

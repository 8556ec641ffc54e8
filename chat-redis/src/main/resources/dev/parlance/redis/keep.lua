-- Keeps, reads or takes a value with a time to live.
-- KEYS value
-- ARGV shift verb [value timeToLive]
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
if ARGV[2] == 'put' then
  call('SET', KEYS[1], now + ARGV[4] .. ' ' .. ARGV[3], 'PX', ARGV[4])
  return 1
end
local held = call('GET', KEYS[1])
if held and ARGV[2] == 'take' then
  call('DEL', KEYS[1])
end
local till, value = string.match(held or '', '^(%d+) (.*)$')
return till and now < tonumber(till) and value or false

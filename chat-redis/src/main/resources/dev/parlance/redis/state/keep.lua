-- Keeps, reads or takes a value with a time to live.
-- KEYS value
-- ARGV shift verb [text ttl]
--> clock
if verb == 'put' then
  call('SET', value, now + ttl .. ' ' .. text, 'PX', ttl)
  return 1
end
local held = call('GET', value)
if held and verb == 'take' then
  call('DEL', value)
end
local till, kept = string.match(held or '', '^(%d+) (.*)$')
return till and now < tonumber(till) and kept or false

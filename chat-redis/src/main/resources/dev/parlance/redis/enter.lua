-- Counts a user of a node in.
-- KEYS members nodes index
-- ARGV incarnation room channel userId userJson newest
-- The name counts if it is the newest; what is only made good again brings no older one back.
-- Answers the version, or "!FENCED".
local members, call = KEYS[1], redis.call
if not call('ZSCORE', KEYS[2], ARGV[1]) then
  return '!FENCED'
end
local field, mine = 'u' .. ARGV[4], ',' .. ARGV[1] .. ','
local held = call('HGET', members, field)
local since, nodes, user = string.match(held or '', '^(%d+) (%S+) (.*)$')
local entered = held and string.find(nodes, mine, 1, true)
if not held or (ARGV[6] == '1' and user ~= ARGV[5]) then
  local version = call('HINCRBY', members, 'v', 1)
  local news = 'J' .. version .. ' ' .. ARGV[5]
  local all = not held and mine or entered and nodes or nodes .. ARGV[1] .. ','
  call('HSET', members, 'a', news, field, (since or version) .. ' ' .. all .. ' ' .. ARGV[5])
  call('PERSIST', members)
  call('PUBLISH', ARGV[3], news)
elseif not entered then
  call('HSET', members, field, since .. ' ' .. nodes .. ARGV[1] .. ', ' .. user)
end
if entered then
  return tonumber(call('HGET', members, 'v'))
end
call('HINCRBY', members, 'n' .. ARGV[1], 1)
call('SADD', KEYS[3], ARGV[2])
return tonumber(call('HGET', members, 'v'))

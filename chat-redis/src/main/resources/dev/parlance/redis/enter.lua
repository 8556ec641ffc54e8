-- Counts a user of a node in.
-- KEYS members nodes index
-- ARGV incarnation room channel userId userJson
-- Answers the version, or "!FENCED".
local members, call = KEYS[1], redis.call
if not call('ZSCORE', KEYS[2], ARGV[1]) then
  return '!FENCED'
end
local field, mine = 'u' .. ARGV[4], ',' .. ARGV[1] .. ','
local held = call('HGET', members, field)
if not held then
  local version = call('HINCRBY', members, 'v', 1)
  local news = 'J' .. version .. ' ' .. ARGV[5]
  call('HSET', members, 'a', news, field, version .. ' ' .. mine .. ' ' .. ARGV[5])
  call('PERSIST', members)
  call('PUBLISH', ARGV[3], news)
else
  local since, nodes, user = string.match(held, '^(%d+) (%S+) (.*)$')
  if string.find(nodes, mine, 1, true) then
    return tonumber(call('HGET', members, 'v'))
  end
  call('HSET', members, field, since .. ' ' .. nodes .. ARGV[1] .. ', ' .. user)
end
call('HINCRBY', members, 'n' .. ARGV[1], 1)
call('SADD', KEYS[3], ARGV[2])
return tonumber(call('HGET', members, 'v'))

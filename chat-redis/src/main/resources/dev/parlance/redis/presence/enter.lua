-- Counts a user of a node in.
-- KEYS members nodes index
-- ARGV incarnation room channel userId user identity newest
-- As many bytes of the user's block, which stands behind format, kind and its length, say who it is: what a later format adds is no other name.
-- The name counts if it is the newest; what is only made good again brings no older one back.
-- Answers the version, or "!FENCED".
if not call('ZSCORE', nodes, incarnation) then
  return '!FENCED'
end
local field, mine = 'u' .. userId, ',' .. incarnation .. ','
local held = call('HGET', members, field)
local since, on, known = string.match(held or '', '^(%d+) (%S+) (.*)$')
local function who(form)
  return string.sub(string.match(form, '^..[\128-\255]*.(.*)$') or '', 1, identity)
end
local entered = held and string.find(on, mine, 1, true)
if not held or (newest == '1' and who(known) ~= who(user)) then
  local version = call('HINCRBY', members, 'v', 1)
  local news = 'J' .. version .. ' ' .. user
  local all = not held and mine or entered and on or on .. incarnation .. ','
  call('HSET', members, 'a', news, field, (since or version) .. ' ' .. all .. ' ' .. user)
  call('PERSIST', members)
  call('PUBLISH', channel, news)
elseif not entered then
  call('HSET', members, field, since .. ' ' .. on .. incarnation .. ', ' .. known)
end
if entered then
  return tonumber(call('HGET', members, 'v'))
end
call('HINCRBY', members, 'n' .. incarnation, 1)
call('SADD', index, room)
return tonumber(call('HGET', members, 'v'))

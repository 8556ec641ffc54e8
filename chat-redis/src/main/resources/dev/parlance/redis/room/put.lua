-- Makes someone a member, or gives a member another role.
-- KEYS record roster roles
-- ARGV shift channel user role most form news
-- Answers since when, or "!" and the name of a refusal.
--> clock
local owners = call('HGET', record, 'o')
if not owners then
  return '!NO_RECORD'
end
local since, before = string.match(call('HGET', roles, user) or '', '^(%d+) (%u+) ')
if before == role then
  return since
elseif before == 'OWNER' and owners == '1' then
  return '!LAST_OWNER'
elseif not before and call('ZCARD', roster) >= tonumber(most) then
  return '!FULL'
end
since = since or '' .. now
call('ZADD', roster, 0, user)
call('HSET', roles, user, since .. ' ' .. role .. ' ' .. form)
call('HSET', record, 'o', owners + (role == 'OWNER' and 1 or 0) - (before == 'OWNER' and 1 or 0))
call('PUBLISH', channel, news)
return since

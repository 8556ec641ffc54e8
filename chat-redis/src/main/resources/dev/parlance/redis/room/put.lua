-- Makes someone a member, or gives a member another role.
-- KEYS record roster roles
-- ARGV shift channel node sent user role most form news
-- Answers since when, or "!" and the name of a refusal.
--> clock
local owners, last = unpack(call('HMGET', record, 'o', 'm'))
if not owners then
  return '!NO_RECORD'
end
local since, held = string.match(call('HGET', roles, user) or '', '^(%d+) (%u+) ')
if held == role then
  return since
end
--> again
if held == 'OWNER' and owners == '1' then
  return '!LAST_OWNER'
elseif not held and call('ZCARD', roster) >= tonumber(most) then
  return '!FULL'
end
since = since or '' .. now
call('ZADD', roster, 0, user)
call('HSET', roles, user, since .. ' ' .. role .. ' ' .. form)
owners = owners + (role == 'OWNER' and 1 or 0) - (held == 'OWNER' and 1 or 0)
call('HSET', record, 'o', owners, 'm', node .. ' ' .. now .. ' ' .. others)
call('PUBLISH', channel, news)
return since

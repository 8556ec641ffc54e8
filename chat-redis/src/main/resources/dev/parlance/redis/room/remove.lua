-- Takes a member away.
-- KEYS record roster roles
-- ARGV shift channel node sent user news
-- Answers nothing, or "!" and the name of a refusal.
--> clock
local owners, last = unpack(call('HMGET', record, 'o', 'm'))
local held = owners and string.match(call('HGET', roles, user) or '', '^%d+ (%u+) ')
if not held then
  return ''
end
--> again
if held == 'OWNER' and owners == '1' then
  return '!LAST_OWNER'
end
call('ZREM', roster, user)
call('HDEL', roles, user)
call('HSET', record, 'o', owners - (held == 'OWNER' and 1 or 0), 'm', node .. ' ' .. now .. ' ' .. others)
call('PUBLISH', channel, news)
return ''

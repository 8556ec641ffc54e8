-- Takes a member away.
-- KEYS record roster roles
-- ARGV channel user news
-- Answers nothing, or "!" and the name of a refusal.
local before = string.match(call('HGET', roles, user) or '', '^%d+ (%u+) ')
if not before then
  return ''
elseif before == 'OWNER' then
  if call('HGET', record, 'o') == '1' then
    return '!LAST_OWNER'
  end
  call('HINCRBY', record, 'o', -1)
end
call('ZREM', roster, user)
call('HDEL', roles, user)
call('PUBLISH', channel, news)
return ''

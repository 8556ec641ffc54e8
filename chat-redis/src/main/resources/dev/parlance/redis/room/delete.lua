-- Takes a room's record and members away.
-- KEYS record roster roles
-- ARGV channel sent news
-- Answers nothing, or "!" and the name of a refusal.
local created = call('HGET', record, 'c')
if created and sent ~= '' and tonumber(created) >= tonumber(sent) then
  return '!UNSURE' -- sent for a second time: what it was to delete may be gone, and this be another's
end
call('DEL', record, roster, roles)
if created then
  call('PUBLISH', channel, news)
end
return ''

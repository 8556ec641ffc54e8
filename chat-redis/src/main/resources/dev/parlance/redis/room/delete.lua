-- Takes a room's record and members away.
-- KEYS record roster roles
-- ARGV channel news
if call('DEL', record) == 1 then
  call('DEL', roster, roles)
  call('PUBLISH', channel, news)
end
return 1

-- Changes a room's record by compare-and-set on its version and creation.
-- KEYS record
-- ARGV channel ticket expected created body news
-- Answers "version created", or "!" and the name of a refusal.
local version, since, holder = unpack(call('HMGET', record, 'v', 'c', 't'))
if not version then
  return '!NO_RECORD'
elseif holder == ticket then
  return version .. ' ' .. since -- tried again: this is its own work
elseif version ~= expected or since ~= created then
  return '!OUTDATED'
end
call('HSET', record, 'v', version + 1, 't', ticket, 'r', body)
call('PUBLISH', channel, news)
return version + 1 .. ' ' .. since

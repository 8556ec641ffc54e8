-- Gives a room a record with its first members: after the news three words each, user, role and form.
-- KEYS record roster roles
-- ARGV shift channel ticket body news founders...
-- Answers "version created", or "!" and the name of a refusal.
--> clock
local version, created, holder = unpack(call('HMGET', record, 'v', 'c', 't'))
if version then
  return holder == ticket and version .. ' ' .. created or '!EXISTS' -- tried again: this is its own work
end
local owners = 0
for i = 6, #ARGV, 3 do
  owners = owners + (ARGV[i + 1] == 'OWNER' and 1 or 0)
end
call('DEL', record, roster, roles) -- of a record that was lost alone: its members are nobody here
call('HSET', record, 'v', 1, 'c', now, 'o', owners, 't', ticket, 'm', '- ' .. now .. ' 0', 'r', body)
for i = 6, #ARGV, 3 do
  call('ZADD', roster, 0, ARGV[i])
  call('HSET', roles, ARGV[i], now .. ' ' .. ARGV[i + 1] .. ' ' .. ARGV[i + 2])
end
call('PUBLISH', channel, news)
return 1 .. ' ' .. now

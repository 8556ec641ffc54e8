-- Counts users of a node out: the one named, or all of a node that is gone, 500 at a time.
-- The room stays in the node's index until none is left.
-- KEYS members index
-- ARGV incarnation room channel [userId]
-- Answers the version.
call('PERSIST', members) -- a first write that takes no memory: after it Redis refuses none, though it be full
local leaving, left = { userId and 'u' .. userId }, true
local mine = ',' .. incarnation .. ','
if not userId then
  local most = 500
  --> held
  leaving, left = fields, not more
end
for _, field in ipairs(leaving) do
  local held = call('HGET', members, field)
  if held then
    local since, on, user = string.match(held, '^(%d+) (%S+) (.*)$')
    local from, to = string.find(on, mine, 1, true)
    if from then
      if on == mine then
        local version = call('HINCRBY', members, 'v', 1)
        local news = 'L' .. version .. ' ' .. user
        call('HSET', members, 'a', news)
        call('HDEL', members, field)
        call('PUBLISH', channel, news)
      else
        local others = string.sub(on, 1, from) .. string.sub(on, to + 1)
        call('HSET', members, field, since .. ' ' .. others .. ' ' .. user)
      end
      if call('HINCRBY', members, 'n' .. incarnation, -1) <= 0 then
        call('HDEL', members, 'n' .. incarnation)
        call('SREM', index, room)
      end
    end
  end
end
if not userId and left then
  call('HDEL', members, 'n' .. incarnation)
  call('SREM', index, room)
end
if call('HLEN', members) == 2 then
  -- nobody is left but the version, which whoever comes back soon goes on with
  call('PEXPIRE', members, 600000)
end
return tonumber(call('HGET', members, 'v') or 0)

-- Counts users of a node out: the one named, or all of a node that is gone, 500 at a time.
-- The room stays in the node's index until none is left.
-- KEYS members index
-- ARGV incarnation room channel [userId]
-- Answers the version.
local members, call = KEYS[1], redis.call
local mine = ',' .. ARGV[1] .. ','
call('PERSIST', members) -- a first write that takes no memory: after it Redis refuses none, though it be full
local fields, more = {}, false
if ARGV[4] then
  fields[1] = 'u' .. ARGV[4]
else
  local all = call('HGETALL', members)
  for i = 1, #all, 2 do
    if string.sub(all[i], 1, 1) == 'u' and string.find(string.match(all[i + 1], '^%d+ (%S+)'), mine, 1, true) then
      if #fields == 500 then
        more = true
        break
      end
      fields[#fields + 1] = all[i]
    end
  end
end
for _, field in ipairs(fields) do
  local held = call('HGET', members, field)
  if held then
    local since, nodes, user = string.match(held, '^(%d+) (%S+) (.*)$')
    local from, to = string.find(nodes, mine, 1, true)
    if from then
      if nodes == mine then
        local version = call('HINCRBY', members, 'v', 1)
        local news = 'L' .. version .. ' ' .. user
        call('HSET', members, 'a', news)
        call('HDEL', members, field)
        call('PUBLISH', ARGV[3], news)
      else
        local others = string.sub(nodes, 1, from) .. string.sub(nodes, to + 1)
        call('HSET', members, field, since .. ' ' .. others .. ' ' .. user)
      end
      if call('HINCRBY', members, 'n' .. ARGV[1], -1) <= 0 then
        call('HDEL', members, 'n' .. ARGV[1])
        call('SREM', KEYS[2], ARGV[2])
      end
    end
  end
end
if not ARGV[4] and not more then
  call('HDEL', members, 'n' .. ARGV[1])
  call('SREM', KEYS[2], ARGV[2])
end
if call('HLEN', members) == 2 then
  -- nobody is left but the version, which whoever comes back soon goes on with
  call('PEXPIRE', members, 600000)
end
return tonumber(call('HGET', members, 'v') or 0)

-- Says how far a room is archived, and forgets what may go.
-- KEYS meta history changes annotations reactors replies pins restored behindRooms
-- ARGV shift room upToEpoch upTo whole...
-- Answers the ids of messages that would be forgotten if all their reactions were archived. What is whole comes as an id and where it was changed last, by turns.
--> clock
local epoch, top, lastStamp, life, evicted, formerEpoch, formerTop, mark =
  unpack(call('HMGET', meta, 'e', 'o', 't', 's', 'c', 'pe', 'po', 'a'))
local reached = tonumber(upTo)
if not epoch or not (upToEpoch == epoch and reached <= tonumber(top)
  or upToEpoch == formerEpoch and reached <= tonumber(formerTop)) then
  return {}
end
mark = math.max(tonumber(mark or 0), reached)
call('HSET', meta, 'a', mark)
local cap, ttl = string.match(life, '%+(%d+) (%d+)$')
if not cap then
  call('ZREM', behindRooms, room)
  return {}
end
local keep = ttl + math.floor(ttl / 8) + 60000
local whole, wanted, c = {}, {}, tonumber(evicted or 0)
for i = 5, #ARGV, 2 do
  whole[ARGV[i]] = tonumber(ARGV[i + 1])
  local inEpoch, at = string.match(ARGV[i], '^(.*)-(%d+)$')
  local back = call('HGET', restored, at)
  if back and string.match(back, '^%S+') == inEpoch then
    call('HSET', restored, at, string.match(back, '^%S+ %d+ %d+ ') .. ARGV[i + 1])
  end
end
local all = call('HLEN', restored) > 500 and call('HGETALL', restored) or {}
for i = 1, #all, 2 do
  local postEpoch, post, archivedAt = string.match(all[i + 1], '^%S+'), all[i], tonumber(string.match(all[i + 1], '%d+$'))
  local state = call('HGET', changes, post)
  --> crowd
  if kept and crowded and archivedAt ~= changedAt and #wanted < 100 then
    wanted[#wanted + 1] = postEpoch .. '-' .. post
  end
end
local over = now - lastStamp >= tonumber(ttl)
local excess, from, held = call('XLEN', history) - (over and 0 or cap), '-', false
while excess > 0 and #wanted < 100 do
  local page = call('XRANGE', history, from, '+', 'COUNT', math.min(excess, 100))
  for _, each in ipairs(page) do
    local post, postEpoch, stamp = string.match(each[1], '^%d+'), string.match(each[2][2], '^(%S+) (%d+)')
    local id, state = postEpoch .. '-' .. post, call('HGET', changes, post)
    --> crowd
    local pinned = call('ZSCORE', pins, id)
    if not kept then
      excess = 0
      break
    elseif crowded and not pinned and whole[id] ~= changedAt then
      held = true
      wanted[#wanted + 1] = id
    elseif not held then
      call('XDEL', history, each[1])
      if pinned then
        call('HSET', restored, post, postEpoch .. ' ' .. stamp .. ' 0 0')
      else
        if state then
          c = math.max(c, changedAt)
          call('HDEL', changes, post)
        end
        --> additions
      end
    end
  end
  excess = #page == 0 and 0 or excess - #page
  from = #page > 0 and '(' .. page[#page][1]
end
call('HSET', meta, 'c', c)
if mark >= tonumber(top) then
  call('ZREM', behindRooms, room)
  if #wanted == 0 then
    for _, each in ipairs({ history, changes, restored }) do
      call('PEXPIRE', each, keep)
    end
    call('PEXPIRE', meta, 3024000000)
  end
end
return wanted

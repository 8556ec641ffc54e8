-- Places a message, its client's id with it, and publishes it.
--> clock
local known
if id then
  --> repeated
end

local epoch, top, lastStamp, life, marks, changed = unpack(call('HMGET', meta, 'e', 'o', 't', 's', 'x', 'd'))
local offset, stamp, last, lowest, renew, empty, anew, born = 0, now, '0', nil, false, false, nil, nil
if epoch then
  offset, last = tonumber(top), top
  if tonumber(lastStamp) > now then
    stamp = tonumber(lastStamp)
  end
  if marks then
    -- some of the messages kept were changed: the last change, the post before it, and the oldest post that was changed
    local change, before, oldest = string.match(marks, '^(%d+) (%d+) (%d+)$')
    last, lowest = change == top and before or last, tonumber(oldest)
  end
end

if not epoch then
  -- a log without its meta hash is half of something, and not continued
  anew, born = fresh, call('EXISTS', history, changes) == 0
elseif now - lastStamp >= 2592000000 then
  anew = epoch == birth and epoch .. 'a' or birth
else
  if since ~= '' then
    --> again
  end
  local heldFor = tonumber(ttl)
  if life ~= kept then
    local livedIn, before = string.match(life, '^([^ +]+)%+?%d* (%d+)$')
    heldFor, renew = tonumber(before), true
    if livedIn ~= generation then
      --> master
      call('HSET', meta, 'pe', epoch, 'po', offset, 'e', fresh)
      epoch = fresh
    end
    call('HSET', meta, 's', kept)
  end
  if now - lastStamp >= heldFor then
    call('DEL', history, changes)
    if marks then
      call('HSET', meta, 'c', string.match(marks, '^%d+'))
      call('HDEL', meta, 'x')
    end
    lowest, empty = nil, true
  end
end

local number, written, counted, entry
while true do
  if anew then
    --> anew
  end
  -- a number is written once: that is slow
  number, written = offset + 1 .. '', stamp .. ''
  counted = number - (changed or 0)
  entry = epoch .. ' ' .. written .. ' ' .. last .. ' ' .. ticket .. '/' .. counted .. ' ' .. body
  if empty then
    call('XADD', history, 'MAXLEN', '=', cap, number .. '-0', 'm', entry)
    renew = true
    break
  end
  local added = redis.pcall('XADD', history, 'NOMKSTREAM', 'MAXLEN', '=', cap, number .. '-0', 'm', entry)
  if type(added) == 'string' then
    break
  elseif added and not string.find(added.err, 'equal or smaller') then
    return added
  end
  anew, born = fresh, false -- the log is missing, or ahead: it and the meta hash do not belong together
end
call('HSET', meta, 'o', number, 't', written)

-- what is over by its stamp may stay an eighth longer: so one post in each such span renews it for all of them
local span = math.floor(ttl / 8) + 60000
if renew or math.floor(stamp / span) ~= math.floor(lastStamp / span) then
  call('PEXPIRE', history, ttl + span)
  call('PEXPIRE', changes, ttl + span)
  call('PEXPIRE', meta, 3024000000)
end
if lowest then
  --> forget
end
local receipt = epoch .. ' ' .. number .. ' ' .. written .. ' ' .. counted
if known then
  --> remember
end
call('PUBLISH', channel, 'P' .. number .. ' ' .. entry)

-- Stores a message and publishes it, in five calls if nothing special has happened.
-- KEYS meta log changes ids olderIds
-- ARGV shift generation "generation ttl" ttl birth fresh cap channel op since body [idKey fingerprint]
-- Answers "epoch offset stamp", or "!" and the name of a refusal.
local meta, log, call = KEYS[1], KEYS[2], redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]

local ids
if ARGV[12] then
  ids = call('HMGET', KEYS[4], ARGV[12], 'n', 'w')
  local first = ids[1] or call('HGET', KEYS[5], ARGV[12])
  if first then
    local print, seen, number, receipt = string.match(first, '^(%x+) (%d+) (%d+) (.*)$')
    if now - seen < 120000 and ids[2] and ids[2] - number < 1000 then
      return print == ARGV[13] and receipt or '!CONFLICT'
    end
  end
end

local m = call('HMGET', meta, 'e', 'o', 't', 's', 'x')
local epoch, offset, stamp, last, lowest, renew, empty, anew, born = m[1], 0, now, '0', nil, false, false, nil, nil
if epoch then
  offset, last = tonumber(m[2]), m[2]
  if tonumber(m[3]) > now then
    stamp = tonumber(m[3])
  end
  if m[5] then
    -- some of the messages kept were changed: the last change, the post before it, and the oldest post that was changed
    local change, before, oldest = string.match(m[5], '^(%d+) (%d+) (%d+)$')
    last, lowest = change == m[2] and before or last, tonumber(oldest)
  end
end

if not epoch then
  -- a log without its meta hash is half of something, and not continued
  anew, born = ARGV[6], call('EXISTS', log, KEYS[3]) == 0
elseif now - m[3] >= 2592000000 then
  anew = epoch == ARGV[5] and epoch .. 'a' or ARGV[5]
else
  if ARGV[10] ~= '' then
    -- tried again: it may stand in the log already
    local since, top, older = tonumber(ARGV[10]), '+', false
    while not older do
      local page = call('XREVRANGE', log, top, '-', 'COUNT', 100)
      for _, each in ipairs(page) do
        local e, t, prev, op = string.match(each[2][2], '^%d+ (%S+) (%d+) (%d+) (%S+) ')
        if op == ARGV[9] then
          return e .. ' ' .. string.match(each[1], '^%d+') .. ' ' .. t
        end
        top, older = '(' .. each[1], older or prev == '0' or tonumber(t) < since
      end
      if #page == 0 then
        if tonumber(m[3]) >= since and not ids then
          return '!UNKNOWN' -- it may have been stored, and evicted since
        end
        older = true
      end
    end
  end
  local ttl = tonumber(ARGV[4])
  if m[4] ~= ARGV[3] then
    local generation, before = string.match(m[4], '^(%S+) (%d+)$')
    ttl, renew = tonumber(before), true
    if generation ~= ARGV[2] then
      local info = redis.pcall('INFO', 'replication')
      if type(info) == 'string' and string.match(info, 'master_replid:(%x+)') ~= ARGV[2] then
        return '!STALE'
      end
      call('HSET', meta, 'pe', epoch, 'po', offset, 'e', ARGV[6])
      epoch = ARGV[6]
    end
    call('HSET', meta, 's', ARGV[3])
  end
  if now - m[3] >= ttl then
    call('DEL', log, KEYS[3])
    if m[5] then
      call('HSET', meta, 'c', string.match(m[5], '^%d+'))
      call('HDEL', meta, 'x')
    end
    lowest, empty = nil, true
  end
end

local number, written, entry
while true do
  if anew then
    if call('EXISTS', unpack(KEYS)) > 0 then
      call('DEL', unpack(KEYS)) -- not in vain: after a first write Redis would no longer say that it is full
    end
    call('HSET', meta, 'e', anew, 's', ARGV[3])
    if born then
      -- nobody else has had this epoch, whatever became of the keys; who saw the room empty has missed nothing
      call('HSET', meta, 'pe', ARGV[5], 'po', 0)
    end
    epoch, offset, last, lowest, stamp, empty, ids = anew, 0, '0', nil, now, true, ids and {}
  end
  -- a number is written once: that is slow
  number, written = offset + 1 .. '', stamp .. ''
  entry = '1 ' .. epoch .. ' ' .. written .. ' ' .. last .. ' ' .. ARGV[9] .. ' ' .. ARGV[11]
  if empty then
    call('XADD', log, 'MAXLEN', '=', ARGV[7], number .. '-0', 'm', entry)
    renew = true
    break
  end
  local id = redis.pcall('XADD', log, 'NOMKSTREAM', 'MAXLEN', '=', ARGV[7], number .. '-0', 'm', entry)
  if type(id) == 'string' then
    break
  elseif id and not string.find(id.err, 'equal or smaller') then
    return id
  end
  anew, born = ARGV[6], false -- the log is missing, or ahead: it and the meta hash do not belong together
end
call('HSET', meta, 'o', number, 't', written)

-- what is over by its stamp may stay an eighth longer: so one post in each such span renews it for all of them
local span = math.floor(ARGV[4] / 8) + 60000
if renew or math.floor(stamp / span) ~= math.floor(m[3] / span) then
  call('PEXPIRE', log, ARGV[4] + span)
  call('PEXPIRE', KEYS[3], ARGV[4] + span)
  call('PEXPIRE', meta, 3024000000)
end

if lowest then
  -- forget the changes of messages that have gone
  local first = call('XRANGE', log, '-', '+', 'COUNT', 1)[1]
  local oldest = first and tonumber(string.match(first[1], '^%d+')) or number + 1
  if oldest > lowest then
    local mark, still = tonumber(call('HGET', meta, 'c') or 0), nil
    local all = call('HGETALL', KEYS[3])
    for i = 1, #all, 2 do
      local post = tonumber(all[i])
      if post < oldest then
        mark = math.max(mark, string.match(all[i + 1], '^%d+ %S+ (%d+)'))
        call('HDEL', KEYS[3], all[i])
      elseif not still or post < still then
        still = post
      end
    end
    call('HSET', meta, 'c', mark)
    if still then
      call('HSET', meta, 'x', string.match(m[5], '^%d+ %d+ ') .. still)
    else
      call('HDEL', meta, 'x')
    end
  end
end

local receipt = epoch .. ' ' .. number .. ' ' .. written
if ids then
  local count, window = (ids[2] or 0) + 1, math.floor(now / 60000)
  if ids[2] and count % 1000 == 1 then
    -- a thousand are older than this one: they stand apart, to be dropped as a whole
    call('RENAME', KEYS[4], KEYS[5])
    call('PEXPIRE', KEYS[5], 240000)
    ids[3] = nil
  end
  local value = ARGV[13] .. ' ' .. now .. ' ' .. count .. ' ' .. receipt
  if ids[3] and tonumber(ids[3]) == window then
    call('HSET', KEYS[4], 'n', count, ARGV[12], value)
  else
    call('HSET', KEYS[4], 'n', count, ARGV[12], value, 'w', window)
    call('PEXPIRE', KEYS[4], 240000)
  end
end
call('PUBLISH', ARGV[8], 'P' .. number .. ' ' .. entry)
return receipt

-- Changes a message by compare-and-set on the offset of its last change, and publishes its new state.
-- KEYS meta log changes
-- ARGV shift generation fresh channel postEpoch postOffset posted expected op body unchanging deletes
-- As many bytes at the beginning of the body are as they were: who wrote it under which client id, and the text unless that is edited or goes.
-- Answers "epoch offset" of the change, or "!" and the name of a refusal.
local meta, log, changes, call = KEYS[1], KEYS[2], KEYS[3], redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
local m = call('HMGET', meta, 'e', 'o', 't', 's', 'x')
local epoch, post = m[1], ARGV[6]
if not epoch then
  return '!NOT_FOUND'
end
local generation, ttl = string.match(m[4], '^(%S+) (%d+)$')
if now - m[3] >= tonumber(ttl) then
  return '!NOT_FOUND'
end
local entry = call('XRANGE', log, post .. '-0', post .. '-0')[1]
if not entry then
  return '!NOT_FOUND'
end
local postEpoch, posted, held = string.match(entry[2][2], '^%d+ (%S+) (%d+) %d+ %S+ (.*)$')
if postEpoch ~= ARGV[5] then
  return '!NOT_FOUND'
end
local current, last, dead = call('HGET', changes, post), post, false
if current then
  local e, at, op, gone, state = string.match(current, '^%d+ (%S+) (%d+) %d+ (%S+) (%d) (.*)$')
  if op == ARGV[9] then
    return e .. ' ' .. at -- tried again: this is its own work
  end
  last, dead, held = at, gone == '1', state
end
if last ~= ARGV[8] then
  return '!CHANGED'
elseif dead and ARGV[12] ~= '1' then
  return '!NOT_FOUND' -- a deleted message stays deleted
elseif posted ~= ARGV[7] or string.sub(held, 1, ARGV[11]) ~= string.sub(ARGV[10], 1, ARGV[11]) then
  return '!OTHER'
end
if generation ~= ARGV[2] then
  local info = redis.pcall('INFO', 'replication')
  if type(info) == 'string' and string.match(info, 'master_replid:(%x+)') ~= ARGV[2] then
    return '!STALE'
  end
  call('HSET', meta, 'pe', epoch, 'po', m[2], 'e', ARGV[3], 's', ARGV[2] .. ' ' .. ttl)
  epoch = ARGV[3]
end
local offset = m[2] + 1
local value = '1 ' .. epoch .. ' ' .. offset .. ' ' .. post .. ' ' .. ARGV[9] .. ' ' .. ARGV[12] .. ' ' .. ARGV[10]
local before, lastPost, oldest = string.match(m[5] or '', '^(%d+) (%d+) (%d+)$')
lastPost = before == m[2] and lastPost or m[2]
local keep = ttl + math.floor(ttl / 8) + 60000
call('HSET', changes, post, value)
call('HSET', meta, 'o', offset, 't', math.max(now, m[3]),
  'x', offset .. ' ' .. lastPost .. ' ' .. math.min(post, oldest or post))
if ARGV[12] == '1' and call('XLEN', log) <= 10000 then
  -- what is deleted shall not be read in the log either, and an entry cannot be replaced but with all others
  local all = call('XRANGE', log, '-', '+')
  call('DEL', log)
  for _, each in ipairs(all) do
    local text = each[2][2]
    if each[1] == entry[1] then
      text = string.match(text, '^%d+ %S+ %d+ %d+ %S+ ') .. ARGV[10]
    end
    call('XADD', log, each[1], 'm', text)
  end
end
call('PEXPIRE', log, keep)
call('PEXPIRE', changes, keep)
call('PEXPIRE', meta, 3024000000)
call('PUBLISH', ARGV[4], 'C' .. offset .. ' ' .. value)
return epoch .. ' ' .. offset

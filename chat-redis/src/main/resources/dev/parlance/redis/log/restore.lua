-- Brings a message back that the log has forgotten, unless a newer state of it may have been here since.
-- KEYS meta history changes annotations reactors replies pins restored
-- ARGV shift generation asOfEpoch asOf postEpoch post stamp changedTo state noted pinned most count members...
-- Answers 1 if it is here now, or 0, or "!" and the name of a refusal.
--> clock
local epoch, top, lastStamp, life, marks, evicted, formerEpoch, formerTop, mark =
  unpack(call('HMGET', meta, 'e', 'o', 't', 's', 'x', 'c', 'pe', 'po', 'a'))
if not epoch then
  return '!ENDED'
end
local livedIn, archived = string.match(life, '^([^ +]+)(%+?)%d* %d+$')
local ttl = tonumber(string.match(life, '%d+$'))
archived, mark = archived == '+', tonumber(mark or 0)
local behind = archived and mark < tonumber(top)
if now - lastStamp >= 2592000000 and not behind then
  return '!ENDED'
elseif livedIn ~= generation then
  --> master
  return '!ENDED'
end
local live = behind or now - lastStamp < ttl
local entry = live and call('XRANGE', history, post .. '-0', post .. '-0')[1]
if entry and string.match(entry[2][2], '^%S+') == postEpoch then
  return '1'
end
--> back
if back then
  return '1'
end
local from, change = tonumber(asOf), string.match(marks or '', '^%d+')
local first = live and call('XRANGE', history, '-', '+', 'COUNT', 1)[1]
if not archived or entry or tonumber(post) > tonumber(first and string.match(first[1], '^%d+') or top)
  or not (asOfEpoch == epoch and from <= tonumber(top) or asOfEpoch == formerEpoch and from <= tonumber(formerTop))
  or from < tonumber(change and not live and change or evicted or 0) then
  return '0'
end
if call('HLEN', restored) >= tonumber(most) then
  local all, list = call('HGETALL', restored), {}
  for i = 1, #all, 2 do
    list[#list + 1] = { tonumber(string.match(all[i + 1], '^%S+ %d+ (%d+)')), tonumber(all[i]), all[i + 1] }
  end
  table.sort(list, function(a, b)
    return a[1] < b[1] or a[1] == b[1] and a[2] < b[2]
  end)
  local made = false
  for _, each in ipairs(list) do
    local post, postEpoch = string.format('%d', each[2]), string.match(each[3], '^%S+')
    local state = call('HGET', changes, post)
    --> crowd
    if kept and not call('ZSCORE', pins, postEpoch .. '-' .. post)
      and (not crowded or tonumber(string.match(each[3], '%d+$')) == changedAt) then
      if changedAt > each[2] then
        call('HSET', meta, 'c', math.max(changedAt, evicted or 0))
      end
      call('HDEL', changes, post)
      call('HDEL', restored, post)
      --> additions
      made = true
      break
    end
  end
  if not made then
    return '!OVERLOADED'
  end
end
--> additions
call('HSET', changes, post, state)
call('HSET', restored, post, postEpoch .. ' ' .. stamp .. ' ' .. now .. ' ' .. changedTo)
if noted ~= '' then
  call('HSET', annotations, post, postEpoch .. ' 0 0 ' .. noted .. '\29')
  call('PEXPIRE', annotations, 3024000000)
end
for i = 14, #ARGV do
  local key = i - 13 <= tonumber(count) and reactors or replies
  call('ZADD', key, 0, begins .. ARGV[i])
  call('PEXPIRE', key, 3024000000)
end
if pinned ~= '' and call('ZCARD', pins) < 50 then
  call('ZADD', pins, pinned, postEpoch .. '-' .. post)
  call('PEXPIRE', pins, 3024000000)
end
if not behind then
  local keep = ttl + math.floor(ttl / 8) + 60000
  call('PEXPIRE', changes, keep)
  call('PEXPIRE', restored, keep)
end
return '1'

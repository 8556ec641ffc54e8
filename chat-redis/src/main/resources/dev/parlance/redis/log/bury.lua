-- What is deleted counts as that, and of what others added its thread alone is left; it is no reply any more.
if call('HINCRBY', meta, 'k', 1) == 1 then
  call('DEL', deleted) -- those of an earlier life of the log
end
call('ZADD', deleted, post, post)
call('ZREMRANGEBYRANK', deleted, 0, -4097)
call('PEXPIRE', deleted, 3024000000)
local all = string.format('%019d ', post) .. postEpoch .. ' '
call('ZREMRANGEBYLEX', reactors, '[' .. all, '(' .. all .. '\255')
--> annotation
list, only, toldSeq = {}, '', seq
--> annotate
told = tonumber(replied) > 0 and noted or ''
if root and root ~= '' then
  local reply = string.format('%019d ', post) .. entryEpoch .. ' ' .. entryStamp
  local postEpoch, post = string.match(root, '^(.*)-(%d+)$')
  --> thread
  if call('ZREM', replies, thread .. reply) == 1 then
    --> annotation
    local newest = call('ZREVRANGEBYLEX', replies, '(' .. thread .. '\255', '[' .. thread, 'LIMIT', 0, 1)[1]
    local at, inEpoch, stamp = string.match(string.sub(newest or '', #thread + 1), '^0*(%d+) (%S+) (%d+)$')
    seq, replied = seq + 1, math.max(0, replied - 1)
    latest, latestAt = at and inEpoch .. '-' .. at or '-', stamp or 0
    --> annotate
  end
end

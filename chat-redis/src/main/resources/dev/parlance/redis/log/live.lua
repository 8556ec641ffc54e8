-- Has a log that has no life begin one behind its archive.
-- KEYS meta history changes ids olderIds annotations reactors replies deleted roomMentions pins restored
-- ARGV shift generation kept fresh birth endEpoch endOffset posts deletions count offsets...
-- Answers nothing, or "!" and the name of a refusal.
--> clock
local epoch, top, lastStamp, life, marks, mark, formerEpoch, formerTop =
  unpack(call('HMGET', meta, 'e', 'o', 't', 's', 'x', 'a', 'pe', 'po'))
local last = tonumber(endOffset)
if epoch then
  local livedIn, archived = string.match(life, '^([^ +]+)(%+?)%d* %d+$')
  mark = tonumber(mark or 0)
  local behind = archived == '+' and mark < tonumber(top)
  local change, before = string.match(marks or '', '^(%d+) (%d+)')
  local half = (behind or now - lastStamp < tonumber(string.match(life, '%d+$')))
    and tonumber(change == top and before or top) > mark and call('EXISTS', history) == 0
  if not half and (behind or now - lastStamp < 2592000000) then
    if livedIn == generation then
      return ''
    end
    --> master
    if endEpoch == '' or endEpoch == epoch and last <= tonumber(top)
      or endEpoch == formerEpoch and last <= tonumber(formerTop) then
      -- it has all that is archived, or more
      call('HSET', meta, 'pe', epoch, 'po', top, 'e', fresh, 's', generation .. string.sub(life, #livedIn + 1),
        'a', math.max(mark, last))
      return ''
    end
  end
end
local all = { meta, history, changes, ids, olderIds, annotations, reactors, replies, deleted, roomMentions, pins, restored }
local born = call('EXISTS', unpack(all)) == 0
if not born then
  call('DEL', unpack(all))
end
call('HSET', meta, 'e', fresh, 'o', endOffset, 't', now, 's', kept, 'a', endOffset, 'd', endOffset - posts)
call('PEXPIRE', meta, 3024000000)
if endEpoch ~= '' then
  call('HSET', meta, 'pe', endEpoch, 'po', endOffset, 'c', endOffset, 'k', deletions, 'm', 1)
  for i = 11, #ARGV do
    local key = i - 10 <= tonumber(count) and deleted or roomMentions
    call('ZADD', key, ARGV[i], ARGV[i])
    call('PEXPIRE', key, 3024000000)
  end
elseif born then
  call('HSET', meta, 'pe', birth, 'po', 0) -- who saw the room empty has missed nothing
end
return ''

-- Reads how rooms stand, and counts what is behind a position of each.
-- KEYS (meta history changes deleted roomMentions)...
-- ARGV shift birth fresh (sinceEpoch since)...
-- Answers for each room {epoch, offset, posts, deletions, known, number, deleted, mentions}, and the id, entry and change of its last message.
local function head(meta, history, changes, deleted, roomMentions, sinceEpoch, since)
  --> standing
  local changed, gone, mentioned
  if offset > 0 then
    changed, gone, mentioned = unpack(call('HMGET', meta, 'd', 'k', 'm'))
  end
  changed = tonumber(changed or 0)
  local answer = { epoch, offset, offset - changed, gone or 0, 0, 0, 0, 0 }
  local function number(entry)
    local counted = string.match(entry[2][2], '^%S+ %d+ %d+ %S+/(%d+) ')
    return tonumber(counted or math.max(1, string.match(entry[1], '^%d+') - changed)) -- an earlier version does not count
  end
  if sinceEpoch ~= '' then
    local from, known = tonumber(since), false
    known = sinceEpoch == epoch and from <= offset or sinceEpoch == formerEpoch and from <= tonumber(formerTop)
    from = known and since or '0'
    answer[5] = known and 1 or 0
    if known and tonumber(since) >= offset then
      answer[6] = offset - changed -- most rooms of a list are read to their end, and nothing is looked up
    elseif known then
      local at = live and call('XREVRANGE', history, since .. '-0', '-', 'COUNT', 1)[1]
      local first = live and not at and call('XRANGE', history, '-', '+', 'COUNT', 1)[1]
      answer[6] = at and number(at) or first and number(first) - 1 or offset - changed
    end
    answer[7] = gone and call('ZCOUNT', deleted, '(' .. from, '+inf') or 0
    answer[8] = mentioned and call('ZCOUNT', roomMentions, '(' .. from, '+inf') or 0
  end
  local upTo, count = live and '+', 1 -- mostly the last one was not deleted
  while upTo do
    local page = call('XREVRANGE', history, upTo, '-', 'COUNT', count)
    upTo, count = #page == count and '(' .. page[count][1], 10
    for _, each in ipairs(page) do
      local at = string.match(each[1], '^%d+')
      local state = call('HGET', changes, at) or ''
      if string.match(state, '^%S+ %d+ %d+ %S+ (%d)') ~= '1' then
        answer[9], answer[10], answer[11] = at, each[2][2], state
        return answer
      end
    end
  end
  return answer
end
local answer = {}
for i = 1, #KEYS / 5 do
  local meta, history, changes, deleted, roomMentions = unpack(KEYS, 5 * i - 4, 5 * i)
  answer[i] = head(meta, history, changes, deleted, roomMentions, ARGV[2 * i + 2], ARGV[2 * i + 3])
end
return answer

-- Reads what was missed since a position, and how the presence stands.
-- KEYS meta history changes members
-- ARGV shift birth fresh sinceEpoch since
-- Answers {epoch, offset, known, posts, changes, version, announcement, count, id, entry, ..., change, ...}.
--> standing
local from = tonumber(since)
local version, announcement = unpack(call('HMGET', members, 'v', 'a'))
local answer = { epoch, offset, 0, 0, 0, version or 0, announcement or '', 0 }
if not (sinceEpoch == epoch and from <= offset or sinceEpoch == formerEpoch and from <= tonumber(formerTop)) then
  return answer
end
local first = live and call('XRANGE', history, '-', '+', 'COUNT', 1)[1]
local evictedPost = first and string.match(first[2][2], '^%S+ %d+ (%d+)') or lastPost
answer[3] = 1
answer[4] = from >= tonumber(evictedPost) and 1 or 0
answer[5] = from >= evictedChange and 1 or 0
if answer[4] == 0 or not live then
  return answer
end
local page = call('XRANGE', history, '(' .. since .. '-0', '+', 'COUNT', 10001)
if #page > 10000 then
  answer[4] = 0 -- so far behind that telling it would stop Redis for everybody: that is what pages of history are for
  return answer
end
answer[8] = #page
local n = 8
for _, each in ipairs(page) do
  answer[n + 1], answer[n + 2] = string.match(each[1], '^%d+'), each[2][2]
  n = n + 2
end
for _, change in ipairs(call('HVALS', changes)) do
  if tonumber(string.match(change, '^%S+ (%d+)')) > from then
    n = n + 1
    answer[n] = change
  end
end
return answer

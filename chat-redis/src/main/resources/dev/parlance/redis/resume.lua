-- Reads what was missed since a position, and how the presence stands. KEYS ... members. ARGV ... epoch offset
-- Answers {epoch, offset, known, posts, changes, version, announcement, count, id, entry, ..., change, ...}.
local from = tonumber(ARGV[5])
local presence = call('HMGET', KEYS[4], 'v', 'a')
local answer = { epoch, offset, 0, 0, 0, presence[1] or 0, presence[2] or '', 0 }
if not (ARGV[4] == epoch and from <= offset or ARGV[4] == m[7] and from <= tonumber(m[8])) then
  return answer
end
local first = live and call('XRANGE', log, '-', '+', 'COUNT', 1)[1]
local evicted = first and string.match(first[2][2], '^%d+ %S+ %d+ (%d+)') or lastPost
answer[3] = 1
answer[4] = from >= tonumber(evicted) and 1 or 0
answer[5] = from >= evictedChange and 1 or 0
if answer[4] == 0 or not live then
  return answer
end
local page = call('XRANGE', log, '(' .. ARGV[5] .. '-0', '+', 'COUNT', 10001)
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
  if tonumber(string.match(change, '^%d+ %S+ (%d+)')) > from then
    n = n + 1
    answer[n] = change
  end
end
return answer

-- Reads what is to be archived next.
-- KEYS meta history changes
-- ARGV shift birth fresh limit
-- Answers {epoch, offset, formerEpoch, formerTop, mark, count, id, entry, ..., change, ...}: of posts those that were not changed, and of both more than asked for if there are more.
--> standing
local most = limit + 1
local answer = { epoch, offset, formerEpoch or '', formerTop or 0, mark, 0 }
local n, from = 6, '(' .. mark .. '-0'
while live and answer[6] < most do
  local page = call('XRANGE', history, from, '+', 'COUNT', most)
  if #page == 0 then
    break
  end
  for _, each in ipairs(page) do
    local at = string.match(each[1], '^%d+')
    if answer[6] < most and call('HEXISTS', changes, at) == 0 then
      answer[n + 1], answer[n + 2], answer[6] = at, each[2][2], answer[6] + 1
      n = n + 2
    end
  end
  from = '(' .. page[#page][1]
end
local some = {}
for _, change in ipairs((live or archived) and call('HVALS', changes) or {}) do
  local at = tonumber(string.match(change, '^%S+ (%d+)'))
  if at > mark then
    some[#some + 1] = { at, change }
  end
end
table.sort(some, function(a, b)
  return a[1] < b[1]
end)
for i = 1, math.min(#some, most) do
  answer[n + i] = some[i][2]
end
return answer

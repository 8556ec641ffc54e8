-- Reads a page. ARGV ... kind offset limit epoch
-- Answers {epoch, offset, more, id, entry, change, id, entry, change, ...}, oldest first.
local kind, from, limit, asked = ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7]
if asked ~= '' and asked ~= epoch then
  local carried = tonumber(m[8] or -1) + (kind == 'before' and 1 or 0)
  if asked ~= m[7] or kind == 'newest' or from > carried then
    return '!LOST'
  end
end
local page = {}
if live then
  if kind == 'after' then
    page = call('XRANGE', log, '(' .. ARGV[5] .. '-0', '+', 'COUNT', limit + 1)
  elseif kind == 'newest' then
    page = call('XREVRANGE', log, '+', '-', 'COUNT', limit + 1)
  elseif from > 0 then
    page = call('XREVRANGE', log, '(' .. ARGV[5] .. '-0', '-', 'COUNT', limit + 1)
  end
end
local count = math.min(#page, limit)
local answer = { epoch, offset, #page > limit and 1 or 0 }
if count == 0 then
  return answer
end
local first, last, step = 1, count, 1
if kind ~= 'after' then
  first, last, step = count, 1, -1
end
local ids = {}
for i = first, last, step do
  ids[#ids + 1] = string.match(page[i][1], '^%d+')
end
local changed = call('HMGET', changes, unpack(ids))
local n = 3
for i = first, last, step do
  local k = (n - 3) / 3 + 1
  answer[n + 1], answer[n + 2], answer[n + 3] = ids[k], page[i][2][2], changed[k] or ''
  n = n + 3
end
return answer

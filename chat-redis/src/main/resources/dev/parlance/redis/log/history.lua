-- Reads a page of a room's log.
-- KEYS meta history changes
-- ARGV shift birth fresh kind from limit asked
-- Answers {epoch, offset, more, id, entry, change, id, entry, change, ...}, oldest first.
--> standing
limit = tonumber(limit)
local place = tonumber(from)
if asked ~= '' and asked ~= epoch then
  local carried = tonumber(formerTop or -1) + (kind == 'before' and 1 or 0)
  if asked ~= formerEpoch or kind == 'newest' or place > carried then
    return '!LOST'
  end
end
local page = {}
if live then
  if kind == 'after' then
    page = call('XRANGE', history, '(' .. from .. '-0', '+', 'COUNT', limit + 1)
  elseif kind == 'newest' then
    page = call('XREVRANGE', history, '+', '-', 'COUNT', limit + 1)
  elseif place > 0 then
    page = call('XREVRANGE', history, '(' .. from .. '-0', '-', 'COUNT', limit + 1)
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

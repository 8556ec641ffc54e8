-- The client's message id may stand for a message already.
known = call('HMGET', ids, id, 'n', 'w')
local first = known[1] or call('HGET', olderIds, id)
if first then
  local print, seen, place, receipt = string.match(first, '^(%x+) (%d+) (%d+) (.*)$')
  if now - seen < 120000 and known[2] and known[2] - place < 1000 then
    return print == fingerprint and receipt or '!CONFLICT'
  end
end

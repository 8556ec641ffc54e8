-- How a message stands that the log has, or else nothing more is done.
local epoch, top, lastStamp, life, marks, changed, mark = unpack(call('HMGET', meta, 'e', 'o', 't', 's', 'x', 'd', 'a'))
local livedIn, archived = string.match(life or '', '^([^ +]+)(%+?)%d* %d+$')
local ttl = string.match(life or '', '%d+$')
archived, mark = archived == '+', tonumber(mark or 0)
local behind = archived and mark < tonumber(top)
if not epoch or now - lastStamp >= tonumber(ttl) and not archived then
  return '!NOT_FOUND'
end
local live = behind or now - lastStamp < tonumber(ttl)
local entry = live and call('XRANGE', history, post .. '-0', post .. '-0')[1]
local entryEpoch, entryStamp, word, held
if entry then
  entryEpoch, entryStamp, word, held = string.match(entry[2][2], '^(%S+) (%d+) %d+ (%S+) (.*)$')
elseif archived then
  --> back
  entryEpoch, entryStamp, word, held = back and postEpoch, backStamp, '', ''
end
if entryEpoch ~= postEpoch then
  return '!NOT_FOUND'
end
-- by how many bytes its body ends, what it answers, and its number; an earlier version says none of it
local ending, root, counted = string.match(word, '/(%d+)/([^/]*)/(%d+)$')
local current, content, dead, told, lost = call('HGET', changes, post), post, false, '', false
local changeEpoch, changedAt, by
if current then
  local gone, said, length
  changeEpoch, changedAt, by, gone, held = string.match(current, '^(%S+) (%d+) %d+ (%S+) (%d) (.*)$')
  said, length = string.match(by, '/(%d+)/(%d+)/')
  if not entry then
    root, counted = string.match(by, '/%d+/%d+/([^/]*)/(%d+)$')
  end
  content, dead, by, lost = said or changedAt, gone == '1', string.match(by, '^[^/]*'), not said
  if length and length ~= '0' then
    told, held = string.sub(held, -length), string.sub(held, 1, -length - 1)
  end
end

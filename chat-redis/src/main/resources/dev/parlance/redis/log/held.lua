-- How a message stands that the log has, or else nothing more is done.
local epoch, top, lastStamp, life, marks, changed = unpack(call('HMGET', meta, 'e', 'o', 't', 's', 'x', 'd'))
local livedIn, ttl = string.match(life or '', '^(%S+) (%d+)$')
if not epoch or now - lastStamp >= tonumber(ttl) then
  return '!NOT_FOUND'
end
local entry = call('XRANGE', history, post .. '-0', post .. '-0')[1]
if not entry then
  return '!NOT_FOUND'
end
local entryEpoch, entryStamp, word, held = string.match(entry[2][2], '^(%S+) (%d+) %d+ (%S+) (.*)$')
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
  content, dead, by, lost = said or changedAt, gone == '1', string.match(by, '^[^/]*'), not said
  if length and length ~= '0' then
    told, held = string.sub(held, -length), string.sub(held, 1, -length - 1)
  end
end

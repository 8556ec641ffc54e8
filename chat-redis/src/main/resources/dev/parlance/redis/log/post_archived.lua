-- Stores a message of a room that stands in front of an archive, and publishes it: nothing is cut here.
-- KEYS meta history changes ids olderIds annotations replies roomMentions untold restored behindRooms
-- ARGV shift generation kept mostUnarchived channel ticket since body room rootEpoch root mentionsRoom [id fingerprint]
-- Answers "epoch offset stamp number", or "!" and the name of a refusal.
--> clock
local known
if id then
  --> repeated
end
local epoch, top, lastStamp, life, marks, changed, mark = unpack(call('HMGET', meta, 'e', 'o', 't', 's', 'x', 'd', 'a'))
if not epoch then
  return '!ENDED'
end
local livedIn, archived = string.match(life, '^([^ +]+)(%+?)%d* %d+$')
archived = archived == '+'
local behind = archived and tonumber(mark or 0) < tonumber(top)
if now - lastStamp >= 2592000000 and not behind then
  return '!ENDED'
elseif livedIn ~= generation then
  --> master
  return '!ENDED'
end
if since ~= '' then
  --> again
end
if behind and top - (mark or 0) >= tonumber(mostUnarchived) then
  return '!OVERLOADED'
end
local last, change, before = top, string.match(marks or '', '^(%d+) (%d+) %d+$')
last = change == top and before or top
local expired = not behind and now - lastStamp >= tonumber(string.match(life, '%d+$'))
if expired then
  call('DEL', history, changes, restored)
  if marks then
    call('HSET', meta, 'c', change)
    call('HDEL', meta, 'x')
  end
end
local number, written = top + 1 .. '', math.max(now, lastStamp) .. ''
local counted = number - (changed or 0)
local entry = epoch .. ' ' .. written .. ' ' .. last .. ' ' .. ticket .. '/' .. counted .. ' ' .. body
local added = redis.pcall('XADD', history, 'NOMKSTREAM', number .. '-0', 'm', entry)
if not added and (expired or archived and tonumber(last) <= tonumber(mark or 0)) then
  added = call('XADD', history, number .. '-0', 'm', entry)
end
if type(added) ~= 'string' then
  return added and not string.find(added.err, 'equal or smaller') and added or '!ENDED' -- half of something
end
if life ~= kept then
  call('HSET', meta, 'o', number, 't', written, 's', kept, 'a', mark or 0)
else
  call('HSET', meta, 'o', number, 't', written)
end
--> owing
if mentionsRoom == '1' then
  local post = number
  --> mention
end
if root ~= '' and root ~= number then
  local post, postEpoch = root, rootEpoch
  local said = call('XRANGE', history, root .. '-0', root .. '-0')[1]
  said = said and string.match(said[2][2], '^%S+') == rootEpoch
  if not said then
    --> back
    said = back
  end
  if said then
    --> annotation
    --> thread
    call('ZADD', replies, 0, thread .. string.format('%019d', number) .. ' ' .. epoch .. ' ' .. written)
    call('PEXPIRE', replies, 3024000000)
    seq, replied, latest, latestAt = seq + 1, replied + 1, epoch .. '-' .. number, written
    --> annotate
  end
end
local receipt = epoch .. ' ' .. number .. ' ' .. written .. ' ' .. counted
if known then
  --> remember
end
call('PUBLISH', channel, 'P' .. number .. ' ' .. entry)
return receipt

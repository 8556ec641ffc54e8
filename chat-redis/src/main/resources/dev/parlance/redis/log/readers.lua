-- Reads who has read a message: whose mark is at it or behind it, among so many users.
-- KEYS meta history changes readers readerIds
-- ARGV shift birth fresh postEpoch post from most looks
-- Answers the last user who was looked at, if there may be more, and the ids.
--> standing
local function place(inEpoch, at) -- in the log as it is now, whatever the epoch was called
  return inEpoch == epoch and at <= offset or inEpoch == formerEpoch and at <= tonumber(formerTop)
end
local wanted = tonumber(post)
local entry = live and call('XRANGE', history, post .. '-0', post .. '-0')[1]
local placed = place(postEpoch, wanted) or entry and string.match(entry[2][2], '^%S+') == postEpoch
local users = call('ZRANGEBYLEX', readerIds, from, '+', 'LIMIT', 0, looks)
local answer = { #users == tonumber(looks) and users[#users] or '' }
local marks = #users > 0 and call('HMGET', readers, unpack(users))
for i, user in ipairs(users) do
  local stamp, inEpoch, at = string.match(marks[i] or '', '^(%d+) (%S+) (%d+)$')
  at = tonumber(at or -1)
  if at >= wanted and now - stamp < 31536000000 and (inEpoch == postEpoch or placed and place(inEpoch, at)) then
    answer[#answer + 1] = user
    if #answer > tonumber(most) then
      break
    end
  end
end
return answer

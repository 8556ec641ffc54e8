-- The node sends this for a second time: it may stand in the log already, under the ticket that the node gave it.
local from, upTo, older = tonumber(since), '+', false
while not older do
  local page = call('XREVRANGE', history, upTo, '-', 'COUNT', 100)
  for _, each in ipairs(page) do
    local inEpoch, at, previous, word = string.match(each[2][2], '^(%S+) (%d+) (%d+) (%S+) ')
    local by, place = string.match(word, '^(.*)/(%d+)$')
    if by == ticket then
      return inEpoch .. ' ' .. string.match(each[1], '^%d+') .. ' ' .. at .. ' ' .. place
    end
    upTo, older = '(' .. each[1], older or previous == '0' or tonumber(at) < from
  end
  if #page == 0 then
    if tonumber(lastStamp) >= from and not known then
      return '!UNKNOWN' -- it may have been stored, and evicted since
    end
    older = true
  end
end

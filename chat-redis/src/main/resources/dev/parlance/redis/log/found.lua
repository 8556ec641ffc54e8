-- Adds a message to the answer, if it is there.
local there = live and call('XRANGE', history, at .. '-0', at .. '-0')[1]
if there and string.match(there[2][2], '^%S+') == inEpoch then
  local n = #answer
  answer[n + 1], answer[n + 2], answer[n + 3] = at, there[2][2], call('HGET', changes, at) or ''
elseif archived then
  local postEpoch, post = inEpoch, at
  --> back
  if back then
    local n = #answer
    answer[n + 1], answer[n + 2], answer[n + 3] = at, '', back
  end
end

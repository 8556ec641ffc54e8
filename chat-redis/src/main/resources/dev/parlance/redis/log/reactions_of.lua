-- Reads what a user reacted with to some messages.
-- KEYS meta history changes annotations reactors restored
-- ARGV shift birth fresh user ids...
-- Answers a list for each of them.
--> standing
local answer, first = {}, live and call('XRANGE', history, '-', '+', 'COUNT', 1)[1]
local oldest = tonumber(first and string.match(first[1], '^%d+') or offset + 1)
for i = 5, #ARGV do
  local postEpoch, post = string.match(ARGV[i], '^(.*)-(%d+)$')
  local mine = {}
  local held = tonumber(post) >= oldest
  if not held and archived then
    --> back
    held = back
  end
  if held then
    --> annotation
    for _, kind in ipairs(list) do
      if call('ZSCORE', reactors, string.format('%019d ', post) .. postEpoch .. ' ' .. kind.emoji .. '\31' .. user) then
        mine[#mine + 1] = kind.emoji
      end
    end
  end
  answer[#answer + 1] = mine
end
return answer

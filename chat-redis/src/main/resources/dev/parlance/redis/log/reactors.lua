-- Reads who reacted to a message with something, in an order.
-- KEYS meta history changes reactors restored
-- ARGV shift birth fresh postEpoch post emoji after most
-- Answers the ids.
--> standing
local entry = live and call('XRANGE', history, post .. '-0', post .. '-0')[1]
if not entry or string.match(entry[2][2], '^%S+') ~= postEpoch then
  --> back
  if not back then
    return {}
  end
end
local prefix = string.format('%019d ', post) .. postEpoch .. ' ' .. emoji .. '\31'
local from = after == '' and '[' .. prefix or '(' .. prefix .. after
local users = call('ZRANGEBYLEX', reactors, from, '(' .. prefix .. '\255', 'LIMIT', 0, most)
for i, each in ipairs(users) do
  users[i] = string.sub(each, #prefix + 1)
end
return users

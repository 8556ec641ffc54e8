-- Adds or takes away a user's reaction. It is told later.
-- KEYS meta history changes annotations reactors replies untold restored
-- ARGV shift room postEpoch post user emoji on sent kinds most listed
-- Answers 1, or 0 if it was so already, or "!" and the name of a refusal.
--> clock
--> held
if dead then
  return '!NOT_FOUND'
end
--> annotation
local prefix = string.format('%019d ', post) .. postEpoch .. ' ' .. emoji .. '\31'
local mine, total = nil, 0
for i, kind in ipairs(list) do
  total = total + kind.count
  mine = kind.emoji == emoji and i or mine
end
if (on == '1') == (call('ZSCORE', reactors, prefix .. user) and true or false) then
  return sent == '' and '0' or '1' -- sent for a second time, it may be its own work
elseif on == '1' then
  if not mine and #list >= tonumber(kinds) or total >= tonumber(most) then
    return '!TOO_MANY_REACTIONS'
  end
  call('ZADD', reactors, 0, prefix .. user)
  mine = mine or #list + 1
  list[mine] = list[mine] or { emoji = emoji, count = 0, users = {} }
  list[mine].count = list[mine].count + 1
  if #list[mine].users < tonumber(listed) then
    table.insert(list[mine].users, user)
  end
else
  call('ZREM', reactors, prefix .. user)
  if mine then
    --> unlist
  end
end
only = only == '' and user .. '\31' .. emoji .. '\31' .. on or '*'
seq = seq + 1
--> annotate
call('PEXPIRE', reactors, 3024000000)
if not archived then
  --> tidy
end
return '1'

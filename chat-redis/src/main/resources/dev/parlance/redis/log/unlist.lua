-- One fewer reacted with that; whoever leaves the list makes room for the next.
local kind, named = list[mine], {}
kind.count = kind.count - 1
for i = #kind.users, 1, -1 do
  named[kind.users[i]] = true
  if kind.users[i] == user then
    table.remove(kind.users, i)
  end
end
if kind.count <= 0 then
  table.remove(list, mine)
elseif named[user] and kind.count > #kind.users then
  local next = call('ZRANGEBYLEX', reactors, '[' .. prefix, '(' .. prefix .. '\255', 'LIMIT', 0, listed + 1)
  for _, each in ipairs(next) do
    local other = string.sub(each, #prefix + 1)
    if not named[other] then
      table.insert(kind.users, other)
      break
    end
  end
end

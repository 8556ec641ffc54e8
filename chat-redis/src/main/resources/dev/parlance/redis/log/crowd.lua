-- Whether a message is archived up to its last change, and whether more have reacted with something than it lists.
local changedAt = tonumber(string.match(state or '', '^%S+ (%d+)') or post)
--> annotation
local kept, crowded = changedAt <= mark and tonumber(seq) == tonumber(toldSeq), false
for _, kind in ipairs(list) do
  crowded = crowded or kind.count > #kind.users
end

-- Who changed the members last and when, and when somebody else than that had before. If the node sends this for a second time it may have been done: behind another's change it might undo that.
local writer, at, before = string.match(last, '^(%S+) (%d+) (%d+)$')
local others = writer == node and before or at
if sent ~= '' and tonumber(others) >= tonumber(sent) then
  return '!UNSURE'
end

-- Reads one message.
-- KEYS meta history changes restored
-- ARGV shift birth fresh postEpoch post
-- Answers {entry, change}, or nothing.
--> standing
local entry = live and call('XRANGE', history, post .. '-0', post .. '-0')[1]
if not entry or string.match(entry[2][2], '^(%S+)') ~= postEpoch then
  --> back
  return back and { '', back } or {}
end
return { entry[2][2], call('HGET', changes, post) or '' }

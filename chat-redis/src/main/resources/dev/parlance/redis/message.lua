-- Reads one message. ARGV ... epoch offset
-- Answers {entry, change}, or nothing.
local entry = live and call('XRANGE', log, ARGV[5] .. '-0', ARGV[5] .. '-0')[1]
if not entry or string.match(entry[2][2], '^%d+ (%S+)') ~= ARGV[4] then
  return {}
end
return { entry[2][2], call('HGET', changes, ARGV[5]) or '' }

-- Reads one message with all that is known of its reactions and replies.
-- KEYS meta history changes reactors replies restored
-- ARGV shift birth fresh postEpoch post
-- Answers {entry, change, count, reaction, ..., reply, ...}, or nothing.
--> standing
local entry = live and call('XRANGE', history, post .. '-0', post .. '-0')[1]
local answer
if entry and string.match(entry[2][2], '^(%S+)') == postEpoch then
  answer = { entry[2][2], call('HGET', changes, post) or '', 0 }
else
  --> back
  if not back then
    return {}
  end
  answer = { '', back, 0 }
end
local begins = string.format('%019d ', post) .. postEpoch .. ' '
local n = 3
for i, key in ipairs({ reactors, replies }) do
  for _, each in ipairs(call('ZRANGEBYLEX', key, '[' .. begins, '(' .. begins .. '\255')) do
    n = n + 1
    answer[n] = string.sub(each, #begins + 1)
  end
  answer[3] = i == 1 and n - 3 or answer[3]
end
return answer

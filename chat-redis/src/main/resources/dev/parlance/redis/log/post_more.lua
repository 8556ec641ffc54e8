-- Stores a message that answers another one, or mentions the whole room, and publishes it.
-- KEYS meta history changes ids olderIds annotations reactors replies roomMentions untold
-- ARGV shift generation kept ttl birth fresh cap channel ticket since body room rootEpoch root mentionsRoom [id fingerprint]
-- Answers "epoch offset stamp number", or "!" and the name of a refusal.
--> posting
if mentionsRoom == '1' then
  local post = number
  --> mention
end
local said = root ~= '' and call('XRANGE', history, root .. '-0', root .. '-0')[1]
if said and root ~= number and string.match(said[2][2], '^%S+') == rootEpoch then
  local post, postEpoch = root, rootEpoch
  --> annotation
  --> thread
  call('ZADD', replies, 0, thread .. string.format('%019d', number) .. ' ' .. epoch .. ' ' .. written)
  call('PEXPIRE', replies, 3024000000)
  seq, replied, latest, latestAt = seq + 1, replied + 1, epoch .. '-' .. number, written
  --> annotate
  --> tidy
end
return receipt

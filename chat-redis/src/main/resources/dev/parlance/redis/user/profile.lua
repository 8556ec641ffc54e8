-- Keeps what a user is called, and that this user is there.
-- KEYS profile
-- ARGV shift sent ttl name picture
-- Answers "version seen news", or "!" and the name of a refusal.
--> known
local changed = not known or called ~= name or shown ~= picture
if changed and known and sent ~= '' and tonumber(seen) >= tonumber(sent) then
  return '!UNSURE' -- it may have been done, and the name be a newer one
end
version = (known and version or 0) + (changed and 1 or 0)
seen = math.max(now, known and seen or 0)
call('HSET', profile, 'n', name, 'p', picture, 'v', version, 's', seen)
call('PEXPIRE', profile, ttl)
return version .. ' ' .. seen .. ' ' .. ((changed or sent ~= '') and 1 or 0) -- sent for a second time, it may be its own work

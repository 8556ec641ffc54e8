-- Notes that a user is there, if it is kept what the user is called.
-- KEYS profile
-- ARGV shift ttl
-- Answers 1 if it is, 0 if not.
--> known
if not known then
  return 0
end
call('HSET', profile, 's', math.max(now, seen))
call('PEXPIRE', profile, ttl)
return 1

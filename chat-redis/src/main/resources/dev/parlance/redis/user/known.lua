-- What a user is called, if that is still kept.
--> clock
local called, shown, version, seen = unpack(call('HMGET', profile, 'n', 'p', 'v', 's'))
local known = seen and now - seen < tonumber(ttl)

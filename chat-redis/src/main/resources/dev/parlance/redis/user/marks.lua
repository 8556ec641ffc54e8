-- Reads all of a user's marks, and all that mentions the user.
-- KEYS marks mentions
-- ARGV shift
-- Answers {{room, mark, room, mark, ...}, mentions}.
--> kept
return stamp and { call('HGETALL', marks), call('ZRANGE', mentions, 0, -1) } or { {}, {} }

-- Reads some of a room's members.
-- KEYS roster roles
-- ARGV from most
-- Answers what stands for each.
local users = call('ZRANGEBYLEX', roster, from, '+', 'LIMIT', 0, most)
return #users == 0 and {} or call('HMGET', roles, unpack(users))

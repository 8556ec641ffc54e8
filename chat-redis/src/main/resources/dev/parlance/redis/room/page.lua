-- Reads some of a room's members, of whom one without a record has none.
-- KEYS record roster roles
-- ARGV from most
-- Answers what stands for each.
local users = call('EXISTS', record) == 1 and call('ZRANGEBYLEX', roster, from, '+', 'LIMIT', 0, most) or {}
return #users == 0 and {} or call('HMGET', roles, unpack(users))

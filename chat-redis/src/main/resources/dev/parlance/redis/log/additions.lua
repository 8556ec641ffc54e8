-- Forgets what others added to a message.
local begins = string.format('%019d ', post) .. postEpoch .. ' '
call('HDEL', annotations, post)
call('ZREMRANGEBYLEX', reactors, '[' .. begins, '(' .. begins .. '\255')
call('ZREMRANGEBYLEX', replies, '[' .. begins, '(' .. begins .. '\255')

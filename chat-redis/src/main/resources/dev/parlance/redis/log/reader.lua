-- Notes how far a user has read, or that the user follows the room no more, unless something newer is known.
-- KEYS readers readerIds
-- ARGV user stamp [epoch offset]
if tonumber(stamp) <= tonumber(string.match(call('HGET', readers, user) or '0', '^%d+')) then
  return
end
if epoch then
  call('HSET', readers, user, stamp .. ' ' .. epoch .. ' ' .. offset)
  call('ZADD', readerIds, 0, user)
else
  call('HSET', readers, user, stamp)
  call('ZREM', readerIds, user)
end
call('PEXPIRE', readers, 31536000000)
call('PEXPIRE', readerIds, 31536000000)

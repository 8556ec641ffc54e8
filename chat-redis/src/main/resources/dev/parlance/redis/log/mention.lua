-- A post mentions the whole room: those of an earlier life of the log count no more.
if not call('HGET', meta, 'm') then
  call('DEL', roomMentions)
  call('HSET', meta, 'm', 1)
end
call('ZADD', roomMentions, post, post)
call('ZREMRANGEBYRANK', roomMentions, 0, -1001)
call('PEXPIRE', roomMentions, 3024000000)

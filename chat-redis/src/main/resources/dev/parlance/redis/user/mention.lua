-- Notes or forgets that a message mentions a user who follows its room.
-- KEYS marks mentions
-- ARGV shift room offset on most
-- Answers 1, or 0 if the user does not.
--> kept
if not stamp or call('HEXISTS', marks, room) == 0 then
  return 0
elseif on == '0' then
  call('ZREM', mentions, room .. '\n' .. offset)
else
  if full == '' and call('ZCARD', mentions) >= tonumber(most) then
    local all = call('HGETALL', marks)
    for i = 1, #all, 2 do
      local read = string.match(all[i + 1], '^%d+ %S+ (%d+)')
      if read then
        call('ZREMRANGEBYLEX', mentions, '[' .. all[i] .. '\n', '[' .. all[i] .. '\n' .. string.format('%019d', read))
      end
    end
    full = ' full' -- as far as that made room: until a mark is another, nobody looks again
  end
  if call('ZCARD', mentions) < tonumber(most) then
    call('ZADD', mentions, 0, room .. '\n' .. offset)
  end
end
--> writing
return 1

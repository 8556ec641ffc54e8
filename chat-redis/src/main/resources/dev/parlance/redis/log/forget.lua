-- Forgets the changes of messages that have gone.
local first = call('XRANGE', history, '-', '+', 'COUNT', 1)[1]
local oldest = first and tonumber(string.match(first[1], '^%d+')) or number + 1
if oldest > lowest then
  local mark, still = tonumber(call('HGET', meta, 'c') or 0), nil
  local all = call('HGETALL', changes)
  for i = 1, #all, 2 do
    local post = tonumber(all[i])
    if post < oldest then
      mark = math.max(mark, string.match(all[i + 1], '^%S+ (%d+)'))
      call('HDEL', changes, all[i])
    elseif not still or post < still then
      still = post
    end
  end
  call('HSET', meta, 'c', mark)
  if still then
    call('HSET', meta, 'x', string.match(marks, '^%d+ %d+ ') .. still)
  else
    call('HDEL', meta, 'x')
  end
end

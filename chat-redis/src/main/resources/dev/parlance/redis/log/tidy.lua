-- Now and then forgets what was added to messages that have gone.
if call('HLEN', annotations) > 2 * call('XLEN', history) + 64 then
  local oldest = string.match(call('XRANGE', history, '-', '+', 'COUNT', 1)[1][1], '^%d+')
  for _, each in ipairs(call('HKEYS', annotations)) do
    if tonumber(each) < tonumber(oldest) then
      call('HDEL', annotations, each)
    end
  end
  local upTo = '(' .. string.format('%019d', oldest)
  call('ZREMRANGEBYLEX', reactors, '-', upTo)
  call('ZREMRANGEBYLEX', replies, '-', upTo)
end

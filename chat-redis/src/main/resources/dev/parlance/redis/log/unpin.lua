-- What has gone is pinned no more.
for _, each in ipairs(call('ZRANGE', pins, 0, -1)) do
  local inEpoch, at = string.match(each, '^(.*)-(%d+)$')
  local there = call('XRANGE', history, at .. '-0', at .. '-0')[1]
  if (not there or string.match(there[2][2], '^%S+') ~= inEpoch)
    and not (archived and call('HEXISTS', restored, at) == 1) then
    call('ZREM', pins, each)
  end
end

-- Whether a message stands behind the history, as it was brought back or is pinned: "epoch stamp since whole", its state being among the changes.
local back, backStamp = archived and call('HGET', restored, post), nil
if back then
  local inEpoch, posted, since = string.match(back, '^(%S+) (%d+) (%d+)')
  back = inEpoch == postEpoch
    and (behind or now - math.max(since, lastStamp) < tonumber(string.match(life, '%d+$')))
    and call('HGET', changes, post)
  backStamp = posted
end

-- What others added to a message: "epoch seq told replies last lastStamp", then each kind of reaction with its count and the first of its users, then the one reaction that is not told yet, * for several.
local inEpoch, seq, toldSeq, replied, latest, latestAt, noted =
  string.match(call('HGET', annotations, post) or '', '^(%S+) (%d+) (%d+) (%d+) (%S+) (%d+)(.*)$')
local list, only = {}, ''
if inEpoch == postEpoch then
  noted, only = string.match(noted, '^([^\29]*)\29(.*)$')
  for each in string.gmatch(noted, '\30([^\30]*)') do
    local parts = {}
    for part in string.gmatch(each, '[^\31]+') do
      parts[#parts + 1] = part
    end
    list[#list + 1] = { emoji = parts[1], count = tonumber(parts[2]), users = { unpack(parts, 3) } }
  end
else
  seq, toldSeq, replied, latest, latestAt = 0, 0, 0, '-', 0
end

-- Whom of a node the store holds in a room: the fields of all, or of the first 500.
local mine = ',' .. incarnation .. ','
local fields, more = {}, false
local all = call('HGETALL', members)
for i = 1, #all, 2 do
  if string.sub(all[i], 1, 1) == 'u' and string.find(string.match(all[i + 1], '^%d+ (%S+)'), mine, 1, true) then
    if #fields == most then
      more = true
      break
    end
    fields[#fields + 1] = all[i]
  end
end

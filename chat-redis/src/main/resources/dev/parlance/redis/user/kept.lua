-- When something of a user was written last, unless that was a year ago: then nothing is kept. It stands among the marks, as no room is called nothing.
--> clock
local stamp, full = string.match(call('HGET', marks, '') or '', '^(%d+)(.*)$')
if stamp and now - stamp >= 31536000000 then
  stamp = nil
end

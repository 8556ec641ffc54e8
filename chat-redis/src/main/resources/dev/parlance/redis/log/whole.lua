-- A draft's body does not say where and when it was posted, and that of a change has to. Numbers are written in sevens of bits, doubled for the sign.
local function number(n)
  n = n * 2
  local text = ''
  while n >= 128 do
    text, n = text .. string.char(n % 128 + 128), math.floor(n / 128)
  end
  return text .. string.char(n)
end
local front = #held - (ending or 0)
body = string.sub(held, 1, front - 1)
  .. '\1' .. number(#entryEpoch) .. entryEpoch
  .. number(math.floor(entryStamp / 1000)) .. number(entryStamp % 1000 * 1000000)
  .. '\0\0\0' -- neither deleted nor edited, and no reactions in the form itself
  .. string.sub(held, front + 1)

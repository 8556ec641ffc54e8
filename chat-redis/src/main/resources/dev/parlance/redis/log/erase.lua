-- What is deleted shall not be read in the log either, and an entry cannot be replaced but with all others.
local all = call('XRANGE', history, '-', '+')
call('DEL', history)
for _, each in ipairs(all) do
  local text = each[2][2]
  if each[1] == entry[1] then
    text = string.match(text, '^%S+ %d+ %d+ %S+ ') .. body
  end
  call('XADD', history, each[1], 'm', text)
end

-- The store's clock in milliseconds: there is no other.
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + shift

-- The room's last event was stored in another life of the store: unless it is the connection that is outdated.
local info = redis.pcall('INFO', 'replication')
if type(info) == 'string' and string.match(info, 'master_replid:(%x+)') ~= generation then
  return '!STALE'
end

-- The room's last event may have been stored in another life of the store: then its offsets go on in another epoch.
if livedIn ~= generation then
  --> master
  if archived then
    return '!ENDED' -- how far its archive is has to be asked first
  end
  call('HSET', meta, 'pe', epoch, 'po', top, 'e', fresh, 's', generation .. ' ' .. ttl)
  epoch = fresh
end

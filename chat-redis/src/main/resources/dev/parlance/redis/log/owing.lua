-- Something is to be archived from here on: until that is done nothing goes by itself.
if not behind then
  call('ZADD', behindRooms, 0, room)
  for _, each in ipairs({ meta, history, changes, restored }) do
    call('PERSIST', each)
  end
end

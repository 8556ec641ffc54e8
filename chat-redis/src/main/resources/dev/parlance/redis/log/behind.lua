-- Reads which rooms have something to be archived, in an order.
-- KEYS behindRooms
-- ARGV from most
-- Answers their names.
return call('ZRANGEBYLEX', behindRooms, from, '+', 'LIMIT', 0, most)

-- Reads of which messages something has waited for so long to be told that whoever should have done it does not live any more.
-- KEYS untold
-- ARGV shift grace most
-- Answers the id of each and its room, the longest first.
--> clock
return call('ZRANGEBYSCORE', untold, '-inf', now - grace, 'LIMIT', 0, most)

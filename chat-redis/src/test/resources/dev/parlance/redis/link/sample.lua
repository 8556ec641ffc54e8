-- For tests of what callers give.
-- KEYS one two
-- ARGV shift first [second]
--> clock
return { one, two, first, second, now }

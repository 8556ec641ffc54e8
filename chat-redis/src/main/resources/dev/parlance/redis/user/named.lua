-- Reads what a user is called.
-- KEYS profile
-- ARGV shift ttl
-- Answers {name, picture, version, seen}, or nothing.
--> known
return known and { called, shown, version, seen } or {}

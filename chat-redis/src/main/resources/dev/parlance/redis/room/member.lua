-- Reads a member: of a room without a record nobody is one, whatever was left of another.
-- KEYS record roles
-- ARGV user
-- Answers what stands for the user, or nothing.
return call('EXISTS', record) == 1 and call('HGET', roles, user)

-- Stores a message and publishes it, in five calls if nothing special has happened.
-- KEYS meta history changes ids olderIds
-- ARGV shift generation kept ttl birth fresh cap channel ticket since body [id fingerprint]
-- Answers "epoch offset stamp number", or "!" and the name of a refusal.
--> posting
return receipt

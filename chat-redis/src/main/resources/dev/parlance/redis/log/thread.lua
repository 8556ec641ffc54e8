-- How the replies to a message begin, in the order of their places.
local thread = string.format('%019d ', post) .. postEpoch .. ' '

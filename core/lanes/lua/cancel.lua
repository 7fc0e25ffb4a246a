-- Call a request off: at once while it waits, else by a flag that its worker reads. The answer is the state after it.

local state = state_of(ask.id)
local server, user = unpack(redis.call('HMGET', request(ask.id), 'server', 'user'))
if state == 'taken' then
  redis.call('HSET', request(ask.id), 'cancel', 1)
elseif state == 'waiting' and is_whole(ask.id) then
  redis.call('LREM', lane(server, user), 1, ticket(ask.id))
  tally_waiting(server, user, -1)
  leave_if_done(server, user)
  refund(ask.id)
  conclude(ask.id, 'cancelled')
  settle_down()
  state = 'cancelled'
elseif state == 'waiting' then
  conclude(ask.id, 'cancelled') -- the next take that comes by clears away its ticket
  state = 'cancelled'
end
return answer({state = state})

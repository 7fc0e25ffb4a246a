-- Call a request off: at once while it waits, else by a flag that its worker reads. The answer is the state after it.

local state, server, user = unpack(redis.call('HMGET', request(ask.id), 'state', 'server', 'user'))
if state == 'taken' then
  redis.call('HSET', request(ask.id), 'cancel', 1)
elseif state == 'waiting' then
  redis.call('LREM', lane(server, user), 1, ticket(ask.id))
  tally_waiting(server, user, -1)
  if redis.call('EXISTS', lane(server, user)) == 0 then rest(server, user, round_of(server, user)) end
  if is_empty(server) and redis.call('HEXISTS', seats(SERVERS), server) == 1 then rest(SERVERS, server, round_of(SERVERS, server)) end
  refund(ask.id)
  conclude(ask.id, 'cancelled')
  settle_down()
  state = 'cancelled'
end
return answer({state = state or nil})

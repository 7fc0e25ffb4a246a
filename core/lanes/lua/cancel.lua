-- Call a request off: at once while it waits, else by a flag that its worker reads. The answer is the state after it.

local state = state_of(ask.id)
if state == 'taken' then
  redis.call('HSET', request(ask.id), 'cancel', 1)
  redis.call('HDEL', request(ask.id), 'withdrawn', 'again')
elseif state == 'waiting' and is_whole(ask.id) then
  step_out(ask.id)
  conclude(ask.id, 'cancelled')
  settle_down()
  state = 'cancelled'
elseif state == 'waiting' then
  conclude(ask.id, 'cancelled') -- the next take that comes by clears away its ticket
  state = 'cancelled'
end
return answer({state = state})

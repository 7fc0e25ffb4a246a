-- Take requests out of the lanes without an end: what waits is gone at once, what is taken once its worker has let go of it.
-- Where somebody called it off before, that stands.

local out, stopping = {}, {}
for _, id in ipairs(ask.ids) do
  local state = state_of(id)
  if state == 'waiting' then
    if is_whole(id) then step_out(id) end
    redis.call('DEL', request(id))
    table.insert(out, id)
  elseif state == 'taken' then
    if not field(id, 'cancel') then redis.call('HSET', request(id), 'cancel', 1, 'withdrawn', 1) end
    redis.call('HDEL', request(id), 'again')
    table.insert(stopping, id)
  end
end
settle_down()
return answer({out = out, stopping = stopping})

-- Tell the bots once more how requests ended. What has not ended, or is forgotten, is left out.

local told = {}
for _, id in ipairs(ask.ids) do
  local state, said = unpack(redis.call('HMGET', request(id), 'state', 'said'))
  if said then
    tell(id, state, said)
    table.insert(told, id)
  end
end
return answer({told = told})

-- Take back the batches of workers that fell silent; each costs its requests a try.

local AT_ONCE = 32

local over = {returned = {}, failed = {}, cancelled = {}}
for _, batch in ipairs(redis.call('ZRANGEBYSCORE', key('batches'), '-inf', ask.before, 'LIMIT', 0, AT_ONCE)) do
  for state, ids in pairs(give_back(batch, 1, ask.retries, ask.failure)) do
    for _, id in ipairs(ids) do table.insert(over[state], id) end
  end
end
for _, worker in ipairs(redis.call('ZRANGEBYSCORE', key('workers'), '-inf', ask.before)) do
  redis.call('ZREM', key('workers'), worker)
  redis.call('HDEL', key('capacity'), worker)
end
settle_down()
return answer(over)

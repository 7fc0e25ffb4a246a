-- How much there is to do, and who is there to do it.

local waiting, taken = 0, 0
for _, class in ipairs(CLASSES) do
  for _, server in ipairs(redis.call('ZRANGE', turns(class), 0, -1)) do
    waiting = waiting + tally_of('waiting', 'server', (name_on(server) or ''))
  end
end
for _, batch in ipairs(redis.call('ZRANGE', key('batches'), 0, -1)) do
  for _, id in ipairs(aboard(batch)) do
    if is_taken(id, batch) then taken = taken + 1 end
  end
end
return answer({waiting = waiting, taken = taken, workers = redis.call('ZCOUNT', key('workers'), '(' .. ask.before, '+inf')})

-- All that decides who is served when, read at one moment.

local function ring(name, inside)
  local found, turn = {}, redis.call('ZRANGE', turns(name), 0, -1, 'WITHSCORES')
  for at = 1, #turn, 2 do
    local who = name_on(turn[at])
    if who then table.insert(found, {turn[at + 1], string.sub(turn[at], 1, SEAT_DIGITS), who, inside(who)}) end
  end
  return found
end

local servers = ring(SERVERS, function(server)
  return ring(server, function(user) return redis.call('LRANGE', lane(server, user), 0, -1) end)
end)

local batches = {}
for at, batch in ipairs(redis.call('ZRANGE', key('batches'), 0, -1)) do
  local worker, started, predicted_ms, done, total, preview =
    unpack(redis.call('HMGET', key('batch', batch), 'worker', 'started', 'predicted', 'done', 'total', 'preview'))
  local requests = {}
  for seat, id in ipairs(aboard(batch)) do
    local server, user, state, party, cancel = unpack(redis.call('HMGET', request(id), 'server', 'user', 'state', 'party', 'cancel'))
    requests[seat] = {id, server, user, state, party, cancel == '1'}
  end
  batches[at] = {batch, worker, started, predicted_ms, done or 0, total or 0, preview or '', requests}
end

local workers = {}
for at, worker in ipairs(redis.call('ZRANGEBYSCORE', key('workers'), '(' .. ask.before, '+inf')) do
  workers[at] = {worker, redis.call('HGET', key('capacity'), worker)}
end
return answer({servers = servers, batches = batches, workers = workers, costs = redis.call('HGETALL', key('cost'))})

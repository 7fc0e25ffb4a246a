-- All that decides who is served when, read at one moment.

local function ring(name, inside)
  local found, turn = {}, redis.call('ZRANGE', turns(name), 0, -1, 'WITHSCORES')
  for at = 1, #turn, 2 do
    local who = name_on(turn[at])
    if who then table.insert(found, {turn[at + 1], string.sub(turn[at], 1, SEAT_DIGITS), who, inside(who)}) end
  end
  return found
end

local function servers_in(class)
  return ring(class, function(server)
    return ring(server, function(user) return redis.call('LRANGE', lane(server, user), 0, -1) end)
  end)
end

-- In which rounds somebody would sit down who asked now.
local function entering(where, name) return math.max(clock(where), round_of(where, name) or 0) end
local enters = ask.server and {entering(class_of(ask.server), ask.server), entering(ask.server, ask.user)} or nil

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
return answer({
  people = servers_in(PEOPLE),
  jams = servers_in(JAMS),
  charged = {counted(PEOPLE), counted(JAMS)},
  enters = enters,
  batches = batches,
  workers = workers,
  costs = redis.call('HGETALL', key('cost')),
})

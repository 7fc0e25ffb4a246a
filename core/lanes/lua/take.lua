-- Give a worker its next batch. A worker that holds one already gets the same once more: its last answer may have been lost.
-- If it asks yet again, the batch is one that it cannot bring to an end, and goes back as that of a dead worker does.

local MISFITS_MOST, GHOSTS_MOST, HANDED_MOST = 64, 64, 2
local HEARD_MS = 1000

-- An idle worker asks many times a second; that it is there is written once in one, or the append-only file would grow all night.
local heard_ms = tonumber(redis.call('ZSCORE', key('workers'), ask.worker) or nil)
local most = tonumber(redis.call('HGET', key('capacity'), ask.worker) or nil)
if not heard_ms or math.abs(ask.now - heard_ms) >= HEARD_MS or most ~= ask.most then
  redis.call('ZADD', key('workers'), ask.now, ask.worker)
  redis.call('HSET', key('capacity'), ask.worker, ask.most)
end

local failed = {}

local function batch_of(batch)
  local started_ms, predicted_ms = unpack(redis.call('HMGET', key('batch', batch), 'started', 'predicted'))
  local requests, waited = {}, {}
  for _, id in ipairs(aboard(batch)) do
    local state, text, asked = unpack(redis.call('HMGET', request(id), 'state', 'text', 'asked'))
    if state == 'taken' then
      table.insert(requests, {id, text or ''})
      local wait_ms = (tonumber(started_ms) or 0) - (tonumber(asked) or math.huge)
      table.insert(waited, wait_ms > 0 and wait_ms < math.huge and wait_ms or 0)
    end
  end
  return answer({batch = batch, requests = requests, waited = waited, predicted = tonumber(predicted_ms), failed = failed})
end

local held = redis.call('HGET', key('held'), ask.worker)
if held and redis.call('HGET', key('batch', held), 'worker') ~= ask.worker then held = nil end
if held and redis.call('HINCRBY', key('batch', held), 'handed', 1) <= HANDED_MOST then
  redis.call('ZADD', key('batches'), ask.now, held)
  return batch_of(held)
elseif held then
  failed = give_back(held, 1, ask.retries, ask.given_up).failed
end

-- The batch being made is not yet tallied, so that whoever has one request in it may have more.
local function has_room(kind, name, most) return tally_of('running', kind, name) < most end

-- The first ticket in turn of a class whose lane may run one more batch, and that fits if something has to be fitted. A jam may
-- keep as many workers busy as its server's jams may.
local function first_ticket(class, fits)
  local misfits = 0
  for server in each(class) do
    if has_room('server', server, ask.server_running) then
      for user, seat in each(server) do
        if class == JAMS or has_room('user', user, ask.user_running) then
          local ticket = redis.call('LINDEX', lane(server, user), 0)
          local id, its_fits = id_and_fits(ticket or '')
          if not fits or its_fits == fits then return {ticket = ticket, id = id, fits = its_fits, server = server, user = user, seat = seat} end
          misfits = misfits + 1
          if misfits == MISFITS_MOST then return nil end
        end
      end
    end
  end
end

local function is_request(found)
  if not found.id or not is_whole(found.id) then return false end
  local state, server, user = unpack(redis.call('HMGET', request(found.id), 'state', 'server', 'user'))
  return state == 'waiting' and server == found.server and user == found.user
end

-- A ticket without its request, or a seat without a ticket, is cleared away.
local function clear(found)
  if found.ticket then
    redis.call('LPOP', lane(found.server, found.user))
    tally_waiting(found.server, found.user, -1)
  end
  if found.id and field(found.id, 'state') == 'waiting' and not is_whole(found.id) then
    conclude(found.id, 'failed', ask.unreadable)
    table.insert(failed, found.id)
  end
  if redis.call('EXISTS', lane(found.server, found.user)) == 0 then redis.call('ZREM', turns(found.server), found.seat) end
  leave_if_done(found.server, found.user)
end

local function next_in_turn(class, fits)
  for _ = 1, GHOSTS_MOST do
    local found = first_ticket(class, fits)
    if not found then return nil end
    if is_request(found) then return found.id, found.server, found.user, found.fits end
    clear(found)
  end
end

-- Whose turn it is: of the class that is next, or of the other one if nobody of that may be served.
local function first_in_turn()
  local before = {}
  for _, class in ipairs(classes_in_turn()) do
    local id, server, user, fits = next_in_turn(class, nil)
    if id then
      begin_class(class, before)
      return id, server, user, fits
    end
    table.insert(before, class)
  end
end

local function board(batch, id, server, user)
  local cost = predicted(id)
  redis.call('LPOP', lane(server, user))
  redis.call('RPUSH', key('aboard', batch), id)
  redis.call('HSET', request(id), 'state', 'taken', 'batch', batch, 'charge', cost)
  tick(server)
  tick(class_of(server))
  charge_all(server, user, cost, field(id, 'weight'))
  tally_waiting(server, user, -1)
  return cost
end

local id, server, user, fits = first_in_turn()
if not id then
  settle_down()
  return answer({failed = failed})
end

-- Named by its worker: a Redis that lost its last second must not give the name of a lost batch to another worker's.
local batch = ask.worker .. '-' .. redis.call('INCR', key('batch', 'last'))
local total, size = 0, 0
repeat
  total, size = total + board(batch, id, server, user), size + 1
  if size < ask.most then id, server, user = next_in_turn(class_of(server), fits) end
until size == ask.most or not id
tally_running(aboard(batch), 1)
redis.call('HSET', key('batch', batch), 'worker', ask.worker, 'started', ask.now, 'predicted', total, 'handed', 1)
redis.call('HSET', key('held'), ask.worker, batch)
redis.call('ZADD', key('batches'), ask.now, batch)
return batch_of(batch)

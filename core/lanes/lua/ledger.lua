-- The ledger: what is known of each request, and the sums that the limits need.

local KEPT_S, SPENT_KEPT_S = 24 * 3600, 2 * 24 * 3600

local function answer(value) return cjson.encode(value) end
local function request(id) return key('request', id) end
local function field(id, name) return redis.call('HGET', request(id), name) end

local STATES = {waiting = true, taken = true, done = true, failed = true, cancelled = true}

local function state_of(id)
  local state = field(id, 'state')
  return state and STATES[state] and state or nil
end

-- A record is whole if it has all that the moves read of it.
local WORDS, NUMBERS = {'server', 'user', 'fits', 'cost_key', 'day'}, {'weight', 'prior', 'booked', 'tries'}

local function is_whole(id)
  for _, word in ipairs(redis.call('HMGET', request(id), unpack(WORDS))) do
    if not word then return false end
  end
  for _, number in ipairs(redis.call('HMGET', request(id), unpack(NUMBERS))) do
    if not tonumber(number) then return false end
  end
  return true
end

-- A lane holds a user's waiting requests, each as 'id fits', so that one read tells which of them can share a batch. Whoever
-- was in a batch that its worker did not survive shares none again: if it was to blame, it takes nobody with it.
local function lane(server, user) return key('lane', server, user) end
local function ticket(id)
  local fits, tries = unpack(redis.call('HMGET', request(id), 'fits', 'tries'))
  return id .. ' ' .. (tonumber(tries) > 0 and '!' .. id .. ' ' or '') .. fits
end
local function id_and_fits(ticket_read) return string.match(ticket_read, '^(%S+) (.*)$') end

-- How many requests wait, or how many batches run, for a user or a server.
local function tally_of(sum, kind, name) return tonumber(redis.call('HGET', key(sum), kind .. ':' .. name) or nil) or 0 end

local function tally(sum, kind, name, by)
  if redis.call('HINCRBY', key(sum), kind .. ':' .. name, by) <= 0 then redis.call('HDEL', key(sum), kind .. ':' .. name) end
end

local function tally_waiting(server, user, by)
  tally('waiting', 'server', server, by)
  tally('waiting', 'user', user, by)
end

-- Whoever has nothing waiting any more leaves the rings.
local function leave_if_done(server, user)
  if redis.call('EXISTS', lane(server, user)) == 0 then rest(server, user, round_of(server, user) or 0) end
  local class = class_of(server)
  if is_empty(server) and redis.call('HEXISTS', seats(class), server) == 1 then rest(class, server, round_of(class, server) or 0) end
end

-- Milliseconds that one such request takes, learned or else foreseen.
local function cost_of(cost_key, prior)
  local learned = tonumber(redis.call('HGET', key('cost'), cost_key) or nil)
  if not (learned and learned >= 0 and learned < math.huge) then learned = prior end
  return math.max(1, math.floor(learned + 0.5))
end
local function predicted(id) return cost_of(field(id, 'cost_key'), field(id, 'prior')) end
local function for_server(cost, weight) return math.floor(cost / tonumber(weight) + 0.5) end

-- A jam's painting is its server's, not a player's.
local function payer(server, user) return class_of(server) == JAMS and server or user end
local function spent(day, who) return tonumber(redis.call('HGET', key('spent', day), who) or nil) or 0 end

-- Which limit would be passed by so many more requests that cost so much: by how much, and what there is room for.
local function passed(limit, before, asked, most)
  return before + asked > most
    and {refused = limit, most = most, over = before + asked - most, room = math.max(0, most - before), hopeless = asked > most}
end
local function refusal(asked, cost)
  return passed('user', tally_of('waiting', 'user', ask.user), asked, ask.user_waiting)
    or passed('server', tally_of('waiting', 'server', ask.server), asked, ask.server_waiting)
    or passed('day', spent(ask.day, payer(ask.server, ask.user)), cost, ask.ms_a_day)
end

local function spend(id, by)
  local server, user, day = unpack(redis.call('HMGET', request(id), 'server', 'user', 'day'))
  if not server or not user or not day then return end
  redis.call('HINCRBY', key('spent', day), payer(server, user), by)
  redis.call('EXPIRE', key('spent', day), SPENT_KEPT_S)
end

local function booked(id) return tonumber(field(id, 'booked') or nil) or 0 end
local function refund(id) spend(id, -booked(id)) end

-- The end of a request: `said` is the JSON of what was made or of why nothing was. Its record stays a day, so that an id
-- counts once and its state can be asked for. That it ended and that the bots hear of it is one move.
local SAID_AS = {done = 'made', failed = 'failure'}

local function tell(id, state, said)
  local entry = {'request', id, 'end', state}
  if SAID_AS[state] then entry[5], entry[6] = SAID_AS[state], said end
  redis.call('XADD', key('events'), '*', unpack(entry))
end

local function conclude(id, state, said)
  redis.call('HSET', request(id), 'state', state, 'said', said or '')
  redis.call('HDEL', request(id), 'text') -- a stranger's words are kept no longer than they are needed
  redis.call('EXPIRE', request(id), KEPT_S)
  tell(id, state, said)
end

local function aboard(batch) return redis.call('LRANGE', key('aboard', batch), 0, -1) end
local function is_taken(id, batch) return field(id, 'state') == 'taken' and field(id, 'batch') == batch end

-- A batch is one to each user and server that has a request in it.
local function tally_running(ids, by)
  local seen = {}
  for _, id in ipairs(ids) do
    local server, user = unpack(redis.call('HMGET', request(id), 'server', 'user'))
    if server and user then seen['server:' .. server], seen['user:' .. user] = {'server', server}, {'user', user} end
  end
  for _, who in pairs(seen) do tally('running', who[1], who[2], by) end
end

-- Somebody leaves a batch before its end: what it then takes teaches nothing.
local function unseat(batch, id)
  tally_running(aboard(batch), -1)
  redis.call('LREM', key('aboard', batch), 1, id)
  redis.call('HINCRBY', key('batch', batch), 'left', 1)
  tally_running(aboard(batch), 1)
end

local function close(batch)
  tally_running(aboard(batch), -1)
  local worker = redis.call('HGET', key('batch', batch), 'worker')
  if worker then redis.call('HDEL', key('held'), worker) end
  redis.call('ZREM', key('batches'), batch)
  redis.call('DEL', key('batch', batch), key('aboard', batch))
end

-- Debts end with the rush hour: with nothing waiting and nothing running everybody is equal again, and no sum is wrong.
local function settle_down()
  if not is_empty(PEOPLE) or not is_empty(JAMS) or redis.call('EXISTS', key('batches')) == 1 then return end
  for _, class in ipairs(CLASSES) do
    for _, server in ipairs(redis.call('ZRANGE', rested(class), 0, -1)) do forget(server) end
    forget(class)
  end
  redis.call('DEL', key('waiting'), key('running'), key('classes'))
end

-- Out of its lane before anybody took it: that costs nothing.
local function step_out(id)
  local server, user = unpack(redis.call('HMGET', request(id), 'server', 'user'))
  redis.call('LREM', lane(server, user), 1, ticket(id))
  tally_waiting(server, user, -1)
  leave_if_done(server, user)
  refund(id)
end

-- Painted for somebody: their ring, their server's and their class pay.
local function charge_all(server, user, cost, weight)
  local class = class_of(server)
  pay(server, user, cost, redis.call('EXISTS', lane(server, user)) == 1)
  pay(class, server, for_server(cost, weight), not is_empty(server))
  charge_class(class, cost)
end

-- What that cost proves to be more or less than what was paid.
local function correct_all(id, cost)
  local server, user, charge, weight = unpack(redis.call('HMGET', request(id), 'server', 'user', 'charge', 'weight'))
  charge = tonumber(charge or nil)
  if not charge or not is_whole(id) then return end
  local class = class_of(server)
  correct(server, user, cost - charge)
  correct(class, server, for_server(cost, weight) - for_server(charge, weight))
  correct_class(class, for_class(cost, class) - for_class(charge, class))
end

-- Back to the front of its lane, as if it had never been taken.
local function put_back(id)
  local server, user, charge, weight = unpack(redis.call('HMGET', request(id), 'server', 'user', 'charge', 'weight'))
  redis.call('HSET', request(id), 'state', 'waiting')
  redis.call('HDEL', request(id), 'batch', 'charge', 'cancel', 'withdrawn', 'again')
  redis.call('LPUSH', lane(server, user), ticket(id))
  local class = class_of(server)
  repay(server, user, charge or 0)
  repay(class, server, for_server(charge or 0, weight))
  correct_class(class, -for_class(charge or 0, class))
  tally_waiting(server, user, 1)
end

-- Nobody has ever asked for it: no end is told, nothing was spent, and the same id may be asked for anew.
local function erase(id)
  refund(id)
  correct_all(id, 0)
  redis.call('DEL', request(id))
end

-- A worker lets go of what was withdrawn: it is gone, or waits if it was asked for again meanwhile.
local function is_withdrawn(id) return field(id, 'withdrawn') and true or false end
local function let_go(batch, id)
  local waits = field(id, 'again') and is_whole(id)
  unseat(batch, id)
  if waits then put_back(id) else erase(id) end
  return waits
end

-- Back to the front of their lanes, in their old order and round, as if they had never been taken.
local function give_back(batch, tries, tries_most, failure)
  local ids, gone = aboard(batch), {returned = {}, failed = {}, cancelled = {}}
  for at = #ids, 1, -1 do
    local id = ids[at]
    if not is_taken(id, batch) then -- it ended before the rest of its batch
    elseif is_withdrawn(id) then
      if let_go(batch, id) then table.insert(gone.returned, 1, id) end
    elseif field(id, 'cancel') then
      refund(id)
      conclude(id, 'cancelled')
      table.insert(gone.cancelled, 1, id)
    elseif not is_whole(id) or redis.call('HINCRBY', request(id), 'tries', tries) > tries_most then
      refund(id)
      conclude(id, 'failed', failure)
      table.insert(gone.failed, 1, id)
    else
      put_back(id)
      table.insert(gone.returned, 1, id)
    end
  end
  close(batch)
  return gone
end

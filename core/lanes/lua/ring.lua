-- A ring: who waits, in the order of their turn. The ring '*' holds the servers, the ring of a server its users. Beside it the
-- ring '~' holds the servers in which there are jams, each as '~' and its name, and the ring of such a one its jams.
--
-- A round gives everybody in the ring one millisecond of painting (a server as much as it weighs). Whoever is served goes on
-- waiting until the rounds have paid what it cost; that round is the score of its seat, so the lowest seat is next and no
-- round in which nobody can be served is ever walked through. Equal rounds go by the number in the seat's name.

local ask = cjson.decode(ARGV[1])
local PEOPLE, JAMS = '*', '~'
local CLASSES = {PEOPLE, JAMS}
local SEAT_DIGITS, MIDDLE_SEAT = 16, 5e15
local PAGE, FORGIVEN_AT_ONCE = 16, 64

local function key(...) return KEYS[1] .. ':' .. table.concat({...}, ':') end
local function turns(ring) return key('turns', ring) end
local function seats(ring) return key('seats', ring) end
local function rested(ring) return key('rested', ring) end
local function clock(ring) return tonumber(redis.call('GET', key('clock', ring)) or nil) or 0 end

local function class_of(server) return string.sub(server, 1, 1) == JAMS and JAMS or PEOPLE end

local function is_empty(ring) return redis.call('EXISTS', turns(ring)) == 0 end

-- Nothing here trusts what it reads: what somebody else put into these keys must not stop everybody's music.
local function name_on(seat) return string.match(seat, '^' .. string.rep('%d', SEAT_DIGITS) .. ':(.+)$') end

-- The names in order of their turn with their seats, read a page at a time. The ring must not change meanwhile.
local function each(ring)
  local page, at, offset = {}, 0, 0
  return function()
    at = at + 1
    if at > #page then
      page, at = redis.call('ZRANGE', turns(ring), offset, offset + PAGE - 1), 1
      offset = offset + PAGE
    end
    if page[at] then return name_on(page[at]) or '', page[at] end
  end
end

-- The round that pays what this name was last served; nil if that is paid and forgotten.
local function round_of(ring, name)
  local seat = redis.call('HGET', seats(ring), name)
  if seat then return tonumber(redis.call('ZSCORE', turns(ring), seat)) end
  return tonumber(redis.call('ZSCORE', rested(ring), name) or nil)
end

local function stand_up(ring, name)
  local seat = redis.call('HGET', seats(ring), name)
  if seat then
    redis.call('ZREM', turns(ring), seat)
    redis.call('HDEL', seats(ring), name)
  end
end

local function sit(ring, name, round, number)
  stand_up(ring, name)
  local seat = string.format('%0' .. SEAT_DIGITS .. '.0f:%s', number, name)
  redis.call('ZADD', turns(ring), round, seat)
  redis.call('HSET', seats(ring), name, seat)
  redis.call('ZREM', rested(ring), name)
end

local function sit_last(ring, name, round) sit(ring, name, round, MIDDLE_SEAT + redis.call('INCR', key('seat', 'last'))) end
local function sit_first(ring, name, round) sit(ring, name, round, MIDDLE_SEAT - redis.call('INCR', key('seat', 'first'))) end

-- Leave, but be remembered until the rounds have paid what was served: coming back is no way around a debt.
local function rest(ring, name, round)
  stand_up(ring, name)
  redis.call('ZADD', rested(ring), round, name)
end

-- Whoever comes anew starts at the round that the ring has reached, neither with credit nor behind those who waited.
local function enter(ring, name)
  if redis.call('HEXISTS', seats(ring), name) == 0 then
    sit_last(ring, name, math.max(clock(ring), round_of(ring, name) or 0))
  end
end

local function forget(ring) redis.call('DEL', turns(ring), seats(ring), rested(ring), key('clock', ring)) end

local function forgive(ring)
  local paid = redis.call('ZRANGEBYSCORE', rested(ring), '-inf', clock(ring), 'LIMIT', 0, FORGIVEN_AT_ONCE)
  for _, name in ipairs(paid) do
    redis.call('ZREM', rested(ring), name)
    if ring == PEOPLE or ring == JAMS then forget(name) end
  end
end

-- Move the ring on to the lowest round that anybody waits in.
local function tick(ring)
  local first = redis.call('ZRANGE', turns(ring), 0, 0, 'WITHSCORES')
  if first[2] and tonumber(first[2]) > clock(ring) then redis.call('SET', key('clock', ring), first[2]) end
  forgive(ring)
end

local function pay(ring, name, cost, goes_on_waiting)
  local round = (round_of(ring, name) or clock(ring)) + cost
  if goes_on_waiting then sit_last(ring, name, round) else rest(ring, name, round) end
end

-- What was paid proves to be too little or too much. What is forgotten counts as just paid; nobody is owed rounds of the past.
local function correct(ring, name, by)
  local now = clock(ring)
  local round = round_of(ring, name) or now
  round = math.max(round + by, math.min(round, now))
  local seat = redis.call('HGET', seats(ring), name)
  if seat then redis.call('ZADD', turns(ring), 'XX', round, seat) else rest(ring, name, round) end
end

local function repay(ring, name, cost)
  local round = round_of(ring, name)
  sit_first(ring, name, round and round - cost or clock(ring))
end

-- Two classes share the painting: what people ask for, and what is asked for in jams. Each is a ring of servers of its own.
--
-- While both could be served, the jams get three tenths. A class is charged what is painted for it, divided by its share; the one
-- that was charged less is next. The clock is the charge at which the last batch began. Whoever had nobody to be served then is
-- lifted to it: a class that was idle is owed nothing.

local TENTHS = {[PEOPLE] = 7, [JAMS] = 3}
local COUNTED_MOST = 2 ^ 53

local function counted(name)
  local number = tonumber(redis.call('HGET', key('classes'), name) or nil)
  return number and math.abs(number) <= COUNTED_MOST and number or 0
end
local function count(name, number) redis.call('HSET', key('classes'), name, string.format('%.0f', number)) end

local function for_class(cost, class) return math.floor(cost * 10 / TENTHS[class] + 0.5) end

-- What was charged proves to be too little or too much; as in a ring, nobody is owed what is past.
local function correct_class(class, by)
  local charged = counted(class)
  count(class, math.max(charged + by, math.min(charged, counted('clock'))))
end

local function charge_class(class, cost) count(class, counted(class) + for_class(cost, class)) end

local function classes_in_turn()
  if counted(JAMS) < counted(PEOPLE) then return {JAMS, PEOPLE} end
  return {PEOPLE, JAMS}
end

-- A batch of this class begins, as those before it had nobody to be served.
local function begin_class(class, before)
  local clock = counted(class)
  count('clock', clock)
  for _, other in ipairs(before) do
    if counted(other) < clock then count(other, clock) end
  end
end

-- A batch is over. What it took per request is what the next like it will be charged.

local SLOWEST_LEARNING = 0.25

if redis.call('EXISTS', key('batch', ask.batch)) == 0 then return answer({gone = true}) end

local ids = aboard(ask.batch)
local share = math.floor(ask.duration / #ids + 0.5)
local over = {done = {}, failed = {}}
for _, id in ipairs(ids) do
  if is_taken(id, ask.batch) then
    local state, said = unpack(ask.ends[id] or {'failed', ask.missing})
    if state == 'failed' then refund(id) else spend(id, share - booked(id)) end
    conclude(id, state, said)
    table.insert(over[state], id)
  end
end

-- The running mean of what was foreseen and the first batches, then an exponentially weighted one.
if #over.done == #ids and #ids > 0 and is_whole(ids[1]) then
  local cost_key, prior = unpack(redis.call('HMGET', request(ids[1]), 'cost_key', 'prior'))
  local mean = cost_of(cost_key, prior)
  local seen = redis.call('HINCRBY', key('cost', 'seen'), cost_key, 1)
  redis.call('HSET', key('cost'), cost_key, mean + (ask.duration / #ids - mean) * math.max(SLOWEST_LEARNING, 1 / (seen + 1)))
end
close(ask.batch)
settle_down()
return answer(over)

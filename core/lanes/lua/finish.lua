-- A batch is over. What it took per request is what the next like it will be charged.

local SLOWEST_LEARNING = 0.25

if redis.call('EXISTS', key('batch', ask.batch)) == 0 then return answer({gone = true}) end

-- A fault of ours costs nothing of the day, nor do words of which no clip came, or a jam's. A file that cannot be used does.
local function is_of_words(fits)
  local kind, shape = string.match(fits, '^(%a+)|([^|]*)|')
  return kind == 'riff' or kind == 'beat' or kind == 'morph' and not string.find(shape, 'source', 1, true)
end
local function is_of_a_jam(id) return class_of(field(id, 'server') or '') == JAMS end
local function is_free(id, state, ours)
  return state == 'failed' and (ours or is_of_a_jam(id) or is_of_words(field(id, 'fits') or ''))
end

local ids, left = aboard(ask.batch), tonumber(redis.call('HGET', key('batch', ask.batch), 'left') or nil) or 0
local share = math.floor(ask.duration / math.max(1, #ids + left) + 0.5)
local over = {done = {}, failed = {}}
for _, id in ipairs(ids) do
  if is_taken(id, ask.batch) and is_withdrawn(id) and not ask.ends[id] then
    let_go(ask.batch, id)
  elseif is_taken(id, ask.batch) then
    local state, said, ours = unpack(ask.ends[id] or {'failed', ask.missing, true})
    if is_free(id, state, ours) then refund(id) else spend(id, share - booked(id)) end
    correct_all(id, share)
    conclude(id, state, said)
    table.insert(over[state], id)
  end
end

-- The running mean of what was foreseen and the first batches, then an exponentially weighted one.
if #over.done == #ids and #ids > 0 and left == 0 and is_whole(ids[1]) then
  local cost_key, prior = unpack(redis.call('HMGET', request(ids[1]), 'cost_key', 'prior'))
  local mean = cost_of(cost_key, prior)
  local seen = redis.call('HINCRBY', key('cost', 'seen'), cost_key, 1)
  redis.call('HSET', key('cost'), cost_key, mean + (ask.duration / #ids - mean) * math.max(SLOWEST_LEARNING, 1 / (seen + 1)))
end
close(ask.batch)
settle_down()
return answer(over)

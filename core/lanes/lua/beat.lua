-- A batch is alive; the answer says which of its requests are to be called off.

local worker = redis.call('HGET', key('batch', ask.batch), 'worker')
if not worker then return answer({gone = true}) end
redis.call('ZADD', key('batches'), ask.now, ask.batch)
if ask.total > 0 then redis.call('HSET', key('batch', ask.batch), 'done', ask.done, 'total', ask.total) end
if ask.preview ~= '' then redis.call('HSET', key('batch', ask.batch), 'preview', ask.preview) end
redis.call('ZADD', key('workers'), ask.now, worker)
local cancelling = {}
for _, id in ipairs(aboard(ask.batch)) do
  if is_taken(id, ask.batch) and field(id, 'cancel') then table.insert(cancelling, id) end
end
return answer({cancelling = cancelling})

-- A worker is gone for good. What it still holds is reclaimed when it has been silent for long enough.

redis.call('ZREM', key('workers'), ask.worker)
redis.call('HDEL', key('capacity'), ask.worker)
return answer({})

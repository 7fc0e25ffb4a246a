-- The batches whose workers fell silent.

return answer({batches = redis.call('ZRANGEBYSCORE', key('batches'), '-inf', ask.before)})

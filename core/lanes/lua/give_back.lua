-- A worker that has to stop hands its batch back; that is nobody's fault and costs no try.

if redis.call('EXISTS', key('batch', ask.batch)) == 0 then return answer({gone = true}) end
local gone = give_back(ask.batch, 0, math.huge)
settle_down()
return answer(gone)

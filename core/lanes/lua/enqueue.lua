-- Let requests of one origin wait, all or none. Those already known are left as they are.

local server, user = ask.server, ask.user
local new, named, cost = {}, {}, 0
for _, one in ipairs(ask.requests) do
  if not named[one.id] and not state_of(one.id) then
    named[one.id] = true
    table.insert(new, one)
    one.booked = cost_of(one.cost_key, one.prior)
    cost = cost + one.booked
  end
end
if #new == 0 then return answer({new = new}) end

local refused = refusal(#new, cost)
if refused then return answer(refused) end

local ids = {}
for at, one in ipairs(new) do
  redis.call('HSET', request(one.id), 'state', 'waiting', 'server', server, 'user', user, 'weight', ask.weight, 'day', ask.day,
    'fits', one.fits, 'cost_key', one.cost_key, 'prior', one.prior, 'booked', one.booked, 'tries', 0, 'party', new[1].id, 'asked', ask.now, 'text', one.text)
  redis.call('RPUSH', lane(server, user), ticket(one.id))
  spend(one.id, one.booked)
  ids[at] = one.id
end
tally_waiting(server, user, #new)
enter(server, user)
enter(SERVERS, server)
return answer({new = ids})

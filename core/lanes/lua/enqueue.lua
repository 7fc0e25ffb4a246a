-- Let requests of one origin wait, all or none. Those already known are left as they are.

local server, user = ask.server, ask.user
local new, again, named, cost = {}, {}, {}, 0
for _, one in ipairs(ask.requests) do
  if is_withdrawn(one.id) then table.insert(again, one.id) end
  if not named[one.id] and not state_of(one.id) then
    named[one.id] = true
    table.insert(new, one)
    one.booked = cost_of(one.cost_key, one.prior)
    cost = cost + one.booked
  end
end
local refused = #new > 0 and refusal(#new, cost)
if refused then return answer(refused) end

-- What a worker has yet to let go of waits as soon as it has.
for _, id in ipairs(again) do
  if field(id, 'state') == 'taken' then redis.call('HSET', request(id), 'again', 1) end
end
if #new == 0 then return answer({new = new}) end

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
enter(class_of(server), server)
return answer({new = ids})

-- A worker has dropped a request that was called off.

local was_asked = is_taken(ask.id, ask.batch) and field(ask.id, 'cancel')
if was_asked and is_withdrawn(ask.id) then
  let_go(ask.batch, ask.id)
elseif was_asked then
  conclude(ask.id, 'cancelled')
end
return answer({confirmed = was_asked and true or false})

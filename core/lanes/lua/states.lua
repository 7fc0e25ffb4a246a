-- How requests stand, in the order of their ids; what is unknown is ''.

local states = {}
for at, id in ipairs(ask.ids) do states[at] = state_of(id) or '' end
return answer({states = states})

"""Who may make what: the one gate that all that is asked for passes before anything is recorded."""

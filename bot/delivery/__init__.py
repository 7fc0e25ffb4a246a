"""From a request's end to a message that people see: each end once, whoever is killed in between."""

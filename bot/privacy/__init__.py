"""What is known of people: it can be taken along, and it can be taken away."""

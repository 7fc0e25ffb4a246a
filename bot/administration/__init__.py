"""What those who manage a server decide for everybody there: one file a group of /riff-admin."""

"""Ends the process that imports it when its parent ends; the server of forked processes does.

The pipe by which multiprocessing's server notices that its client is gone stays open while a forked process lives.
"""

from tests.leash import leash

leash()

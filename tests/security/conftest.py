from tests.core.conftest import redis, redis_socket, short_folder

__all__ = ["redis", "redis_socket", "short_folder"]

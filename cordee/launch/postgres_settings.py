"""How the embedded PostgreSQL is tuned."""

# Small on purpose: a whole Cordée at rest fits in 350 MB. Bigger sites use a PostgreSQL of their own.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "40",
    "shared_buffers": "64MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
    "max_wal_size": "512MB",
    "io_method": "sync",
    "autovacuum_max_workers": "2",
    "max_worker_processes": "4",
    "max_parallel_workers_per_gather": "1",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    "lc_messages": "C",
    "timezone": "UTC",
}
# For throw-away servers: what a power cut would lose does not matter.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}

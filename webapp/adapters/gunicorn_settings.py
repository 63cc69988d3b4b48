"""How gunicorn serves the registry; `--config python:webapp.adapters.gunicorn_settings`.

The environment may change the numbers: WEB_WORKERS, WEB_THREADS.
"""

import os

worker_class = "webapp.adapters.gunicorn_worker.SpeakingWorker"
workers = int(os.environ.get("WEB_WORKERS", str(min(os.cpu_count() or 1, 4))))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 10
keepalive = 5
limit_request_line = 8190
limit_request_fields = 100
accesslog = None  # visitors' addresses are not kept
loglevel = "warning"
proc_name = "registry"

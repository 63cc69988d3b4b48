"""Small trees that break one rule each, and one that comes close and breaks none."""

from tests.architecture.asset_rules import (
    components_in_pairs,
    links_resolve,
    named_files_exist,
    no_inline_code,
    nothing_from_elsewhere,
)
from tests.architecture.code_rules import (
    clockless_domain,
    commits_in_services,
    reads_in_queries,
    size_faults,
    telling_names,
)
from tests.architecture.import_rules import (
    circles,
    floors,
    hidden_imports,
    pure_domain,
    rooms_inside,
    views_without_rows,
)

MODELS = {"webapp/models/certificate.py": "", "webapp/models/notice.py": ""}
SLICES = {"webapp/views/notices/routes.py": "", "webapp/views/catalogue/routes.py": ""}
USE_CASES = {"webapp/services/certificates.py": "", "webapp/services/scans.py": ""}
FUNCTION_OVER = "def act():\n" + "    x = 1\n" * 50
PAGE = "templates/notices/list.html"

WRONG = {
    floors: [
        {"webapp/domain/codes.py": "from webapp.models import certificate\n", **MODELS},
        {"webapp/queries/x.py": "import webapp.services.scans\n", **USE_CASES},
        {
            "webapp/models/notice.py": "from ..queries import notices\n",
            "webapp/queries/__init__.py": "",
        },
        {"webapp/adapters/x.py": "from webapp.extensions import db\n"},
        {"webapp/cli/x.py": "from webapp.views.notices import routes\n", **SLICES},
        {"webapp/services/x.py": "def f():\n    from webapp.factory import create_app\n"},
        {"webapp/queries/x.py": "import importlib\nimportlib.import_module('webapp.cli')\n"},
        {
            "search_index/store.py": "from webapp.domain import codes\n",
            "webapp/domain/codes.py": "",
        },
        {"webapp/migrations/versions/a.py": "from webapp.models import notice\n", **MODELS},
        {"webapp/cellar/x.py": ""},
    ],
    rooms_inside: [
        {**SLICES, "webapp/views/notices/x.py": "from webapp.views.catalogue import routes\n"},
        {**SLICES, "webapp/views/shared/x.py": "import webapp.views.notices.routes\n"},
        {**SLICES, "webapp/views/notices/x.py": "def f():\n    from ..catalogue import routes\n"},
        {**USE_CASES, "webapp/services/x.py": "from webapp.services import scans\n"},
        {**USE_CASES, "webapp/services/steps/x.py": "from webapp.services import scans\n"},
        {**MODELS, "webapp/models/x.py": "from webapp.models.notice import Notice\n"},
    ],
    hidden_imports: [
        {"webapp/queries/x.py": "def f():\n    import json\n"},
        {"webapp/queries/x.py": "class C:\n    async def f(self):\n        if 1: import json\n"},
        {"webapp/queries/x.py": "import importlib\nm = importlib.import_module('json')\n"},
        {"search_index/x.py": "f = lambda: __import__('json')\n"},
    ],
    pure_domain: [
        {"webapp/domain/x.py": "from flask import request\n"},
        {"webapp/domain/x.py": "import sqlalchemy.orm\n"},
        {"webapp/domain/x.py": "from flask_babel import gettext\n"},
    ],
    views_without_rows: [
        {"webapp/views/notices/x.py": "from webapp.models.notice import Notice\n", **MODELS},
        {"webapp/views/notices/x.py": "from webapp.extensions import babel, db\n"},
        {"webapp/cli/x.py": "from webapp import extensions\n", "webapp/extensions.py": ""},
    ],
    circles: [
        {
            "webapp/domain/a.py": "import webapp.domain.b\n",
            "webapp/domain/b.py": "from webapp.domain import c\n",
            "webapp/domain/c.py": "from .a import name\n",
        },
        {
            "search_index/a.py": "from search_index import b\n",
            "search_index/b.py": "from typing import TYPE_CHECKING\n"
            "if TYPE_CHECKING:\n    from search_index.a import name\n",
        },
        {
            "search_index/a.py": "from search_index import b\n",
            "search_index/b.py": "def f():\n    from search_index.a import name\n",
        },
    ],
    clockless_domain: [
        {"webapp/domain/x.py": "import datetime\nnow = datetime.datetime.now(datetime.UTC)\n"},
        {"webapp/domain/x.py": "from datetime import date\ndef f(): return date.today()\n"},
        {"webapp/domain/x.py": "import time\ndef f(): return time.time()\n"},
    ],
    reads_in_queries: [
        {"webapp/views/notices/x.py": "from sqlalchemy import select\nrows = select(1)\n"},
        {"webapp/models/x.py": "import sqlalchemy as sa\nrows = sa.select(1)\n"},
        {"webapp/cli/x.py": "rows = 'SELECT id FROM notice'\n"},
        {"webapp/cli/x.py": "rows = '''\n  WITH late AS (SELECT 1) '''\n"},
    ],
    commits_in_services: [
        {"webapp/views/notices/x.py": "def f(session): session.commit()\n"},
        {"webapp/services/steps/x.py": "def f(session): session.commit()\n"},
        {"webapp/queries/x.py": "def f(db): db.session.commit()\n"},
    ],
    telling_names: [
        {"webapp/domain/utils.py": ""},
        {"webapp/views/shared/page_helpers.py": ""},
        {"tests/common/x.py": ""},
        {"templates/misc/x.html": ""},
    ],
    size_faults: [
        {"webapp/domain/x.py": "x = 1\n" * 301},
        {"webapp/domain/x.py": FUNCTION_OVER},
        {PAGE: "x\n" * 121},
        {"tests/domain/test_x.py": "x = 1\n" * 401},
        {"tests/domain/conftest.py": "x = 1\n" * 151},
        {"tests/architecture/oversize.txt": "webapp/domain/x.py 310\n", "webapp/domain/x.py": ""},
        {
            "tests/architecture/oversize.txt": "webapp/domain/x.py 310\n",
            "webapp/domain/x.py": "x = 1\n" * 311,
        },
    ],
    no_inline_code: [
        {PAGE: '<p style="color: red">x</p>'},
        {PAGE: "<style>p {}</style>"},
        {PAGE: "<a\n href='/' onclick='f()'>x</a>"},
        {PAGE: "<script>f()</script>"},
        {PAGE: "<script nonce='1' defer>f()</script>"},
    ],
    nothing_from_elsewhere: [
        {PAGE: '<script src="https://cdn.example.com/x.js"></script>'},
        {PAGE: '<img src="//images.example.com/x.png">'},
        {"static/css/base.css": "@import url(https://fonts.example.com/css);"},
        {"static/js/x.js": "fetch('https://api.example.com/x')"},
    ],
    components_in_pairs: [
        {"static/css/components/status-tag.css": ""},
        {"templates/components/status_tag.html": "{% macro status_tag(x) %}{% endmacro %}"},
        {
            "templates/components/status_tag.html": "{% macro tag(x) %}{% endmacro %}",
            "static/css/components/status-tag.css": "",
        },
    ],
    links_resolve: [
        {"README.md": "[x](docs/gone.md)"},
        {"README.md": "[x](#gone)"},
        {"docs/a.md": "[x](b.md#gone)", "docs/b.md": "# Here"},
    ],
    named_files_exist: [
        {"README.md": "see `webapp/domain/gone.py`", "webapp/domain/codes.py": ""},
        {"docs/a.md": "see `domain/gone.py`", "webapp/domain/codes.py": ""},
    ],
}

RIGHT = {
    **MODELS,
    **SLICES,
    **USE_CASES,
    "wsgi.py": "from webapp.factory import create_app\n",
    "webapp/factory.py": "from webapp.views.notices import routes\nimport webapp.config\n",
    "webapp/config.py": "import os\n",
    "webapp/extensions.py": "db = 1\n",
    "webapp/migrations/env.py": "from webapp import models\nfrom webapp.extensions import db\n",
    "webapp/models/__init__.py": "from webapp.models import certificate, notice\n",
    "webapp/models/columns.py": "import sqlalchemy\n",
    "webapp/models/product.py": "from typing import TYPE_CHECKING\n"
    "from webapp.models.columns import Instant\n"
    "if TYPE_CHECKING:\n    from webapp.models import notice\n",
    "webapp/domain/codes.py": "from datetime import datetime\n"
    "def now(at: datetime) -> datetime:\n    return datetime.fromisoformat('2026-01-01')\n",
    "webapp/queries/notices.py": "from sqlalchemy import select\nfrom webapp.models import notice\n"
    "rows = select(notice)\nraw = 'SELECT 1'\n",
    "webapp/services/transaction.py": "def f(session): session.commit()\n",
    "webapp/services/steps/events.py": "from webapp.models import notice\n",
    "webapp/services/notices.py": "from webapp.services.steps import events\n"
    "from webapp.services.transaction import f\nfrom webapp.queries import notices\n",
    "webapp/views/shared/access.py": "",
    "webapp/views/notices/pages.py": "from webapp.views.shared.access import public\n"
    "from webapp.views.notices import routes\nfrom webapp.services import notices\n"
    "label = 'Select a date'\n",
    "search_index/store.py": "import sqlite3\nfrom search_index.query import parse\n",
    "search_index/query.py": "",
    "templates/notices/list.html": "{# <p style='x'> #}\n<a href='https://www.12315.cn/'>12315</a>\n"
    '<svg xmlns="http://www.w3.org/2000/svg"></svg>\n<script src="/static/js/x.js"></script>\n'
    '<script type="application/ld+json">{"@context": "https://schema.org"}</script>\n',
    "templates/components/status_tag.html": "{%- macro status_tag(x, y=1) -%}{% endmacro %}",
    "static/css/components/status-tag.css": "/* see https://example.com/a */ a { color: red; }",
    "README.md": "# A walk: two words\n[x](docs/a.md) [y](#a-walk-two-words) "
    "[z](https://example.com) `domain/codes.py` `gb/t-4100` `*.py`",
    "docs/a.md": "[home](../README.md#a-walk-two-words) `models/notice.py`",
}

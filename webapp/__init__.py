"""The public registry of certified products: the map of the house.

Floors, lowest first.  A room imports rooms below it; never above, never beside
(`tests/architecture` holds this).

    0  domain        rules: codes, standing, lifecycles, numbers; pure, time is an argument
       config        settings, read once from the environment; refuses to start when unsafe
    1  extensions    db, migrate, babel: the library objects, nothing else
       adapters      the outside world: raw reads, QR images, sheets, pictures, locks
       definitions   schemes, districts, reasons, the sample city: data files and their checks
       migrations    Alembic
    2  models        rows: one noun per file; columns, relations, constraints
    3  queries       reads: SELECT -> frozen dataclasses
    4  services      writes: one function per use case, one commit with its event and outbox row
    5  views         pages, sliced by what a person came to do; only `views/shared` is common
       cli           the operator's commands
    6  factory       `create_app()`: the only place that sees everything

`search_index/`, beside this package, answers *which ids*; `queries` answer *what they are now*.

Three walks to read first:

    a scan        views/verification (quick, else routes) -> domain/codes -> queries/verification
                  -> domain/standing -> services/scans records it
    a suspension  cli/certificates -> services/certificates.suspend -> domain/certificates
    a search      views/catalogue -> search_index/store -> queries/cards

After a commit, `services/outbox` numbers what was committed and `services/indexing` follows it.
"""

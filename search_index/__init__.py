"""The search wing: which documents answer a text. It knows nothing of the web application.

    documents.py      what is put in: Document, Change
    analysis.py       one reading of text for every store: folding, 2-grams, pinyin, numbers
    query.py          text of a visitor -> words with alternatives; never an error
    store.py          the port: SearchStore, Results, Health and the errors
    facets.py ranking.py highlighting.py corrections.py    shared by the stores
    whoosh_*.py       the store in a folder (one machine)
    postgres_*.py     the store in PostgreSQL (many machines)

How an index is built, versioned, swapped and thrown away: README.md beside this file.
"""

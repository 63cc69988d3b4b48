"""What everything is measured against: Flask, one route, no middleware."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello() -> str:
    return "Hello, World!"

"""A page of notes. What it needs to know of its database, it has from nanokit.yml."""

import os

import psycopg
from flask import Flask, redirect, render_template_string, request

app = Flask(__name__)

PAGE = """<!doctype html>
<title>Notes</title>
<form method="post"><input name="text" required autofocus> <button>Add</button></form>
<ul>{% for (text,) in notes %}<li>{{ text }}</li>{% endfor %}</ul>
"""


def connect():
    return psycopg.connect(
        host=os.environ["POSTGRES_HOST"],
        dbname=os.environ["POSTGRES_DB"],
        user=os.environ["POSTGRES_USER"],
        password=os.environ["POSTGRES_PASSWORD"],
    )


@app.cli.command("init")
def init():
    with connect() as db:
        db.execute("CREATE TABLE IF NOT EXISTS note (id bigserial PRIMARY KEY, text text NOT NULL)")


@app.get("/")
def show():
    with connect() as db:
        notes = db.execute("SELECT text FROM note ORDER BY id DESC LIMIT 100").fetchall()
    return render_template_string(PAGE, notes=notes)


@app.post("/")
def add():
    with connect() as db:
        db.execute("INSERT INTO note (text) VALUES (%s)", (request.form["text"],))
    return redirect("/")

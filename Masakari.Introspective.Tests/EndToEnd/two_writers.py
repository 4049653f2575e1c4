"""Processes that each read a number and write the next one, through oslo.db: counts in the file that the argument names."""
import multiprocessing
import sqlite3
import sys

from oslo_db.sqlalchemy import enginefacade
from sqlalchemy import text

PROCESSES, TIMES = 2, 200


@enginefacade.transaction_context_provider
class Context:
    pass


def count(path):
    database = enginefacade.transaction_context()
    database.configure(connection=f"sqlite:///{path}?timeout=30")
    for _ in range(TIMES):
        with database.writer.using(Context()) as session:
            last = session.execute(text("SELECT value FROM number")).scalar()
            session.execute(text("UPDATE number SET value = :next"), {"next": last + 1})


def main(path):
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE number (value INTEGER)")
        made.execute("INSERT INTO number VALUES (0)")
    writers = [multiprocessing.Process(target=count, args=(path,)) for _ in range(PROCESSES)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    print(sqlite3.connect(path).execute("SELECT value FROM number").fetchone()[0])


if __name__ == "__main__":
    main(sys.argv[1])

"""SQLite under OpenStack, in each of the lab's services: a transaction that may write takes the write lock when it begins.

oslo.db begins every transaction as a reader. A reader that goes on to write, after another process wrote, fails at once
with "database is locked": SQLite's timeout is of no use to it. MySQL knows no such failure, and Nova does not try again.
"""
import importlib.util
import sys

ENGINE_FACADE = "oslo_db.sqlalchemy.enginefacade"


class EngineFacadeFinder:
    """Nothing is imported here that the service does not import itself: eventlet has to come before the rest."""

    def find_spec(self, name, path=None, target=None):
        if name != ENGINE_FACADE:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        load = spec.loader.exec_module

        def load_and_change(module):
            load(module)
            lock_early(module)

        spec.loader.exec_module = load_and_change
        return spec


def lock_early(facade):
    from sqlalchemy import event, orm

    create = facade._TransactionFactory._create_session

    def create_session(self, mode, bind=None):
        session = create(self, mode, bind)
        session.info["writes"] = mode is facade._WRITER
        return session

    def lock(session, transaction, connection):
        if session.info.get("writes") and not transaction.nested and connection.dialect.name == "sqlite":
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    facade._TransactionFactory._create_session = create_session
    event.listen(orm.Session, "after_begin", lock)


sys.meta_path.insert(0, EngineFacadeFinder())

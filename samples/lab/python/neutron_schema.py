#!/usr/bin/python3
"""Neutron's tables from its models. usage: neutron_schema.py DATABASE-URL"""
import sys

from neutron.db.migration.models import head  # noqa: F401  (registers every model)
from neutron_lib.db import model_base
from sqlalchemy import create_engine

model_base.BASEV2.metadata.create_all(create_engine(sys.argv[1]))

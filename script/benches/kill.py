"""The server killed 30 times under 8 clients, SQLite and PostgreSQL: every receipted report is there once."""

import argparse

from _kill import on_both

POSTGRES = True

if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=30, help="how often each engine's server is killed")
    on_both("kill", options.parse_args().rounds)

"""``serve`` as it is, but for the hourly limit on how many may write: a load test is more than a portal's hour."""

import sys

from limits import parse

from app.web import limits

limits.SUBMISSIONS_ALL = parse("10000000/hour")

from app.commands import main  # noqa: E402 - the limit must be another one before anybody takes it by name

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Witnesses, one a file: artifacts → observations. They ask and report; they judge nothing."""

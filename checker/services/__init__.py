"""Services, one in each module: artifacts → observations. They report; verdicts are made in `checker.verdicts`."""

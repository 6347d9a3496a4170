"""The figures F1 to F9 of docs/statistics.md, each as a value that any form can print. Pure."""

"""Excel workbooks: zipped XML → cells → rows → papers."""
